using Akka.Actor;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Tracking;

/// <summary>
/// Where the parts of a server say what happened to a message. Cheap, never waits, never fails: the way of a message does not depend on it.
/// </summary>
/// <remarks>
/// Whoever calls it takes <see cref="Scope"/>, makes rows with <see cref="TrackingEvents"/> or <see cref="JournalTracking"/>, and records them once
/// the event is durable.
/// </remarks>
internal interface ITracking
{
    /// <summary>Who records; null while tracking is off (MessageTrackingLogEnabled), and then nothing need be made.</summary>
    TrackingScope? Scope { get; }

    /// <summary>Records rows. A row that was recorded before, under the same log-id, is recorded once.</summary>
    void Record(IReadOnlyList<TrackingRecord> rows);

    /// <summary>Tells <see cref="TrackingActor.Flushed"/> to somebody when what he recorded until now is written, or cannot be.</summary>
    /// <param name="whom">Who is told.</param>
    /// <param name="id">Comes back in the answer.</param>
    void Flush(IActorRef whom, long id);
}

/// <summary>Records nothing.</summary>
internal sealed class NoTracking : ITracking
{
    public static readonly NoTracking Instance = new();

    public TrackingScope? Scope => null;

    public void Record(IReadOnlyList<TrackingRecord> rows)
    {
    }

    public void Flush(IActorRef whom, long id) => whom.Tell(new TrackingActor.Flushed(0, 0, id));
}
