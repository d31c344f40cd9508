namespace ForeignTransport.Server.Http;

/// <summary>How many of something may run at a time; more are refused, none wait.</summary>
internal sealed class Slots(int count)
{
    private int _free = count;

    /// <summary>Takes one; false when none is free.</summary>
    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _free);
        return false;
    }

    /// <summary>Gives one back.</summary>
    public void GiveBack() => Interlocked.Increment(ref _free);
}
