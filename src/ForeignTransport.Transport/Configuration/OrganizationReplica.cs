using Akka.Actor;
using Akka.DistributedData;
using Akka.Event;
using ForeignTransport.Transport.Serialization;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Keeps <see cref="OrganizationView"/> of this server up to date and tells everybody here when it changed.
/// </summary>
/// <remarks>
/// In: changes of the replicated configuration. Out: <see cref="OrganizationChanged"/> on the event stream, when the view has it and before those
/// who wait for it go on.
/// </remarks>
internal sealed class OrganizationReplica(OrganizationView view) : UntypedActor
{
    /// <summary>Where the configuration is in DistributedData.</summary>
    public static readonly LWWRegisterKey<Wire.OrganizationSnapshot> Key = new("organization");

    /// <summary>The newest version wins, whatever the clocks of the servers say.</summary>
    public static readonly Clock<Wire.OrganizationSnapshot> NewestVersion = (_, snapshot) => snapshot.Version;

    private readonly ILoggingAdapter _log = Context.GetLogger();

    public static Props Props(OrganizationView view) => Akka.Actor.Props.Create(() => new OrganizationReplica(view));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(OrganizationUnreadable));
        DistributedData.Get(Context.System).Replicator.Tell(Dsl.Subscribe(Key, Self));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Changed changed when changed.Key.Equals(Key):
                var state = OrganizationMapping.FromWire(changed.Get(Key).Value);
                if (view.Offer(state, () => Context.System.EventStream.Publish(new OrganizationChanged(state))))
                {
                    _log.Info("Organization configuration version {0} is in force", state.Version);
                }

                break;
            case OrganizationUnreadable unreadable:
                view.Fail(unreadable.Cause);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
