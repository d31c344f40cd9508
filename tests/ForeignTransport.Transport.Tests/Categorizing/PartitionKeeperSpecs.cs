using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

public sealed class PartitionKeeperSpecs() : TestKit(PatientStart.Hocon + """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    [Fact]
    public async Task should_wake_every_partition_at_once_and_again_and_again()
    {
        var keeper = Sys.ActorOf(PartitionKeeper.Props(TestActor, 3));
        foreach (var _ in Enumerable.Range(0, 3))
        {
            for (var partition = 0; partition < 3; partition++)
            {
                Assert.Equal(partition, (await ExpectMsgAsync<CategorizerCommands.Wake>(TimeSpan.FromSeconds(60))).Partition);
            }

            await keeper.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(60));
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(2));
        }
    }
}
