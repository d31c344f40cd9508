namespace ForeignTransport.Server.Demo;

/// <summary>How long the parts of a demo take.</summary>
internal sealed record DemoTimes
{
    /// <summary>How long things are left alone, so that one sees them.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a failover takes: a server paused for so long is replaced.</summary>
    public TimeSpan LongPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Shorter than what counts as dead.</summary>
    public TimeSpan ShortPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest that a failover is waited for.</summary>
    public TimeSpan FailoverPatience { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How soon a server that was replaced must have ended itself once it is awake.</summary>
    public TimeSpan AwakePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long nothing may arrive, at the end, before no duplicate is expected any more.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing may arrive, at the end, before what is missing counts as lost.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);
}
