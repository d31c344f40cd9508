using System.Threading.Channels;
using Akka.Actor;
using Akka.Cluster;

namespace ForeignTransport.Server.Management;

/// <summary>
/// Puts the domain events that one caller asked for into that caller's channel. Lives as long as the stream; ends the channel when it
/// stops, when the cluster shuts down, and when the channel is full, since a caller who does not keep up must not hold up the cluster.
/// </summary>
internal sealed class DomainEventSubscriber : UntypedActor
{
    private readonly ChannelWriter<DomainEventDocument> _events;
    private readonly IReadOnlySet<string> _names;
    private readonly Action _overflow;
    private readonly Cluster _cluster = Cluster.Get(Context.System);

    /// <summary>Creates the actor.</summary>
    /// <param name="events">Takes the events.</param>
    /// <param name="names">What to take; none for everything.</param>
    /// <param name="overflow">Called when the channel is full.</param>
    public DomainEventSubscriber(ChannelWriter<DomainEventDocument> events, IReadOnlySet<string> names, Action overflow)
    {
        _events = events;
        _names = names;
        _overflow = overflow;
    }

    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IClusterDomainEvent));

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _events.TryComplete();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.IClusterDomainEvent domainEvent:
                Pass(domainEvent);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Pass(ClusterEvent.IClusterDomainEvent domainEvent)
    {
        if (DomainEventNames.Describe(domainEvent) is { } document && DomainEventNames.IsSelected(document.Type, _names) && !_events.TryWrite(document))
        {
            _overflow();
            Context.Stop(Self);
        }

        if (domainEvent is ClusterEvent.ClusterShuttingDown)
        {
            Context.Stop(Self);
        }
    }
}
