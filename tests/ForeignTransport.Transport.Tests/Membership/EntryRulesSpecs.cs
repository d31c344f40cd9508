using System.Collections.Immutable;
using Akka.Cluster;
using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public class EntryRulesSpecs
{
    private const string Me = "Hub01-1";
    private static readonly MemberAddress Mine = new("hub01", 1, 1);
    private static readonly MemberAddress Yours = new("hub02", 2, 2);
    private static readonly MemberRow Self = Row(Me, Mine);

    [Fact]
    public void should_found_when_nobody_acts() =>
        Assert.Equal(EntryVerdict.Granted, EntryRules.MayFound([Self, Row("Hub02-1", Yours), Row("Hub02-0", Yours, joined: true, fenced: true)], Me, Alive).Verdict);

    [Fact]
    public void should_found_and_fence_when_all_who_act_are_stale()
    {
        var decision = EntryRules.MayFound([Self, Row("Hub02-1", Yours, joined: true)], Me, Stale);

        Assert.Equal(EntryVerdict.Granted, decision.Verdict);
        Assert.Equal("Hub02-1", Assert.Single(decision.Fence));
    }

    [Fact]
    public void should_not_found_when_one_of_them_lives()
    {
        var decision = EntryRules.MayFound(
            [Self, Row("Hub02-1", Yours, joined: true), Row("Hub03-1", null, joined: true)], Me, row => row.Incarnation == "Hub02-1");

        Assert.Equal(EntryVerdict.Refused, decision.Verdict);
        Assert.Empty(decision.Fence);
    }

    [Fact]
    public void should_never_found_nor_act_when_fenced_or_forgotten()
    {
        Assert.Equal(EntryVerdict.Barred, EntryRules.MayFound([Self with { IsFenced = true }], Me, Stale).Verdict);
        Assert.Equal(EntryVerdict.Barred, EntryRules.MayFound([], Me, Stale).Verdict);
        Assert.Equal(EntryVerdict.Barred, EntryRules.MayAct([Self with { IsFenced = true }], Me, View([Mine]), Stale).Verdict);
    }

    [Fact]
    public void should_act_when_its_cluster_is_that_of_all_who_act() =>
        Assert.Equal(EntryVerdict.Granted, EntryRules.MayAct([Self, Row("Hub02-1", Yours, joined: true)], Me, View([Mine, Yours]), Alive).Verdict);

    [Fact]
    public void should_not_act_when_somebody_alive_acts_in_another_cluster() =>
        Assert.Equal(EntryVerdict.Refused, EntryRules.MayAct([Self, Row("Hub02-1", Yours, joined: true)], Me, View([Mine]), Alive).Verdict);

    [Fact]
    public void should_not_take_a_new_run_at_the_same_address_for_the_one_in_gossip() =>
        Assert.Equal(
            EntryVerdict.Refused,
            EntryRules.MayAct([Self, Row("Hub02-1", Yours with { Uid = 9 }, joined: true)], Me, View([Mine, Yours], reachable: [Mine]), Alive).Verdict);

    [Fact]
    public void should_fence_when_who_is_not_in_gossip_is_stale() =>
        Assert.Equal("Hub02-1", Assert.Single(EntryRules.MayAct([Self, Row("Hub02-1", Yours, joined: true)], Me, View([Mine]), Stale).Fence));

    [Fact]
    public void should_not_act_when_a_member_beside_it_is_fenced()
    {
        // A lost side: the other won the lease and fenced it.
        var decision = EntryRules.MayAct([Self, Row("Hub02-1", Yours, joined: true, fenced: true)], Me, View([Mine, Yours]), Stale);

        Assert.Equal(EntryVerdict.Refused, decision.Verdict);
    }

    [Fact]
    public void should_act_when_the_fenced_member_is_already_lost_to_it() =>
        Assert.Equal(
            EntryVerdict.Granted,
            EntryRules.MayAct([Self, Row("Hub02-1", Yours, joined: true, fenced: true)], Me, View([Mine, Yours], reachable: [Mine]), Alive).Verdict);

    [Fact]
    public void should_not_act_when_a_member_beside_it_is_not_in_this_database() =>
        Assert.Equal(EntryVerdict.Refused, EntryRules.MayAct([Self], Me, View([Mine, Yours]), Stale).Verdict);

    private static bool Stale(MemberRow row) => true;

    private static bool Alive(MemberRow row) => false;

    private static MemberRow Row(string incarnation, MemberAddress? address, bool joined = false, bool fenced = false) =>
        new(incarnation, incarnation[..5], address, default, TimeSpan.Zero, joined, fenced);

    private static ClusterView View(ImmutableHashSet<MemberAddress> present, ImmutableHashSet<MemberAddress>? reachable = null) =>
        new(Mine, MemberStatus.Up, present, reachable ?? present, reachable ?? present);
}
