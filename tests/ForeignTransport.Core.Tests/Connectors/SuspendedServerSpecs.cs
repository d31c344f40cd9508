using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using Xunit;
using static ForeignTransport.Core.Tests.Connectors.Organizations;

namespace ForeignTransport.Core.Tests.Connectors;

/// <summary>A source server that an administrator suspended gets no new files, and does not take part in the choice of a connector.</summary>
public class SuspendedServerSpecs
{
    private static readonly ForeignConnector Fax = Connector("Fax", "FAX:*;1") with { SourceTransportServers = ["Hub01", "Hub02", "Hub03"] };

    [Fact]
    public void should_offer_the_other_source_servers_when_one_is_suspended()
    {
        Assert.Equal(["Hub02", "Hub03"], Context(["hub01"]).SourceServers(Fax).AsEnumerable());
        Assert.Equal(["Hub01", "Hub02", "Hub03"], Context([]).SourceServers(Fax).AsEnumerable());
    }

    [Fact]
    public void should_still_choose_the_connector_when_all_its_servers_are_suspended()
    {
        var context = Context(["Hub01", "Hub02", "Hub03"]);
        Assert.True(NativeAddress.TryParse("FAX:1", out var fax, out _));

        Assert.Empty(context.SourceServers(Fax));
        Assert.Equal("Fax", ConnectorSelection.SelectConnector(fax, 1000, context).Connector?.Name);
        Assert.Equal(PossibleDuplicateAction.Wait, context.PossibleDuplicateActionOf(Fax.Id));
    }

    [Theory]
    [InlineData("Hub01,Hub02,Hub03", "Hub01,Hub02,Hub03", "Fax: servers Hub01, Hub02, Hub03 are suspended")]
    [InlineData("Hub01", "Hub01", "Fax: server Hub01 is suspended")]
    [InlineData("Hub01,Hub02", "Hub01", "Fax: server Hub01 is suspended")] // Hub02 is away: to resume Hub01 helps
    [InlineData("Hub02", "", "Fax")]
    [InlineData("", "", "Fax")]
    public void should_say_who_is_suspended_when_no_server_is_left(string suspended, string reachable, string detail)
    {
        var error = Context(Names(suspended), Names(reachable)).WhyNoSourceServer(Fax);

        Assert.Equal(detail, error.Detail);
        Assert.Equal(detail == "Fax" ? ErrorCatalogue.NoSourceServerReachable : ErrorCatalogue.SourceServerSuspended, error.Entry);
        Assert.False(error.Entry.IsPermanent);
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static SelectionContext Context(string[] suspended, string[]? reachable = null) => new(
        OrganizationState.Restore(
            1,
            [Fax],
            [.. new[] { "Hub01", "Hub02", "Hub03" }.Select(name => new TransportService(name)
            {
                ComponentState = suspended.Contains(name, StringComparer.OrdinalIgnoreCase) ? ComponentState.Draining : ComponentState.Active
            })],
            [],
            new TransportConfig()),
        "Hub01",
        reachable?.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase));
}
