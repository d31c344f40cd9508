using System.Diagnostics;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Two servers in one process, on one PostgreSQL database: what both know, and when.</summary>
[Collection(nameof(Alone))]
public sealed class TwoServersSpecs : TwoServers
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>After this a container is killed. It is three seconds on the development machine.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>Each of the changes must be seen everywhere; the quickest says how long that takes, for this machine may be busy with something else.</summary>
    [Fact]
    public async Task should_show_a_connector_on_every_server_within_a_second_when_it_appears_changes_and_vanishes()
    {
        TimeSpan[] delays =
        [
            await ChangeAsync(Hub1, new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub01", "Hub02"]), "Fax: FAX:*;1"),
            await ChangeAsync(
                Hub2,
                new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(("AddressSpaces", ParameterValue.OfList("FAX:+1*;2")))),
                "Fax: FAX:+1*;2"),
            await ChangeAsync(Hub1, new OrganizationCommand.RemoveForeignConnector("Fax"), ""),
        ];

        Assert.InRange(delays.Min(), TimeSpan.Zero, Limit);
    }

    [Fact]
    public async Task should_deliver_by_the_other_server_when_only_that_is_a_source()
    {
        await MustChangeAsync(Hub1, new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub02"]));
        await MustChangeAsync(Hub1, new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com"));

        Folder1.Put(Folder1.Pickup, "From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: one\r\n\r\nhello\r\n");

        var dropped = await Folder2.DroppedAsync("Fax", "one");
        Assert.Contains("-hub02-", Path.GetFileName(dropped.Path), StringComparison.Ordinal);
    }

    /// <summary>
    /// As containers are that end together, partitions moving or not. Neither finds another that takes its partitions over. The quickest of three, where the
    /// first is not quick: this machine may be busy with something else.
    /// </summary>
    [Fact]
    public async Task should_both_end_soon_when_they_are_stopped_in_the_same_instant()
    {
        var quickest = await StopBothAsync();
        for (var more = 0; more < 2 && quickest >= StopLimit; more++)
        {
            await StartBothAsync();
            var time = await StopBothAsync();
            quickest = time < quickest ? time : quickest;
        }

        Assert.InRange(quickest, TimeSpan.Zero, StopLimit);
    }

    private async Task<TimeSpan> StopBothAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        await Task.WhenAll(StopHub1Async(), StopHub2Async());
        return Stopwatch.GetElapsedTime(asked);
    }

    private async Task<TimeSpan> ChangeAsync(TransportServer at, OrganizationCommand command, string expected)
    {
        var changed = await at.ChangeAsync(command, CancellationToken.None);
        var answeredAt = Stopwatch.GetTimestamp();
        Assert.Null(changed.Error);
        await Eventually.FindAsync(
            () => Connectors(Hub1) == expected && Connectors(Hub2) == expected ? "" : null,
            () => $"Hub01: {Connectors(Hub1)}, Hub02: {Connectors(Hub2)}; expected {expected}");
        return Stopwatch.GetElapsedTime(answeredAt);
    }

    private static string Connectors(TransportServer server) =>
        string.Join('\n', server.Directories.Connectors.Select(connector => $"{connector.Connector}: {connector.AddressSpaces}"));
}
