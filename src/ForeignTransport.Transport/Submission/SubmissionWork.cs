using System.Collections.Concurrent;

namespace ForeignTransport.Transport.Submission;

/// <summary>What the ways into this server have in hand, each by its name; safe from any thread. Says when a suspended server is done.</summary>
internal sealed class SubmissionWork
{
    private readonly ConcurrentDictionary<string, IntakeWork> _ways = new(StringComparer.Ordinal);

    /// <summary>All together: closed when no way takes anything new.</summary>
    public IntakeWork Total => new(_ways.Values.All(way => way.IsClosed), _ways.Values.Sum(way => way.UnderWay));

    /// <summary>Notes what a way has in hand now.</summary>
    public void Note(string way, IntakeWork work) => _ways[way] = work;
}

/// <summary>What one way into the server has in hand.</summary>
/// <param name="IsClosed">It takes nothing new.</param>
/// <param name="UnderWay">Batches, claims and messages that it took and that are not journaled, or whose claims are not deleted.</param>
internal readonly record struct IntakeWork(bool IsClosed, int UnderWay);
