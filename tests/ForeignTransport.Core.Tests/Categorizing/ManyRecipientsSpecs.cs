using System.Diagnostics;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Commands for a message to a large group take time as its recipients, not as their square.</summary>
public class ManyRecipientsSpecs
{
    private const int Recipients = 10_000;

    // What is quadratic takes many times as long, also on a machine that is busy otherwise.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_suspend_resume_and_remove_quickly()
    {
        var message = QueuedMessages.To(1, [.. Enumerable.Range(1, Recipients).Select(number => $"r{number}@elsewhere.example")]);
        _partition.Apply(new MessagesAccepted([message]));
        var entry = _partition.State.Messages[message.Id];
        Route(CategorizerPartition.PendingItem(entry)!);
        MessageCopy copy = new(message.Id, Assert.Single(_partition.Queues.Delivery).Key);
        var watch = Stopwatch.StartNew();

        _partition.Apply(_partition.Decide(MessageCommand.Suspend, [copy], Now).Held!);
        Assert.Equal(Recipients, _partition.Queues.Parked.Find(copy.Message, copy.Queue)!.Recipients.Length);
        _partition.Apply(_partition.Decide(MessageCommand.Resume, [copy], Now).Released!);
        Assert.False(entry.IsHeld);
        Route([.. _partition.Attempts.TakeReturned()]);
        Assert.Equal(10, Assert.Single(_partition.Queues.Delivery).WaitingCount);
        _partition.Apply(_partition.Decide(MessageCommand.Suspend, [copy], Now).Held!);
        _partition.Apply(_partition.Decide(MessageCommand.Remove, [copy], Now).Failed!);

        Assert.Empty(_partition.State.Messages);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void should_take_deferred_messages_out_in_one_pass()
    {
        const int Count = 50_000;
        var key = NextHopSolutionKey.Submission;
        foreach (var number in Enumerable.Range(1, Count))
        {
            _partition.Queues.Deferred.Add(new DeferredItem(key, new QueueItem(QueuedMessages.Id(number), [0], 1), Now.AddSeconds(number % 2), ""));
        }

        var watch = Stopwatch.StartNew();
        var taken = _partition.TakeDeferred(Now);

        Assert.Equal((Count / 2, Count / 2), (taken.Count, _partition.Queues.Deferred.All.Count));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
    }

    private void Route(params QueueItem[] items)
    {
        var context = Context(With());
        Assert.Null(_partition.Route(items, (address, size) => RecipientRouting.Route(address, size, context), Now));
    }
}
