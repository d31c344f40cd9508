namespace ForeignTransport.Server.Demo;

/// <summary>What the process of a hub is doing, as far as its keeper knows.</summary>
internal enum HubState
{
    /// <summary>There is none, or it has ended.</summary>
    Down,

    /// <summary>It runs and is not ready yet.</summary>
    Starting,

    /// <summary>It takes messages.</summary>
    Running,

    /// <summary>It was stopped with SIGSTOP.</summary>
    Paused,

    /// <summary>It was asked to end, and has not yet.</summary>
    Stopping,
}
