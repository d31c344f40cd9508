namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Tells a live holder of a name from the session of a dead one, by watching. A killed process can leave one heartbeat on its way, so the
/// second new one proves life; none for the time of staleness proves that nobody is there, or that it stands still.
/// </summary>
/// <param name="staleAfter">How long to watch.</param>
internal sealed class NameWatch(TimeSpan staleAfter)
{
    private const int BeatsOfTheLiving = 2;

    private NameHolder? _holder;
    private TimeSpan _since;
    private int _beats;

    /// <summary>True when the holder lives: the name is in use.</summary>
    public bool IsAlive => _beats >= BeatsOfTheLiving;

    /// <summary>True when the holder is dead or stands still: the name may be taken from it.</summary>
    public bool IsStale { get; private set; }

    /// <summary>Takes in what was seen.</summary>
    /// <param name="holder">Who has the name.</param>
    /// <param name="now">Time since any fixed moment.</param>
    public void See(NameHolder holder, TimeSpan now)
    {
        if (holder != _holder)
        {
            _beats = holder.Incarnation == _holder?.Incarnation ? _beats + 1 : 0;
            _holder = holder;
            _since = now;
        }

        IsStale = now - _since >= staleAfter;
    }
}
