using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using Xunit;
using static ForeignTransport.Core.Tests.Connectors.Organizations;

namespace ForeignTransport.Core.Tests.Connectors;

public class ConnectorSelectionSpecs
{
    private const long Small = 1000;
    private const long TwoMegabytes = 2 * 1024 * 1024;
    private static readonly UnlimitedSize OneMegabyte = new(ByteQuantifiedSize.FromMegabytes(1));
    private static readonly SiteLink[] Costs10 = [new SiteLink("S1", "S2", 10)];

    // connectors.md 15.3, row by row; the rows that end in an NDR or in the Unreachable queue are in RecipientRoutingSpecs too.
    public static TheoryData<string, ForeignConnector[], SiteLink[], string, long, string?, SelectionRule> Rows => new()
    {
        { "specific before cheap", [Connector("A", "*;1"), Connector("B", "*.contoso.com;50")], [], "SMTP:x@a.contoso.com", Small, "B", SelectionRule.Specificity },
        { "site cost", [Connector("A", "*.contoso.com;1") with { SourceTransportServers = ["Hub11"] }, Connector("B", "*.contoso.com;5")], Costs10, "SMTP:x@a.contoso.com", Small, "B", SelectionRule.Cost },
        { "hops", [Connector("A", "FAX:*;1") with { SourceTransportServers = ["Hub02"] }, Connector("B", "FAX:*;1")], [], "FAX:1", Small, "B", SelectionRule.Hops },
        { "name", [Connector("beta", "FAX:*"), Connector("Alpha", "FAX:*")], [], "FAX:1", Small, "Alpha", SelectionRule.Name },
        { "size", [Connector("A", "FAX:*;1") with { MaxMessageSize = OneMegabyte }, Connector("B", "FAX:*;99")], [], "FAX:1", TwoMegabytes, "B", SelectionRule.Size },
        { "only too small", [Connector("A", "FAX:*;1") with { MaxMessageSize = OneMegabyte }], [], "FAX:1", TwoMegabytes, null, SelectionRule.Size },
        { "disabled", [Connector("A", "FAX:*;1") with { Enabled = false }], [], "FAX:1", Small, null, SelectionRule.Enabled },
        { "scoped elsewhere", [Connector("A", "FAX:*;1") with { IsScopedConnector = true, SourceTransportServers = ["Hub11"] }], [], "FAX:1", Small, null, SelectionRule.Scope },
        { "other type", [Connector("A", "SMTP:*;1")], [], "FAX:1", Small, null, SelectionRule.AddressSpace },
        { "foreign before wildcard", [Connector("A", "contoso.com;1"), Connector("B", "*;1")], [], "SMTP:x@contoso.com", Small, "A", SelectionRule.Specificity },
        { "prefix before star", [Connector("A", "FAX:+1*;100"), Connector("B", "FAX:*;1")], [], "FAX:+1425", Small, "A", SelectionRule.Specificity },
        { "0 KB", [Connector("A", "FAX:*;1") with { MaxMessageSize = UnlimitedSize.FromBytes(0) }, Connector("B", "FAX:*;99")], [], "FAX:1", 0, "B", SelectionRule.Size },
        { "scoped here", [Connector("A", "FAX:*;1") with { IsScopedConnector = true, SourceTransportServers = ["Hub02"] }, Connector("B", "FAX:*;2")], [], "FAX:1", Small, "A", SelectionRule.Cost },
        { "cheapest of its spaces", [Connector("A", "FAX:*1;9", "FAX:1*;2", "FAX:*;1"), Connector("B", "FAX:1*;3")], [], "FAX:121", Small, "A", SelectionRule.Cost },
        { "remote site of no cost", [Connector("A", "FAX:*;1") with { SourceTransportServers = ["Hub11"] }, Connector("B", "FAX:*;1") with { SourceTransportServers = ["Hub02"] }], [], "FAX:1", Small, "B", SelectionRule.Hops },
        { "nearest of its servers", [Connector("A", "FAX:*;1") with { SourceTransportServers = ["Hub11", "Hub01"] }, Connector("B", "FAX:*;5")], Costs10, "FAX:1", Small, "A", SelectionRule.Cost },
        { "cost over two links", [Connector("A", "FAX:*;1") with { SourceTransportServers = ["Hub21"] }, Connector("B", "FAX:*;17")], [new SiteLink("S3", "S2", 5), .. Costs10], "FAX:1", Small, "A", SelectionRule.Cost },
        { "no source server", [Connector("A", "FAX:*;1") with { SourceTransportServers = [] }], [], "FAX:1", Small, null, SelectionRule.Scope }
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void should_choose_as_documented_when_connectors_compete(
        string row, ForeignConnector[] connectors, SiteLink[] links, string recipient, long size, string? winner, SelectionRule loserFellTo)
    {
        var context = new SelectionContext(With(links, connectors), "Hub01");

        var selection = ConnectorSelection.Select(Native(recipient), size, context);

        Assert.Equal(winner, selection.Selected.Connector?.Name);
        Assert.Equal(selection.Selected, ConnectorSelection.SelectConnector(Native(recipient), size, context));
        Assert.All(selection.Verdicts.Where(verdict => verdict.Connector.Name != winner), verdict => Assert.Equal(loserFellTo, verdict.EliminatedBy));
        Assert.All(selection.Verdicts, verdict => Assert.False(string.IsNullOrWhiteSpace(verdict.Explanation), row));
    }

    [Theory]
    [InlineData(TwoMegabytes, SelectionOutcome.TooLarge)]
    [InlineData(Small, SelectionOutcome.Selected)]
    public void should_tell_too_large_from_no_match_when_all_limits_are_small(long size, SelectionOutcome outcome)
    {
        var context = new SelectionContext(With(Connector("A", "FAX:*") with { MaxMessageSize = OneMegabyte }, Connector("B", "X400:*")), "Hub01");

        Assert.Equal(outcome, ConnectorSelection.SelectConnector(Native("FAX:1"), size, context).Outcome);
        Assert.Equal(SelectionOutcome.NoMatch, ConnectorSelection.SelectConnector(Native("NOTES:a"), size, context).Outcome);
    }

    [Fact]
    public void should_order_source_servers_by_distance_when_some_are_reachable()
    {
        var connector = Connector("A", "FAX:*") with { SourceTransportServers = ["Hub12", "Hub02", "HUB01", "Hub11"] };
        var reachable = new HashSet<string>(["Hub01", "Hub12", "hub11", "Hub02"], StringComparer.OrdinalIgnoreCase);

        Assert.Equal(["HUB01", "Hub02", "Hub11", "Hub12"], new SelectionContext(With(Costs10, connector), "Hub01", reachable).SourceServers(connector).AsEnumerable());
        reachable.Remove("Hub01");
        Assert.Equal(["Hub02", "Hub11", "Hub12"], new SelectionContext(With(Costs10, connector), "Hub01", reachable).SourceServers(connector).AsEnumerable());
        Assert.Equal(["Hub11", "Hub12", "HUB01", "Hub02"], new SelectionContext(With(Costs10, connector), "Hub11").SourceServers(connector).AsEnumerable());
    }

    [Theory]
    [InlineData(0, "HUB01,Hub02,Hub03,Hub11,Hub12")]
    [InlineData(1, "HUB01,Hub03,Hub02,Hub12,Hub11")]
    [InlineData(2, "HUB01,Hub02,Hub03,Hub11,Hub12")]
    [InlineData(-1, "HUB01,Hub03,Hub02,Hub12,Hub11")]
    public void should_begin_with_another_server_of_a_rank_when_another_partition_asks(int spread, string expected)
    {
        var connector = Connector("A", "FAX:*") with { SourceTransportServers = ["Hub12", "Hub03", "Hub02", "HUB01", "Hub11"] };
        var organization = With(Costs10, connector);

        Assert.Equal(expected, string.Join(',', new SelectionContext(organization, "Hub01").SourceServers(connector, spread)));
    }

    [Fact]
    public void should_spread_over_the_servers_of_a_rank_when_none_of_them_is_local()
    {
        var connector = Connector("A", "FAX:*") with { SourceTransportServers = ["Hub02", "Hub03", "Hub04"] };
        var reachable = new HashSet<string>(["hub02", "hub04"], StringComparer.OrdinalIgnoreCase);
        var all = new SelectionContext(With(connector), "Hub01");
        var some = new SelectionContext(With(connector), "Hub01", reachable);

        Assert.Equal(["Hub02", "Hub03", "Hub04", "Hub02"], Enumerable.Range(0, 4).Select(spread => all.SourceServers(connector, spread)[0]));
        Assert.Equal(["Hub02", "Hub04", "Hub02", "Hub04"], Enumerable.Range(0, 4).Select(spread => some.SourceServers(connector, spread)[0]));
        // Another connector of that name and id is another.
        Assert.Empty(some.SourceServers(connector with { SourceTransportServers = ["Hub03"] }, 1));
        Assert.Empty(new SelectionContext(With(connector), "Hub01", new HashSet<string>()).SourceServers(connector, 1));
    }

    [Theory]
    [InlineData(PossibleDuplicateAction.DropAgain, "hub02", PossibleDuplicateAction.DropAgain)]
    [InlineData(PossibleDuplicateAction.DropAgain, "hub01", PossibleDuplicateAction.Wait)]
    [InlineData(PossibleDuplicateAction.Wait, "hub02", PossibleDuplicateAction.Wait)]
    public void should_drop_again_only_when_a_source_server_could(PossibleDuplicateAction action, string reachable, PossibleDuplicateAction expected)
    {
        var connector = Connector("A", "FAX:*") with { SourceTransportServers = ["Hub02", "Hub03"], PossibleDuplicateAction = action };
        var context = new SelectionContext(With(connector), "Hub01", new HashSet<string>([reachable], StringComparer.OrdinalIgnoreCase));

        Assert.Equal(expected, context.PossibleDuplicateActionOf(connector.Id));
        Assert.Equal(PossibleDuplicateAction.Wait, context.PossibleDuplicateActionOf(Guid.NewGuid()));
    }

    [Fact]
    public void should_still_choose_a_connector_when_its_servers_are_down()
    {
        var nobody = new HashSet<string>();
        var context = new SelectionContext(With(Connector("A", "FAX:*;1"), Connector("B", "FAX:*;2")), "Hub02", nobody);

        Assert.Equal("A", ConnectorSelection.SelectConnector(Native("FAX:1"), Small, context).Connector?.Name);
    }

    [Fact]
    public void should_allocate_nothing_when_many_recipients_are_selected()
    {
        var connectors = Enumerable.Range(0, 50).Select(i => Connector($"C{i:00}", $"FAX:+{i}*;1", $"d{i}.example;{i + 1}", "*;9"));
        var context = new SelectionContext(With([.. connectors]), "Hub01");
        NativeAddress[] recipients = [Native("SMTP:x@d7.example"), Native("FAX:+42425"), Native("SMTP:x@elsewhere.example")];
        foreach (var recipient in recipients)
            Assert.NotNull(ConnectorSelection.SelectConnector(recipient, Small, context).Connector);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 300; i++)
            ConnectorSelection.SelectConnector(recipients[i % recipients.Length], Small, context);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Less than the smallest object for each selection; what is left is the runtime's own, which counts coarsely.
        Assert.InRange(allocated, 0, (300 * 24) - 1);
    }

    [Property(Arbitrary = [typeof(Competitions)], Replay = "(20261123,1005)", MaxTest = 500)]
    public void should_answer_alike_when_explained_and_when_connectors_are_listed_in_another_order(Competition competition)
    {
        var context = new SelectionContext(With(Costs10, competition.Connectors), "Hub01");
        var reversed = new SelectionContext(With(Costs10, [.. competition.Connectors.Reverse().Select(Reversed)]), "Hub01");

        var fast = ConnectorSelection.SelectConnector(competition.Recipient, competition.Size, context);
        var explained = ConnectorSelection.Select(competition.Recipient, competition.Size, context);
        var other = ConnectorSelection.SelectConnector(competition.Recipient, competition.Size, reversed);

        Assert.Equal(fast, explained.Selected);
        Assert.Equal(fast.Connector?.Id, other.Connector?.Id);
        Assert.Equal(fast.Outcome, other.Outcome);
        Assert.Equal(competition.Connectors.Length, explained.Verdicts.Length);
        Assert.Equal(fast.Connector is null ? 0 : 1, explained.Verdicts.Count(verdict => verdict.EliminatedBy is SelectionRule.Chosen));
        Assert.Equal(ByElimination(competition), fast.Connector?.Name);
    }

    private static ForeignConnector Reversed(ForeignConnector connector) => connector with
    {
        AddressSpaces = [.. connector.AddressSpaces.Reverse()],
        SourceTransportServers = [.. connector.SourceTransportServers.Reverse()]
    };

    // The documented text as it is read: one filter after another over the whole list.
    private static string? ByElimination(Competition competition)
    {
        var left = competition.Connectors
            .Where(c => c.MaxMessageSize.Allows(competition.Size) && c.Enabled)
            .Where(c => !c.IsScopedConnector || c.SourceTransportServers.Any(s => s[3] == '0'))
            .Where(c => c.AddressSpaces.Any(s => s.Matches(competition.Recipient)))
            .Select(c => (Connector: c, Space: c.AddressSpaces.Where(s => s.Matches(competition.Recipient)).OrderByDescending(s => s.Specificity).ThenBy(s => s.Cost).First()))
            .ToList();
        if (left.Count == 0)
            return null;
        left = Keep(left, item => item.Space.Specificity, highest: true);
        left = Keep(left, item => item.Space.Cost + (item.Connector.SourceTransportServers.Any(s => s[3] == '0') ? 0 : 10));
        left = Keep(left, item => item.Connector.SourceTransportServers.Contains("Hub01") ? 0 : item.Connector.SourceTransportServers.Contains("Hub02") ? 1 : 2);
        return left.Select(item => item.Connector.Name).Order(StringComparer.OrdinalIgnoreCase).First();
    }

    private static List<T> Keep<T, TKey>(List<T> items, Func<T, TKey> key, bool highest = false)
    {
        var best = highest ? items.Max(key) : items.Min(key);
        return [.. items.Where(item => Equals(key(item), best))];
    }

    private static NativeAddress Native(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new NativeAddress(text[..colon], text[(colon + 1)..]);
    }

    public sealed record Competition(ForeignConnector[] Connectors, NativeAddress Recipient, long Size);

    public static class Competitions
    {
        private static readonly string[] Spaces =
            ["*", "*.com", "*.contoso.com", "a.contoso.com", "FAX:*", "FAX:+1*", "FAX:+1425", "FAX:*5", "X400:*", "X400:c=us"];

        private static readonly string[] Recipients = ["SMTP:x@a.contoso.com", "SMTP:x@b.com", "FAX:+1425", "FAX:+49", "X400:c=us;s=Doe", "NOTES:a"];

        private static readonly string[] Servers = ["Hub01", "Hub02", "Hub11", "Hub12"];

        public static Arbitrary<Competition> Competition() => Arb.From(
            from names in Gen.SubListOf(["alpha", "Beta", "gamma", "Delta", "epsilon", "Zeta"])
            from connectors in Gen.CollectToArray(names, Connector)
            from recipient in Gen.Elements(Recipients)
            from size in Gen.Elements(500L, 1024, 1025, 5000)
            select new Competition([.. connectors], Native(recipient), size));

        private static Gen<ForeignConnector> Connector(string name) =>
            from patterns in Gen.SubListOf(Spaces).Where(some => some.Count > 0)
            from costs in Gen.Choose(1, 3).ArrayOf(Spaces.Length)
            from servers in Gen.SubListOf(Servers).Where(some => some.Count > 0)
            from limit in Gen.Elements(0L, 1024, 4096)
            from flags in Gen.Choose(0, 9)
            select Organizations.Connector(name, [.. patterns.Select((pattern, i) => $"{pattern};{costs[i]}")]) with
            {
                SourceTransportServers = [.. servers],
                Enabled = flags != 0,
                IsScopedConnector = flags is 1 or 2,
                MaxMessageSize = limit == 0 ? UnlimitedSize.Unlimited : UnlimitedSize.FromBytes(limit)
            };
    }
}
