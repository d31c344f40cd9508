using Akka.Event;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>Whether the journal works for one partition. The log gets one line when it fails the first of them, one when it works for all.</summary>
/// <remarks>Reading and writing fail apart: on a full volume every recovery succeeds, and says nothing about the next write.</remarks>
internal sealed class JournalHealth(string partition, Outage outage, Func<Exception, TransportError?> damageOf, ILoggingAdapter log)
{
    private readonly string _reading = $"{partition} reads";
    private readonly string _writing = $"{partition} writes";

    /// <summary>A write failed.</summary>
    public void WriteFailed(Exception cause) => Failed(_writing, cause);

    /// <summary>Replay failed.</summary>
    public void ReadFailed(Exception cause) => Failed(_reading, cause);

    /// <summary>The journal was replayed.</summary>
    public void WasRead() => Works(_reading);

    /// <summary>Something was written.</summary>
    public void WasWritten() => Works(_writing);

    private void Failed(string use, Exception cause)
    {
        var begins = outage.Meets(use);
        // Damage is told by whoever notes it: it is no outage, which would pass.
        if (damageOf(cause) is null && begins)
        {
            log.Error("{0}", ErrorCatalogue.JournalUnavailable.With($"{use}: {cause.GetBaseException().Message}"));
        }
    }

    private void Works(string use)
    {
        if (outage.Leaves(use))
        {
            log.Info("The journal is available again");
        }
    }
}
