using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What an administrator does with queues and messages.</summary>
internal sealed partial class PartitionDriver
{
    /// <summary>An administrator commands some of the messages that are in any queue.</summary>
    public void Command(MessageCommand command, int choice)
    {
        List<MessageCopy> all =
        [
            .. Partition.Queues.Delivery.SelectMany(queue => queue.Waiting.Select(item => new MessageCopy(item.Message, queue.Key))),
            .. Partition.Queues.Unreachable.Select(item => new MessageCopy(item.Item.Message, NextHopSolutionKey.Unreachable)),
            .. Partition.Queues.Parked.All.Select(parked => new MessageCopy(parked.Item.Message, parked.Queue)),
            .. Partition.Queues.Deferred.All.Select(deferred => new MessageCopy(deferred.Item.Message, deferred.Queue)),
            .. Partition.Attempts.UnderWay.SelectMany(attempt => attempt.Drops.Select(drop =>
                new MessageCopy(drop.Message, attempt.NextHop ?? NextHopSolutionKey.Submission)))
        ];
        Command(command, [.. all.Distinct().Where((_, index) => ((choice >> (index % 30)) & 1) == 1)]);
    }

    public MessageDecision Command(MessageCommand command, params MessageCopy[] copies)
    {
        var decision = Partition.Decide(command, copies, Now);
        Assert.Equal(copies, decision.Outcomes.Select(outcome => outcome.Copy));
        Commit(decision.Failed, ComposeDsns);
        Commit(decision.Held, RouteAndDispatch);
        Commit(decision.Released, RouteAndDispatch);
        return decision;
    }

    /// <summary>Queues are suspended, and others are no more.</summary>
    public void SuspendQueues(params NextHopSolutionKey[] queues)
    {
        Settings = Settings with { Suspended = [.. queues] };
        _unrouted.AddRange(Partition.Reconfigured(Settings, routesChanged: false));
        RouteAndDispatch();
    }

    public void RetryQueue(NextHopSolutionKey queue, bool resubmit)
    {
        if (resubmit)
        {
            Partition.ResubmitQueue(queue);
        }
        else
        {
            Partition.RetryQueue(queue, Now);
        }

        RouteAndDispatch();
    }
}
