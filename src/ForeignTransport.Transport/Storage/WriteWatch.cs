namespace ForeignTransport.Transport.Storage;

/// <summary>
/// How long the database takes to make writes durable, as whoever writes sees it. Safe from any thread; a write costs it a lock and two looks at
/// a clock.
/// </summary>
internal sealed class WriteWatch(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<long> _unanswered = [];
    private TimeSpan _slowest;

    /// <summary>A write begins; it ends when what is returned is disposed of, whether it went well or not.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            return new Write(this, _unanswered.AddLast(time.GetTimestamp()));
        }
    }

    /// <summary>The age of the oldest write that is not answered, or what the slowest took of those that ended since this was asked last.</summary>
    public TimeSpan TakeLag()
    {
        lock (_lock)
        {
            var oldest = _unanswered.First is { } first ? time.GetElapsedTime(first.Value) : TimeSpan.Zero;
            var lag = oldest > _slowest ? oldest : _slowest;
            _slowest = TimeSpan.Zero;
            return lag;
        }
    }

    private void End(LinkedListNode<long> write)
    {
        lock (_lock)
        {
            if (write.List is not null)
            {
                _unanswered.Remove(write);
                var took = time.GetElapsedTime(write.Value);
                _slowest = took > _slowest ? took : _slowest;
            }
        }
    }

    private sealed class Write(WriteWatch watch, LinkedListNode<long> node) : IDisposable
    {
        public void Dispose() => watch.End(node);
    }
}
