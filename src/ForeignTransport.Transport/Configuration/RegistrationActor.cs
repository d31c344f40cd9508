using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Enters this server into the organization when it starts, wherever the organization is kept, and stops when that is done.
/// </summary>
/// <remarks>
/// In: <see cref="OrganizationMessages.Changed"/>. Out: <see cref="OrganizationMessages.Change"/>, again until it is answered. A server that is
/// there already stays as it is. One that an administrator removes while it runs enters itself when it is started again.
/// </remarks>
internal sealed class RegistrationActor(string serverName, IActorRef organization) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string serverName, IActorRef organization) => Akka.Actor.Props.Create(() => new RegistrationActor(serverName, organization));

    protected override void PreStart() => Timers.StartPeriodicTimer("say", Say.Instance, TimeSpan.Zero, Interval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Say:
                organization.Tell(new OrganizationMessages.Change(new OrganizationCommand.RegisterTransportServer(serverName)));
                break;
            case OrganizationMessages.Changed changed:
                if (changed.Error is { } error)
                {
                    _log.Error("The server could not enter itself into the organization: {0}", error);
                }

                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed class Say : INoSerializationVerificationNeeded
    {
        public static readonly Say Instance = new();
    }
}
