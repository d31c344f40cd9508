namespace ForeignTransport.Transport.Storage;

/// <summary>
/// Who cannot use something at the moment. Sixteen partitions meet an outage one by one and again and again; an operator wants to read of
/// its beginning and of its end. Safe from any thread.
/// </summary>
internal sealed class Outage
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _affected = new(StringComparer.Ordinal);
    private volatile bool _lasts;

    /// <summary>Somebody could not use it.</summary>
    /// <returns>True when everybody could before: the outage begins.</returns>
    public bool Meets(string party)
    {
        lock (_lock)
        {
            _lasts = true;
            return _affected.Add(party) && _affected.Count == 1;
        }
    }

    /// <summary>Somebody could use it.</summary>
    /// <returns>True when this was the last one who could not: the outage is over.</returns>
    public bool Leaves(string party)
    {
        if (!_lasts)
        {
            return false;
        }

        lock (_lock)
        {
            var left = _affected.Remove(party) && _affected.Count == 0;
            _lasts = _affected.Count > 0;
            return left;
        }
    }
}
