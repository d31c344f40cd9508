namespace ForeignTransport.Transport.Membership;

/// <summary>How long things take in the membership of a server. The defaults belong to the settings of <see cref="MembershipHocon"/>.</summary>
public sealed record MembershipTimes
{
    /// <summary>The times that go with a watchdog.</summary>
    /// <param name="pauseLimit">
    /// After a pause longer than this a process ends itself. It may have been seen one heartbeat before the pause, so nobody may give it up
    /// until that much later.
    /// </param>
    public static MembershipTimes For(TimeSpan pauseLimit)
    {
        var times = new MembershipTimes();
        return times with { StaleAfter = pauseLimit + times.Heartbeat };
    }

    /// <summary>Time between two heartbeats of an incarnation in the database.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An incarnation that was watched this long without a new heartbeat is dead or paused, and may be fenced by a server that starts.
    /// </summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>A join attempt that has not finished by then is repeated with fresh candidates.</summary>
    public TimeSpan JoinAttempt { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A server that was let into a cluster and finds it to be another one than that of a live member gives up after this time: long enough
    /// for gossip and for rows of servers that have just left.
    /// </summary>
    public TimeSpan Judgement { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A server that was let in but not moved up gives up after this time.</summary>
    public TimeSpan MoveUp { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two looks at the database and the cluster while entering.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Limit of one database operation. Whoever waits for it goes on after this time, whatever the network does.</summary>
    public TimeSpan Operation { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Limit for the sessions of fenced incarnations to end.</summary>
    public TimeSpan SessionEnd { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Fenced rows that nobody wrote for this long are deleted.</summary>
    public TimeSpan KeepFenced { get; init; } = TimeSpan.FromDays(1);
}
