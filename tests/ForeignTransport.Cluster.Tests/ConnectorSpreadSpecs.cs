using System.Collections.Immutable;
using System.Diagnostics;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Bench;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>What is changed on one server is in force on every server, at once. Two servers of one cluster, in this process.</summary>
[Collection(nameof(Alone))]
public sealed class ConnectorSpreadSpecs(PostgreSqlFixture database, ITestOutputHelper output) : IDisposable
{
    private const string Name = "Line of Business";

    /// <summary>For the quickest of three changes. The aim is one second; the limit allows for a busy CI machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task should_be_in_force_on_every_server_when_a_connector_is_made_changed_and_removed_on_one()
    {
        var connectionString = await database.CreateDatabaseAsync();
        await using var first = await StartAsync("Hub01", connectionString);
        await using var second = await StartAsync("Hub02", connectionString);
        TransportServer[] servers = [first, second];
        Assert.True(AddressSpace.TryParse("SMTP:lob.contoso.com;1", out var space, out _));

        var created = await SpreadsAsync(
            second, new OrganizationCommand.NewForeignConnector(Name, [space], ["Hub01", "Hub02"]),
            servers, server => DirectoryOn(server)?.EndsWith(Name, StringComparison.Ordinal) == true);
        var changed = await SpreadsAsync(
            first, new OrganizationCommand.SetForeignConnector(Name, ParameterChanges.Of(("DropDirectory", "orders"))),
            servers, server => DirectoryOn(server)?.EndsWith("orders", StringComparison.Ordinal) == true);
        var removed = await SpreadsAsync(
            second, new OrganizationCommand.RemoveForeignConnector(Name), servers, server => DirectoryOn(server) is null);
        Assert.True(new[] { created, changed, removed }.Min() < Limit, $"{created}, {changed}, {removed}");
    }

    private async Task<TimeSpan> SpreadsAsync(
        TransportServer server, OrganizationCommand change, TransportServer[] servers, Func<TransportServer, bool> isInForce)
    {
        var asked = Stopwatch.GetTimestamp();
        Assert.Null((await server.ChangeAsync(change, CancellationToken.None)).Error);
        Assert.True(
            await ForeignTransport.Server.Demo.HubCluster.UntilAsync(() => servers.All(isInForce), HubDrill.Patience, CancellationToken.None), change.ToString());
        var time = Stopwatch.GetElapsedTime(asked);
        output.WriteLine($"{change.GetType().Name} in force everywhere after {time.TotalMilliseconds:F0} ms");
        return time;
    }

    private static string? DirectoryOn(TransportServer server) =>
        server.Directories.Connectors.FirstOrDefault(connector => connector.Connector == Name)?.Directory;

    private Task<TransportServer> StartAsync(string name, string connectionString)
    {
        var environment = ImmutableDictionary.CreateRange(new Dictionary<string, string>
        {
            [NodeConfiguration.ServerNameOption.EnvironmentVariable] = name,
            [NodeConfiguration.DataDirectoryOption.EnvironmentVariable] = Path.Combine(_root.Path, name),
            ["FT_DATABASE_PROVIDER"] = "postgresql",
            ["FT_DATABASE_CONNECTION_STRING"] = connectionString,
        });

        // A test that is held up must not end the process of all tests: nobody dies here, so nobody needs to be missed soon.
        var file = Path.Combine(_root.Path, name + ".conf");
        File.WriteAllText(file, "foreign-transport.cluster.pause-limit = 55s\nakka.cluster.split-brain-resolver.stable-after = 1m\n");
        var sources = new NodeConfigurationSources(_root.Path, name) { File = file, Environment = environment };
        Assert.True(NodeConfigurationLoader.TryLoad(sources, out var configuration, out var errors, out _), string.Join('\n', errors));
        return TransportServer.StartAsync(configuration, null, "1.2.3", TimeProvider.System, CancellationToken.None);
    }
}
