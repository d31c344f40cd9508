namespace ForeignTransport.Transport.Delivery;

/// <summary>Counts the commands that connectors of this server have taken and not answered.</summary>
internal sealed class WorkUnderWay
{
    private int _count;

    /// <summary>Commands that are not answered yet.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End() => Interlocked.Decrement(ref _count);
}
