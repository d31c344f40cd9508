using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>Where an attempt stands. The arrows are journal writes, except the first.</summary>
/// <remarks>
/// <code>
/// Staging ──▶ (DropsStaged) ──▶ Publishing ──▶ (DropsPublished) ──▶ over
///    │                             │ ▲ │
///    └─▶ over: messages back       └─┘ └─ withdrawn ──▶ (RecipientsFailed, or DropsAbandoned and back) ──▶ over
///                      retry: rename failed, the staged file stands
/// </code>
/// </remarks>
public enum AttemptPhase
{
    Staging,
    Publishing
}

/// <summary>One batch of drop files on its way through the staged drop protocol. In memory only.</summary>
public sealed class DeliveryAttempt
{
    /// <summary>Identifies the attempt, also among those of earlier incarnations of the partition.</summary>
    public required long Number { get; init; }

    /// <summary>The connector.</summary>
    public required Guid Connector { get; init; }

    /// <summary>The server that writes the files.</summary>
    public required string Server { get; init; }

    /// <summary>The queue the messages came from; null when the attempt was found staged after a restart.</summary>
    public DeliveryQueue? Queue { get; init; }

    /// <summary>
    /// The queue in views and rates; null for an attempt that was found staged after a restart, until <see cref="DeliveryAttempts.Locate"/>.
    /// </summary>
    public NextHopSolutionKey? NextHop { get; set; }

    /// <summary>The messages taken from the queue.</summary>
    public IReadOnlyList<QueueItem> Items { get; init; } = [];

    /// <summary>Counts the configurations that the partition has routed under; of the one that found the queue.</summary>
    public int Routing { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The files still to be staged or published.</summary>
    public required IReadOnlyList<StagedDrop> Drops { get; set; }

    /// <summary>The Drop directory as the writing server names it; null while staging.</summary>
    public string? Directory { get; set; }

    /// <summary>The marker file beside the staged files; empty while staging.</summary>
    public string Marker { get; set; } = "";

    /// <summary>The server that was last asked to publish; null before.</summary>
    public string? Publisher { get; set; }

    /// <summary>
    /// The servers that were asked to publish since the last wait and did not; true of those that do not see the staged files.
    /// </summary>
    public Dictionary<string, bool> Tried { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The servers that were asked to publish and have not said that they do not see the staged files: any of them may have done it, or may do
    /// it late.
    /// </summary>
    public HashSet<string> MayHavePublished { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Staging or publishing.</summary>
    public AttemptPhase Phase { get; set; }

    /// <summary>What the last server said that could not publish; null when none did.</summary>
    public TransportError? Obstacle { get; set; }

    /// <summary>Why publication waits, and until when; null when it does not.</summary>
    public RetryState? Retry { get; set; }

    /// <summary>
    /// True once a publish command left: from then on a staged file that is missing was published. False before, when missing means lost.
    /// </summary>
    public bool PublishTried { get; set; }

    /// <summary>When the executing server was asked; null when it has answered or was not asked yet.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    /// <summary>True while the executing server has not answered.</summary>
    public bool AwaitsAnswer => AskedAt is not null;

    /// <summary>True once a server was asked to publish by this incarnation of the partition.</summary>
    internal bool PublishAsked => Publisher is not null;

    /// <summary>An attempt for some of the files, found staged like this one.</summary>
    internal DeliveryAttempt WithDrops(long number, NextHopSolutionKey queue, IReadOnlyList<StagedDrop> drops) => new()
    {
        Number = number,
        Connector = Connector,
        Server = Server,
        NextHop = queue,
        StartedAt = StartedAt,
        Drops = drops,
        Directory = Directory,
        Marker = Marker,
        Phase = Phase,
        PublishTried = PublishTried,
        Obstacle = Obstacle,
        Retry = Retry
    };

    /// <summary>How many messages are left of it. Those of one message are next to one another.</summary>
    public int MessageCount
    {
        get
        {
            var count = 0;
            for (var i = 0; i < Drops.Count; i++)
            {
                if (i == 0 || Drops[i].Message != Drops[i - 1].Message)
                {
                    count++;
                }
            }

            return count;
        }
    }

    /// <summary>
    /// True while it waits and nobody who is there can ever say whether the files were published: the server that staged them is gone, or has lost
    /// them, and every other has said that it does not see them.
    /// </summary>
    public bool NobodyCanTell { get; internal set; }

    /// <summary>True once its queue may start another attempt in its place: it is over, or waits for a server that is away.</summary>
    public bool HasLeftQueue { get; internal set; }

    /// <summary>Nobody is waited for any more, and every server may be asked again.</summary>
    internal void AskAnew()
    {
        AskedAt = null;
        Obstacle = null;
        Tried.Clear();
    }
}
