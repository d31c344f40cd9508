using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>What servers see of one another over loopback: who is there, who answers, who takes work, and where their connectors are.</summary>
public sealed class ServersViewSpecs : IAsyncLifetime
{
    private readonly List<Hub> _hubs = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.System.Terminate();
        }
    }

    [Fact]
    public async Task should_see_itself_alone_before_it_is_a_member()
    {
        var hub = Open("Hub01");

        Assert.Equal("Hub01|Hub01|Hub01", Text(hub));
        Assert.Same(hub.Connectors, hub.View.ConnectorsOf("HUB01"));
        Assert.True(hub.View.ConnectorsOf("Hub02").IsNobody() || hub.View.ConnectorsOf("Hub02") == hub.System.DeadLetters);
        Assert.False(hub.View.Joined.IsCompleted);

        hub.Cluster.Join(hub.Cluster.SelfAddress);
        await hub.View.Joined.WaitAsync(Eventually.Patience);

        Assert.Equal("Hub01|Hub01|Hub01", Text(hub));
    }

    [Fact]
    public async Task should_see_the_other_and_reach_its_connectors_and_tell_everybody_when_it_joins()
    {
        var hub01 = await JoinAsync(Open("Hub01"));
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub01.System.EventStream.Subscribe(
            hub01.System.ActorOf(Props.Create(() => new Listener(_ => Tell(hub01, told)))), typeof(ServersChanged));

        var hub02 = await JoinAsync(Open("Hub02"), hub01);

        // Told after the view has it.
        Assert.Equal("Hub01,Hub02|Hub01,Hub02|Hub01,Hub02", await told.Task.WaitAsync(Eventually.Patience));
        await SeenAsync(hub02, "Hub01,Hub02|Hub01,Hub02|Hub01,Hub02");
        Assert.Equal("Hub02 has it", await hub01.View.ConnectorsOf("hub02").Ask<string>("who", Eventually.Patience));
        Assert.Equal("Hub01 has it", await hub02.View.ConnectorsOf("hub01").Ask<string>("who", Eventually.Patience));
    }

    [Fact]
    public async Task should_take_no_work_and_then_be_gone_when_it_leaves()
    {
        var (hub01, hub02) = await PairAsync();
        var held = new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously);
        CoordinatedShutdown.Get(hub02.System).AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "hold", () => held.Task);

        hub02.Cluster.Leave(hub02.Cluster.SelfAddress);

        // It still answers: what is staged there it publishes before it goes.
        await SeenAsync(hub01, "Hub01,Hub02|Hub01,Hub02|Hub01");
        held.SetResult(Done.Instance);
        await SeenAsync(hub01, "Hub01|Hub01|Hub01");
    }

    [Fact]
    public async Task should_remain_a_member_that_does_not_answer_until_it_is_removed_when_it_dies()
    {
        var (hub01, hub02) = await PairAsync();

        await hub02.System.Terminate();

        await SeenAsync(hub01, "Hub01,Hub02|Hub01|Hub01");
        hub01.Cluster.Down(hub02.Cluster.SelfAddress);
        await SeenAsync(hub01, "Hub01|Hub01|Hub01");
    }

    [Fact]
    public async Task should_be_another_run_at_another_place_when_it_is_restarted_under_its_name()
    {
        var (hub01, hub02) = await PairAsync();
        var before = hub01.View.Current;
        await hub02.System.Terminate();
        await SeenAsync(hub01, "Hub01,Hub02|Hub01|Hub01");

        // While the old one is unreachable the new one cannot come up; the old one counts.
        var again = Open("Hub02");
        again.Cluster.Join(hub01.Cluster.SelfAddress);
        await Eventually.TrueAsync(() => hub01.Cluster.State.Members.Count == 3, "the new member joins");
        Assert.Equal("Hub01,Hub02|Hub01|Hub01", Text(hub01));
        hub01.Cluster.Down(hub02.Cluster.SelfAddress);

        await SeenAsync(hub01, "Hub01,Hub02|Hub01,Hub02|Hub01,Hub02");
        Assert.Equal("Hub02 has it", await hub01.View.ConnectorsOf("Hub02").Ask<string>("who", Eventually.Patience));
        var now = hub01.View.Current;
        Assert.False(now.StillAnswers("Hub02", before));
        Assert.True(now.StillAnswers("Hub01", before));
        Assert.Equal(["Hub02"], now.NewlyAccepting(before));
        Assert.NotEqual(before, now);
    }

    private async Task<(Hub Hub01, Hub Hub02)> PairAsync()
    {
        var hub01 = await JoinAsync(Open("Hub01"));
        var hub02 = await JoinAsync(Open("Hub02"), hub01);
        await SeenAsync(hub01, "Hub01,Hub02|Hub01,Hub02|Hub01,Hub02");
        return (hub01, hub02);
    }

    private Hub Open(string server)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(new NodeConfigurationSources(Path.GetTempPath(), server), out var node, out _, out _));
        var system = ActorSystem.Create("foreign-transport", ConfigurationFactory.ParseString("""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              coordinated-shutdown { run-by-actor-system-terminate = off, default-phase-timeout = 60s }
              cluster.failure-detector { heartbeat-interval = 100ms, acceptable-heartbeat-pause = 5s }
              cluster.downing-provider-class = ""
            }
            """).WithFallback(ClusterHocon.For(node with { ServerName = server }, Config.Empty)));
        var connectors = system.ActorOf(Props.Create(() => new Named(server)), "connectors");
        var hub = new Hub(system, connectors, new ServersView(system, server, connectors));
        system.ActorOf(ServersActor.Props(hub.View), "servers");
        _hubs.Add(hub);
        return hub;
    }

    private static async Task<Hub> JoinAsync(Hub hub, Hub? to = null)
    {
        hub.Cluster.Join((to ?? hub).Cluster.SelfAddress);
        await hub.View.Joined.WaitAsync(Eventually.Patience);
        return hub;
    }

    private static Task SeenAsync(Hub hub, string expected) => Eventually.TrueAsync(() => Text(hub) == expected, expected);

    /// <summary>Members, those that answer, those that take work.</summary>
    private static string Text(Hub hub) => Text(hub.View.Current);

    private static string Text(TransportServers servers) =>
        string.Join('|', new[] { servers.Members, servers.Reachable, servers.Accepting }.Select(set => string.Join(',', set.Order(StringComparer.Ordinal))));

    private static void Tell(Hub hub, TaskCompletionSource<string> told)
    {
        if (hub.View.Current.Accepting.Count == 2)
        {
            told.TrySetResult(Text(hub));
        }
    }

    private sealed record Hub(ActorSystem System, IActorRef Connectors, ServersView View)
    {
        public Cluster Cluster { get; } = Cluster.Get(System);
    }

    private sealed class Listener(Action<object> heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard(message);
    }

    private sealed class Named(string server) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell($"{server} has it");
    }
}
