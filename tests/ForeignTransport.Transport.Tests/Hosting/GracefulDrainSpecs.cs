using Akka;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Transport.Tests.Hosting;

public sealed class GracefulDrainSpecs() : TestKit(PatientStart.Hocon + """
    akka.coordinated-shutdown {
      exit-clr = off, run-by-clr-shutdown-hook = off, terminate-actor-system = off, run-by-actor-system-terminate = off, default-phase-timeout = 60s
    }
    """)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task should_have_nobody_call_partitions_any_more_when_its_connectors_are_drained_and_its_shard_region_leaves()
    {
        var connectors = CreateTestProbe();
        var (first, second) = (Watch(Sys.ActorOf(Akka.Actor.Props.Empty)), Watch(Sys.ActorOf(Akka.Actor.Props.Empty)));
        new GracefulDrain(Sys, connectors, [first, second], Patience).Register();
        CoordinatedShutdown.Get(Sys).AddTask(CoordinatedShutdown.PhaseClusterShardingShutdownRegion, "the region leaves", () =>
        {
            TestActor.Tell("the region leaves");
            return Task.FromResult(Done.Instance);
        });

        var shutdown = CoordinatedShutdown.Get(Sys).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);

        await connectors.ExpectMsgAsync<ConnectorSupervisor.Drain>(Patience);
        await ExpectNoMsgAsync(TimeSpan.Zero);
        connectors.Reply(ConnectorSupervisor.Drained.Instance);
        Terminated[] ended = [await ExpectMsgAsync<Terminated>(Patience), await ExpectMsgAsync<Terminated>(Patience)];
        Assert.Equal([first, second], ended.Select(each => each.ActorRef).OrderBy(actor => actor.Path.ToString()));
        await ExpectMsgAsync("the region leaves", Patience);
        await shutdown;
    }
}
