using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Where the recipients of a message wait, and what happens to them when the configuration changes.</summary>
public class RoutingIntoQueuesSpecs
{
    private static readonly Route.ToConnector Plain = SimulatedRouting.To(SimulatedRouting.Plain);
    private static readonly Route.ToConnector Reporting = SimulatedRouting.To(SimulatedRouting.Reporting);
    private static readonly QueuedMessage Message = QueuedMessages.To(1, "r0@contoso.com", "r1@contoso.com", "r2@contoso.com", "r3@contoso.com");

    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_wait_in_one_queue_when_recipients_share_the_next_hop()
    {
        Route(Plain);

        Assert.Equal([0, 1, 2, 3], Waiting(Plain));
        Assert.Single(_partition.Queues.Delivery);
    }

    [Fact]
    public void should_be_bifurcated_when_next_hops_differ()
    {
        Route(Plain, Reporting, Plain, Reporting);

        Assert.Equal([0, 2], Waiting(Plain));
        Assert.Equal([1, 3], Waiting(Reporting));
        Assert.All(_partition.Queues.Delivery, queue => Assert.Equal(Message.Size, Assert.Single(queue.Waiting).Size));
    }

    [Fact]
    public void should_wait_in_unreachable_when_no_connector_serves_the_recipient()
    {
        Assert.Null(Route(SimulatedRouting.Nowhere, Plain, SimulatedRouting.Nowhere, Plain));

        var unreachable = Assert.Single(_partition.Queues.Unreachable);
        Assert.Equal((int[])[0, 2], unreachable.Item.Recipients);
        Assert.Equal(SimulatedRouting.Nowhere.LastError, unreachable.LastError);
        Assert.Equal([1, 3], Waiting(Plain));
    }

    [Fact]
    public void should_fail_at_once_when_no_route_will_ever_exist()
    {
        var failed = Route(Plain, SimulatedRouting.Refused, SimulatedRouting.Nowhere, SimulatedRouting.Refused);

        Assert.Equal([1, 3], failed!.Recipients.Select(recipient => recipient.Recipient));
        Assert.All(failed.Recipients, recipient => Assert.Equal((SimulatedRouting.NoConnector, true), (recipient.Diagnostic, recipient.OwesDsn)));
        Assert.Equal([0], Waiting(Plain));
    }

    [Fact]
    public void should_find_new_queues_when_the_configuration_changes()
    {
        Route(Plain, Reporting, SimulatedRouting.Nowhere, Plain);

        var items = _partition.Reroute();
        _partition.Route(items, SimulatedRouting.Of(Reporting).Find, QueuedMessages.Now);

        Assert.Empty(_partition.Queues.Unreachable);
        Assert.Equal([0, 1, 2, 3], Waiting(Reporting).Order());
        Assert.Single(_partition.Queues.Delivery);
    }

    [Fact]
    public void should_keep_every_recipient_when_all_connectors_of_a_message_go_away()
    {
        Route(Plain, Reporting, SimulatedRouting.Nowhere, Plain);

        _partition.Route(_partition.Reroute(), SimulatedRouting.Of(SimulatedRouting.Nowhere).Find, QueuedMessages.Now);

        // The message comes from two queues and Unreachable; the last to arrive must not take the place of the others.
        Assert.Equal((int[])[0, 1, 2, 3], Assert.Single(_partition.Queues.Unreachable).Item.Recipients);
    }

    [Fact]
    public void should_leave_out_staged_and_decided_recipients_when_asked_what_is_pending()
    {
        _partition.Apply(new MessagesAccepted([Message]));
        _partition.Apply(new DropsStaged(SimulatedRouting.Plain.Id, "Hub01", "/drop", "marker", [new StagedDrop(Message.Id, 1, "f.eml", [1])]));
        _partition.Apply(new RecipientsFailed(QueuedMessages.Now, [new FailedRecipient(Message.Id, 3, "550 5.4.4 no", OwesDsn: false)]));

        var entry = _partition.State.Messages[Message.Id];
        Assert.Equal((int[])[0, 2], CategorizerPartition.PendingItem(entry)!.Recipients);
        Assert.True(entry.IsStaged(1));
        Assert.False(entry.IsStaged(0));
    }

    private IEnumerable<int> Waiting(Route.ToConnector route) =>
        Assert.Single(_partition.Queues.Delivery, queue => queue.Key == route.Key).Waiting.SelectMany(item => item.Recipients);

    private RecipientsFailed? Route(params Route[] routes)
    {
        _partition.Apply(new MessagesAccepted([Message]));
        return _partition.Route(
            [CategorizerPartition.PendingItem(_partition.State.Messages[Message.Id])!], SimulatedRouting.Of(routes).Find, QueuedMessages.Now);
    }
}
