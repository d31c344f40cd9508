namespace ForeignTransport.Transport.Categorizing;

/// <summary>The partitions that run on this server now: their messages need no way through the network.</summary>
internal sealed class HostedPartitions
{
    private readonly Lock _lock = new();
    private volatile int[] _numbers = [];

    /// <summary>Their numbers, ascending.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    public void Add(int number)
    {
        lock (_lock)
        {
            _numbers = [.. _numbers.Append(number).Distinct().Order()];
        }
    }

    public void Remove(int number)
    {
        lock (_lock)
        {
            _numbers = [.. _numbers.Where(hosted => hosted != number)];
        }
    }
}
