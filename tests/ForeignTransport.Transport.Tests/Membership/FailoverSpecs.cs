using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>Real nodes, the resolver of Akka.NET, and what the database says when a member is gone.</summary>
[Collection(MembershipSpecs.Name)]
public sealed class FailoverSpecs(MembershipServer server)
{
    [Fact]
    public async Task should_fence_every_lost_member_before_it_is_downed_when_servers_die_one_after_another()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var survivor = world.Hub("Hub01");
        Assert.Null(await survivor.StartAsync());

        // Twice: the second time the survivor has the lease already, and the resolver does not acquire it for want of a reason.
        for (var death = 1; death <= 2; death++)
        {
            var victim = world.Hub("Hub02");
            Assert.Null(await victim.StartAsync());
            await Eventually.TrueAsync(() => survivor.Cluster.State.Members.Count == 2, "both to be there");
            var address = victim.Cluster.SelfUniqueAddress;
            var fencedWhenDowned = new TaskCompletionSource<long>();
            survivor.System!.ActorOf(Props.Create(() => new DownedProbe(address, () => fencedWhenDowned.SetResult(
                world.ScalarAsync<long>($"select count(*) from server_incarnation where incarnation = '{victim.Incarnation}' and fenced_at is not null")
                    .GetAwaiter().GetResult()))));

            await victim.CrashAsync();

            Assert.Equal(1, await fencedWhenDowned.Task.WaitAsync(Eventually.Patience));
            await Eventually.TrueAsync(() => survivor.Cluster.State.Members.Count == 1, "the dead to be removed");
        }

        Assert.Equal(survivor.Incarnation.ToString(), await world.ScalarAsync<string>("select owner from lease"));
        Assert.Equal(2, (await world.IncarnationsAsync("fenced_at is not null")).Count);
        Assert.False(survivor.Lost.IsCompleted);
    }

    [Fact]
    public async Task should_survive_when_the_founder_dies()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (founder, other) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await founder.StartAsync());
        Assert.Null(await other.StartAsync());

        await founder.CrashAsync();

        await Eventually.TrueAsync(() => other.Cluster.State.Members.Count == 1, "the dead to be removed");
        Assert.Equal(MemberStatus.Up, other.Cluster.SelfMember.Status);
        Assert.Equal([founder.Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_fence_only_the_lost_when_there_are_three()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hubs = new[] { world.Hub("Hub01"), world.Hub("Hub02"), world.Hub("Hub03") };
        foreach (var hub in hubs)
        {
            Assert.Null(await hub.StartAsync());
        }

        await Eventually.TrueAsync(() => hubs.All(hub => hub.Cluster.State.Members.Count == 3), "all to be there");

        await hubs[1].CrashAsync();

        await Eventually.TrueAsync(() => hubs[0].Cluster.State.Members.Count == 2 && hubs[2].Cluster.State.Members.Count == 2, "the dead to be removed");
        Assert.Equal([hubs[1].Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
        Assert.False(hubs[0].Lost.IsCompleted || hubs[2].Lost.IsCompleted);
    }

    [Fact]
    public async Task should_go_down_when_the_database_names_it_fenced_while_it_cannot_reach_the_other()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await first.StartAsync());
        Assert.Null(await second.StartAsync());
        var downed = new TaskCompletionSource<TransportError>();
        DownedExit.Watch(second.System!, error => downed.TrySetResult(error));
        // The other won the lease before it died: this one woke up too late.
        await world.ExecuteAsync($"update server_incarnation set fenced_at = clock_timestamp() where incarnation = '{second.Incarnation}'");

        await first.CrashAsync();

        Assert.Equal(ErrorCatalogue.ServerDowned, (await downed.Task.WaitAsync(Eventually.Patience)).Entry);
        await second.System!.WhenTerminated.WaitAsync(Eventually.Patience);
        Assert.Equal([second.Incarnation.ToString()], await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Fact]
    public async Task should_fence_when_an_operator_downs_a_member_by_hand()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await first.StartAsync());
        Assert.Null(await second.StartAsync());
        var downed = new TaskCompletionSource<TransportError>();
        DownedExit.Watch(second.System!, error => downed.TrySetResult(error));
        foreach (var hub in new[] { first, second })
        {
            hub.System!.ActorOf(FenceOnDowning.Props(hub.Database, MembershipWorld.Times));
        }

        first.Cluster.Down(second.Cluster.SelfAddress);

        Assert.Equal(ErrorCatalogue.ServerDowned, (await downed.Task.WaitAsync(Eventually.Patience)).Entry);
        await Eventually.TrueAsync(
            async () => (await world.IncarnationsAsync("fenced_at is not null")).SequenceEqual([second.Incarnation.ToString()]), "the downed to be fenced");
    }

    [Fact]
    public async Task should_not_fence_nor_call_when_a_member_leaves()
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var (first, second) = (world.Hub("Hub01"), world.Hub("Hub02"));
        Assert.Null(await first.StartAsync());
        Assert.Null(await second.StartAsync());
        var downed = new TaskCompletionSource<TransportError>();
        DownedExit.Watch(second.System!, error => downed.TrySetResult(error));
        first.System!.ActorOf(FenceOnDowning.Props(first.Database, MembershipWorld.Times));

        await second.LeaveAsync();

        await Eventually.TrueAsync(() => first.Cluster.State.Members.Count == 1, "it to be gone");
        Assert.False(downed.Task.IsCompleted);
        Assert.Empty(await world.IncarnationsAsync("fenced_at is not null"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task should_heed_a_quarantine_unless_it_comes_from_a_fenced_server(bool fenced)
    {
        await using var world = await MembershipWorld.CreateAsync(server);
        var hub = world.Hub("Hub01");
        Assert.Null(await hub.StartAsync());
        await world.InsertDeadAsync("Hub02", port: 4711);
        if (fenced)
        {
            await world.ExecuteAsync("update server_incarnation set fenced_at = clock_timestamp() where server_name = 'Hub02'");
        }

        var quarantined = new TaskCompletionSource<TransportError>();
        var exit = hub.System!.ActorOf(QuarantineExit.Props(hub.Database, MembershipWorld.Times, error => quarantined.TrySetResult(error)));
        await exit.Ask<ActorIdentity>(new Identify(null));
        hub.System.EventStream.Publish(new ThisActorSystemQuarantinedEvent(
            hub.Cluster.SelfAddress, new Address("akka.tcp", "hubs", "127.0.0.1", 4711)));

        if (fenced)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => quarantined.Task.WaitAsync(TimeSpan.FromSeconds(1)));
        }
        else
        {
            Assert.Equal(ErrorCatalogue.ServerQuarantined, (await quarantined.Task.WaitAsync(Eventually.Patience)).Entry);
        }
    }

    /// <summary>Looks into the database the moment a member is published as down.</summary>
    private sealed class DownedProbe : UntypedActor
    {
        private readonly UniqueAddress _who;
        private readonly Action _look;

        public DownedProbe(UniqueAddress who, Action look)
        {
            _who = who;
            _look = look;
        }

        protected override void PreStart() =>
            Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberDowned));

        protected override void OnReceive(object message)
        {
            if (message is ClusterEvent.MemberDowned downed && downed.Member.UniqueAddress.Equals(_who))
            {
                _look();
            }
        }
    }
}
