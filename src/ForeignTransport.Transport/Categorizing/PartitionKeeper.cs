using Akka.Actor;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// Keeps every partition running: one that stopped, or moved to a server that died, comes back by the next call, also when nobody submits.
/// </summary>
internal sealed class PartitionKeeper(IActorRef categorizer, int partitions) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef categorizer, int partitions) =>
        Akka.Actor.Props.Create(() => new PartitionKeeper(categorizer, partitions));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("wake", Wake.Instance, Interval);
        WakeAll();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Wake:
                WakeAll();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void WakeAll()
    {
        for (var partition = 0; partition < partitions; partition++)
        {
            categorizer.Tell(new CategorizerCommands.Wake(partition));
        }
    }

    private sealed class Wake : INoSerializationVerificationNeeded
    {
        public static readonly Wake Instance = new();
    }
}
