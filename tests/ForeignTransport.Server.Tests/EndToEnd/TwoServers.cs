using Akka.Configuration;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Demo;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Hub01 and Hub02 in one process, on a PostgreSQL database of their own.</summary>
public abstract class TwoServers : IAsyncLifetime
{
    private PrivatePostgreSql? _database;
    private TransportServer? _hub1;
    private TransportServer? _hub2;

    private protected ServerFolder Folder1 { get; } = new();

    private protected ServerFolder Folder2 { get; } = new();

    private protected PrivatePostgreSql Database => _database!;

    private protected TransportServer Hub1 => _hub1!;

    private protected TransportServer Hub2 => _hub2!;

    public async Task InitializeAsync()
    {
        _database = await PrivatePostgreSql.StartAsync(
            PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), CancellationToken.None);
        await StartBothAsync();
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(StopHub1Async(), StopHub2Async());
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Folder1.Dispose();
        Folder2.Dispose();
    }

    private protected async Task StartHub1Async() => _hub1 = await StartAsync(Folder1, "Hub01");

    private protected async Task StartHub2Async() => _hub2 = await StartAsync(Folder2, "Hub02");

    private protected async Task StartBothAsync()
    {
        await Task.WhenAll(StartHub1Async(), StartHub2Async());
        await Eventually.HoldsAsync(
            () => new[] { Hub1, Hub2 }.All(hub => hub.Organization?.TransportServices.Count == 2),
            () => "Not both servers have entered themselves into the organization");
    }

    private protected Task StopHub1Async() => _hub1?.StopAsync() ?? Task.CompletedTask;

    private protected Task StopHub2Async() => _hub2?.StopAsync() ?? Task.CompletedTask;

    private protected static AddressSpace Space(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? space : throw new ArgumentException(error.ToString());

    /// <summary>Changes something that must be accepted, and waits until both servers know it: each may have to act on it next.</summary>
    private protected async Task MustChangeAsync(TransportServer at, OrganizationCommand command)
    {
        var changed = await at.ChangeAsync(command, CancellationToken.None);
        Assert.Null(changed.Error);
        await Eventually.HoldsAsync(
            () => new[] { Hub1, Hub2 }.All(hub => hub.Organization?.Version >= changed.Version),
            () => $"Not both servers know version {changed.Version}: Hub01 {Hub1.Organization?.Version}, Hub02 {Hub2.Organization?.Version}");
    }

    /// <summary>Nobody dies here: a machine that stands still for some seconds must neither end this process nor make one server take the other for dead.</summary>
    private Task<TransportServer> StartAsync(ServerFolder folder, string name)
    {
        var node = folder.Configuration(
            (NodeConfiguration.ServerNameOption.EnvironmentVariable, name),
            (DatabaseOptions.ProviderOption.EnvironmentVariable, "postgresql"),
            (DatabaseOptions.ConnectionStringOption.EnvironmentVariable, _database!.ConnectionString("postgres")),
            (ClusterOptions.PauseLimitOption.EnvironmentVariable, "60s"));
        var patient = ConfigurationFactory.ParseString("akka.cluster.failure-detector.acceptable-heartbeat-pause = 60s");
        return TransportServer.StartAsync(
            node with { AkkaOverrides = patient.WithFallback(node.AkkaOverrides) }, null, "1.2.3", TimeProvider.System, CancellationToken.None);
    }
}
