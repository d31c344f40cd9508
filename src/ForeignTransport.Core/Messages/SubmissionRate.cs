namespace ForeignTransport.Core.Messages;

/// <summary>
/// PickupDirectoryMaxMessagesPerMinute as a token bucket: it holds what five seconds bring, the poll interval that Exchange documents.
/// </summary>
/// <remarks>
/// Counted in whole numbers, ticks times the rate, of which a message costs a minute's worth: nothing is rounded, so that after
/// <see cref="Wait"/> there is one message to take.
/// </remarks>
/// <param name="messagesPerMinute">1 to 20,000; null is unlimited.</param>
public sealed class SubmissionRate(int? messagesPerMinute)
{
    private const long Cost = TimeSpan.TicksPerMinute;

    private long _credit = Capacity(messagesPerMinute);
    private DateTimeOffset _refilled = DateTimeOffset.MinValue;

    /// <summary>How many messages may be taken now, at most <paramref name="wanted"/>; they are counted as taken.</summary>
    public int Take(int wanted, DateTimeOffset now)
    {
        if (messagesPerMinute is not { } rate)
        {
            return wanted;
        }

        if (_refilled != DateTimeOffset.MinValue && now > _refilled)
        {
            // A minute fills the bucket many times over; more could overflow.
            _credit = Math.Min(Capacity(rate), _credit + (Math.Min((now - _refilled).Ticks, TimeSpan.TicksPerMinute) * rate));
        }

        _refilled = now;
        var taken = (int)Math.Min(wanted, _credit / Cost);
        _credit -= taken * Cost;
        return taken;
    }

    /// <summary>Files that could not be opened cost nothing.</summary>
    public void GiveBack(int count) => _credit = Math.Min(Capacity(messagesPerMinute), _credit + (count * Cost));

    /// <summary>Time until one message may be taken.</summary>
    public TimeSpan Wait =>
        messagesPerMinute is not { } rate || _credit >= Cost ? TimeSpan.Zero : TimeSpan.FromTicks((Cost - _credit + rate - 1) / rate);

    /// <summary>A twelfth of the rate, rounded up to whole messages.</summary>
    private static long Capacity(int? rate) => rate is { } perMinute ? (perMinute + 11L) / 12 * Cost : 0;
}
