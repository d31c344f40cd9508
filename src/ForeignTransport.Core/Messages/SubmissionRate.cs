namespace ForeignTransport.Core.Messages;

/// <summary>
/// PickupDirectoryMaxMessagesPerMinute as a token bucket: it holds what five seconds bring, the poll interval that Exchange documents.
/// </summary>
/// <param name="messagesPerMinute">1 to 20,000; null is unlimited.</param>
public sealed class SubmissionRate(int? messagesPerMinute)
{
    private double _tokens = Capacity(messagesPerMinute);
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
            _tokens = Math.Min(Capacity(rate), _tokens + ((now - _refilled).TotalSeconds * rate / 60));
        }

        _refilled = now;
        var taken = Math.Min(wanted, (int)_tokens);
        _tokens -= taken;
        return taken;
    }

    /// <summary>Files that could not be opened cost nothing.</summary>
    public void GiveBack(int count) => _tokens = Math.Min(Capacity(messagesPerMinute), _tokens + count);

    /// <summary>Time until one message may be taken.</summary>
    public TimeSpan Wait =>
        messagesPerMinute is not { } rate || _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) * 60 / rate);

    private static double Capacity(int? rate) => rate is { } perMinute ? Math.Ceiling(perMinute * 5.0 / 60) : 0;
}
