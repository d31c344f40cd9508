namespace ForeignTransport.Core.Queues;

/// <summary>How fast messages enter and leave the queues of one partition. In memory only; a restart begins at 0.</summary>
/// <remarks>
/// A message enters when it is first routed, and leaves when it is delivered or has failed. One that is routed anew, because the configuration
/// changed or the partition moved, does neither.
/// </remarks>
public sealed class QueueRates
{
    private readonly Dictionary<NextHopSolutionKey, (RateMeter In, RateMeter Out)> _meters = [];

    /// <summary>Messages came into a queue.</summary>
    public void Entered(NextHopSolutionKey key, DateTimeOffset now, int count = 1) => Of(key).In.Add(now, count);

    /// <summary>Messages left a queue for good.</summary>
    public void Left(NextHopSolutionKey key, DateTimeOffset now, int count = 1) => Of(key).Out.Add(now, count);

    /// <summary>Messages a second, the mean of the last minute.</summary>
    public (double In, double Out) PerSecond(NextHopSolutionKey key, DateTimeOffset now) =>
        _meters.TryGetValue(key, out var meters) ? (meters.In.PerSecond(now), meters.Out.PerSecond(now)) : default;

    /// <summary>Forgets queues where nothing happened within the last minute.</summary>
    public void ForgetStill(DateTimeOffset now)
    {
        foreach (var (key, meters) in _meters.ToList())
        {
            if (meters.In.IsStill(now) && meters.Out.IsStill(now))
            {
                _meters.Remove(key);
            }
        }
    }

    private (RateMeter In, RateMeter Out) Of(NextHopSolutionKey key)
    {
        if (!_meters.TryGetValue(key, out var meters))
        {
            _meters.Add(key, meters = (new RateMeter(), new RateMeter()));
        }

        return meters;
    }
}
