using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>
/// Stops a partition at every write of its journal, before it or just after it, and recovers it: one publication a message, and never one
/// before its staging is durable.
/// </summary>
public sealed class PartitionCrashSpecs : PartitionWorld
{
    public PartitionCrashSpecs() => Configure(Fax, Smtp);

    [Theory]
    [InlineData(typeof(MessagesAccepted), false)]
    [InlineData(typeof(MessagesAccepted), true)]
    [InlineData(typeof(DropsStaged), false)]
    [InlineData(typeof(DropsStaged), true)]
    [InlineData(typeof(DropsPublished), false)]
    [InlineData(typeof(DropsPublished), true)]
    public async Task should_deliver_once_when_the_partition_stops_at_a_write_of_the_journal(Type at, bool written)
    {
        if (written)
        {
            Journal.Holds = happened => happened.GetType() == at;
        }
        else
        {
            Journal.Fails = happened => happened.GetType() == at;
        }

        var message = Message(1);
        var partition = Start();
        var firstStaged = await RunIntoAsync(partition, message, at);
        if (written)
        {
            await EventuallyAsync(() => Assert.True(Journal.IsHolding));
            await KillAsync(partition);
        }
        else
        {
            await ExpectStoppedAsync(partition);
        }

        Assert.Equal(written ? 1 : 0, Journal.Written.Count(happened => happened.GetType() == at));
        Assert.Empty(Store.Released);
        Journal.Holds = _ => false;
        Journal.Fails = _ => false;
        Journal.Release();
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);

        var again = Start();

        // The submitter was not answered, or does not remember it: it says it again, and hears yes.
        await SubmittedAsync(again, message);
        if (at == typeof(MessagesAccepted) || (at == typeof(DropsStaged) && !written))
        {
            var stage = await StagingAsync();
            again.Tell(AllStaged(stage), TestActor);
            var publish = await PublishingAsync();
            Assert.True(publish.FirstTry);
            again.Tell(AllPublished(publish), TestActor);
        }
        else if (at == typeof(DropsStaged) || !written)
        {
            var publish = await PublishingAsync();
            Assert.False(publish.FirstTry);
            Assert.Equal(Directory, publish.Directory);
            Assert.Equal(firstStaged, Assert.Single(publish.Drops).FileName);
            again.Tell(AllPublished(publish), TestActor);
        }

        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DropsPublished>()));
        Assert.Empty(await UnknownAsync(again, message.Id));
        Assert.Equal(0, (await LookAsync(again)).Messages);
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        Assert.Equal((1, 1), (WrittenCount<MessagesAccepted>(), WrittenCount<DropsStaged>()));
    }

    [Theory]
    [InlineData(typeof(MessagesAccepted))]
    [InlineData(typeof(DropsStaged))]
    [InlineData(typeof(DropsPublished))]
    public async Task should_stop_and_say_nothing_when_the_journal_rejects(Type at)
    {
        Journal.Rejects = happened => happened.GetType() == at;
        var partition = Start();

        await RunIntoAsync(partition, Message(1), at);

        await ExpectStoppedAsync(partition);
        await ExpectNoMsgAsync(TimeSpan.Zero);
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);
        Assert.Empty(Store.Released);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_send_one_dsn_when_the_partition_stops_while_it_accepts_it(bool written)
    {
        if (written)
        {
            Journal.Holds = happened => happened is DsnAccepted;
        }
        else
        {
            Journal.Fails = happened => happened is DsnAccepted;
        }

        var refused = new RefusedRecipient("nobody", "5.1.3", "550 5.1.3 STOREDRV.Submit; invalid recipient address", DsnNotify.Unspecified, null);
        var message = Message(1, refused: refused);
        var partition = Start();
        await SubmittedAsync(partition, message);
        await StagingAsync();
        await EventuallyAsync(() => Assert.Equal(2, Store.Ids.Count));
        if (written)
        {
            await EventuallyAsync(() => Assert.True(Journal.IsHolding));
            await KillAsync(partition);
        }
        else
        {
            await ExpectStoppedAsync(partition);
        }

        Journal.Holds = _ => false;
        Journal.Fails = _ => false;
        Journal.Release();
        var again = Start();

        // One command for the fax and one for the notification, whichever comes first.
        var commands = new[] { await StagingAsync(), await StagingAsync() };
        var dsn = Assert.Single(commands, command => command.Connector == Smtp.Id);
        var drop = Assert.Single(dsn.Drops);
        Assert.True(drop.Envelope.HasNullReversePath);
        Assert.Equal("alice@fabrikam.com", Assert.Single(drop.Envelope.Recipients).Address);
        Assert.Equal(1, WrittenCount<DsnAccepted>());
        Assert.Equal(2, Store.Ids.Count);
        Assert.Equal([message.Id, drop.Key.Message], Store.Ids.OrderBy(id => id != message.Id));
        Assert.Empty(await UnknownAsync(again, drop.Key.Message));
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
    }

    /// <summary>Leads a message to a write of the journal.</summary>
    /// <returns>The name of the file that was to be published, once there is one.</returns>
    private async Task<string?> RunIntoAsync(IActorRef partition, QueuedMessage message, Type at)
    {
        if (at == typeof(MessagesAccepted))
        {
            Submit(partition, message);
            return null;
        }

        await SubmittedAsync(partition, message);
        var stage = await StagingAsync();
        partition.Tell(AllStaged(stage), TestActor);
        if (at == typeof(DropsPublished))
        {
            partition.Tell(AllPublished(await PublishingAsync()), TestActor);
        }

        return Assert.Single(stage.Drops).FileName;
    }
}
