using System.Diagnostics;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Demo;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Two servers in one process, on one PostgreSQL database: what both know, and when.</summary>
[Collection(nameof(Alone))]
public sealed class TwoServersSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly ServerFolder _folder1 = new();
    private readonly ServerFolder _folder2 = new();
    private PrivatePostgreSql? _database;
    private TransportServer? _hub1;
    private TransportServer? _hub2;

    public async Task InitializeAsync()
    {
        _database = await PrivatePostgreSql.StartAsync(
            PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), CancellationToken.None);
        var servers = await Task.WhenAll(StartAsync(_folder1, "Hub01"), StartAsync(_folder2, "Hub02"));
        (_hub1, _hub2) = (servers[0], servers[1]);
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(new[] { _hub1, _hub2 }.OfType<TransportServer>().Select(server => server.StopAsync()));
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder1.Dispose();
        _folder2.Dispose();
    }

    [Fact]
    public async Task should_show_a_connector_on_every_server_within_a_second_when_it_appears_changes_and_vanishes()
    {
        await ChangeAsync(_hub1!, new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub01", "Hub02"]), "Fax: FAX:*;1");
        await ChangeAsync(
            _hub2!,
            new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(("AddressSpaces", ParameterValue.OfList("FAX:+1*;2")))),
            "Fax: FAX:+1*;2");
        await ChangeAsync(_hub1!, new OrganizationCommand.RemoveForeignConnector("Fax"), "");
    }

    [Fact]
    public async Task should_deliver_by_the_other_server_when_only_that_is_a_source()
    {
        await _hub1!.ChangeAsync(new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub02"]), CancellationToken.None);
        await _hub1.ChangeAsync(new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com"), CancellationToken.None);

        _folder1.Put(_folder1.Pickup, "From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: one\r\n\r\nhello\r\n");

        var dropped = await _folder2.DroppedAsync("Fax", "one");
        Assert.Contains("-hub02-", Path.GetFileName(dropped.Path), StringComparison.Ordinal);
    }

    private Task<TransportServer> StartAsync(ServerFolder folder, string name) => folder.StartAsync(
        null,
        (NodeConfiguration.ServerNameOption.EnvironmentVariable, name),
        (DatabaseOptions.ProviderOption.EnvironmentVariable, "postgresql"),
        (DatabaseOptions.ConnectionStringOption.EnvironmentVariable, _database!.ConnectionString("postgres")));

    private async Task ChangeAsync(TransportServer at, OrganizationCommand command, string expected)
    {
        var changed = await at.ChangeAsync(command, CancellationToken.None);
        var answeredAt = Stopwatch.GetTimestamp();
        Assert.Null(changed.Error);
        await SettledAsync(expected, answeredAt);
    }

    private async Task SettledAsync(string expected, long since)
    {
        await Eventually.FindAsync(
            () => Connectors(_hub1!) == expected && Connectors(_hub2!) == expected ? expected : null,
            () => $"Hub01: {Connectors(_hub1!)}, Hub02: {Connectors(_hub2!)}; expected {expected}");
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Limit);
    }

    private static string Connectors(TransportServer server) =>
        string.Join('\n', server.Directories.Connectors.Select(connector => $"{connector.Connector}: {connector.AddressSpaces}"));

    private static AddressSpace Space(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? space : throw new ArgumentException(error.ToString());
}
