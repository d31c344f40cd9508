namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Watches the heartbeats of other incarnations. Stale is who was watched for the whole time without a new one: clocks of two machines are
/// never compared, and neither a database that was away nor a pause of the watcher counts as watching.
/// </summary>
/// <param name="staleAfter">How long to watch.</param>
/// <param name="longestGap">Two looks further apart than this are not watching.</param>
internal sealed class HeartbeatWatch(TimeSpan staleAfter, TimeSpan longestGap)
{
    private readonly Dictionary<string, (DateTime LastSeen, TimeSpan Since)> _seen = new(StringComparer.Ordinal);
    private TimeSpan? _lastLook;
    private TimeSpan _now;

    /// <summary>Takes in a look at the database.</summary>
    /// <param name="rows">The incarnations to watch.</param>
    /// <param name="now">Time since any fixed moment.</param>
    public void See(IEnumerable<MemberRow> rows, TimeSpan now)
    {
        if (now - _lastLook > longestGap)
        {
            _seen.Clear();
        }

        _lastLook = now;
        _now = now;
        var current = rows.ToList();
        foreach (var gone in _seen.Keys.Except(current.Select(row => row.Incarnation)).ToList())
        {
            _seen.Remove(gone);
        }

        foreach (var row in current.Where(row => !_seen.TryGetValue(row.Incarnation, out var known) || known.LastSeen != row.LastSeen))
        {
            _seen[row.Incarnation] = (row.LastSeen, now);
        }
    }

    /// <summary>Forgets what was watched: the database could not be asked.</summary>
    public void Interrupt() => _seen.Clear();

    /// <summary>True when the incarnation has shown no heartbeat newer than this one for the whole time.</summary>
    public bool IsStale(MemberRow row) =>
        _seen.TryGetValue(row.Incarnation, out var known) && known.LastSeen == row.LastSeen && _now - known.Since >= staleAfter;
}
