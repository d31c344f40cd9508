using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

/// <summary>Suspended queues are part of the organization.</summary>
public class SuspendedQueueSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ForeignConnector Fax = new() { Id = new Guid(1, 2, 3, new byte[8]), Name = "Fax" };
    private static readonly NextHopSolutionKey Queue = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.Id);

    private static readonly OrganizationState Organization = OrganizationState.Restore(5, [Fax], [], [], new TransportConfig());

    [Fact]
    public void should_suspend_and_resume_a_queue_once_and_leave_routing_as_it_is()
    {
        var suspended = Apply(Organization, new OrganizationCommand.SuspendQueue(Queue));
        Assert.Equal(Queue, Assert.Single(suspended.SuspendedQueues));
        Assert.Equal((6, Organization.RoutingVersion), (suspended.Version, suspended.RoutingVersion));
        Assert.Empty(Decide(suspended, new OrganizationCommand.SuspendQueue(Queue)).Events);

        var resumed = Apply(suspended, new OrganizationCommand.ResumeQueue(Queue));
        Assert.Empty(resumed.SuspendedQueues);
        Assert.Equal(Organization.RoutingVersion, resumed.RoutingVersion);
        Assert.Empty(Decide(resumed, new OrganizationCommand.ResumeQueue(Queue)).Events);
    }

    [Fact]
    public void should_forget_a_suspension_with_its_connector()
    {
        var suspended = Apply(Apply(Organization, new OrganizationCommand.SuspendQueue(Queue)), new OrganizationCommand.SuspendQueue(NextHopSolutionKey.Unreachable));

        var removed = suspended.Apply(new OrganizationEvent.ForeignConnectorRemoved(Fax.Id));

        Assert.Equal(NextHopSolutionKey.Unreachable, Assert.Single(removed.SuspendedQueues));
        Assert.NotEqual(suspended.RoutingVersion, removed.RoutingVersion);
    }

    [Fact]
    public void should_refuse_to_suspend_poison_and_queues_of_connectors_that_do_not_exist()
    {
        Assert.Same(ErrorCatalogue.QueueCommandNotAllowed, Decide(Organization, new OrganizationCommand.SuspendQueue(NextHopSolutionKey.PoisonMessage)).Error!.Entry);
        Assert.Same(
            ErrorCatalogue.ObjectNotFound, Decide(Organization, new OrganizationCommand.SuspendQueue(Queue with { NextHopConnector = Guid.NewGuid() })).Error!.Entry);
    }

    [Fact]
    public void should_say_what_became_of_a_queue()
    {
        var change = Assert.Single(ObjectChange.Of(Organization, [new OrganizationEvent.QueueSuspended(Queue)]));

        Assert.Equal((ObjectKind.Queue, "FAX", null), (change.Kind, change.Identity, change.Before));
        Assert.Contains("\"status\":\"Suspended\"", change.After!.Json, StringComparison.Ordinal);
    }

    private static OrganizationDecision Decide(OrganizationState state, OrganizationCommand command) =>
        OrganizationDecider.Decide(state, command, Now, new Guid(9, 9, 9, new byte[8]));

    private static OrganizationState Apply(OrganizationState state, OrganizationCommand command) =>
        Decide(state, command).Events.Aggregate(state, (next, happened) => next.Apply(happened));
}
