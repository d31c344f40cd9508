using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>The journal writes of one partition that are under way, for whoever watches how long they take. They end in the order they began.</summary>
internal sealed class JournalWrites(WriteWatch writes)
{
    private readonly Queue<IDisposable> _underWay = [];

    public void Begin() => _underWay.Enqueue(writes.Begin());

    public void End()
    {
        if (_underWay.TryDequeue(out var write))
        {
            write.Dispose();
        }
    }

    /// <summary>The partition stops: nobody waits for these any more.</summary>
    public void EndAll()
    {
        while (_underWay.Count > 0)
        {
            End();
        }
    }
}
