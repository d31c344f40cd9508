using ForeignTransport.Server.Bench;

namespace ForeignTransport.Cluster.Tests;

/// <summary>What a drill does.</summary>
internal sealed record DrillPlan
{
    /// <summary>The server.</summary>
    public ServerExecutable Executable { get; init; } = ServerExecutable.In(AppContext.BaseDirectory);

    /// <summary>How many messages flow, spread over all rounds.</summary>
    public required int Messages { get; init; }

    /// <summary>How often the running server is ended and started again; one round each.</summary>
    public required int Rounds { get; init; }

    /// <summary>How it is ended.</summary>
    public Ending Ending { get; init; } = Ending.Kill;

    /// <summary>The directory that the messages go into.</summary>
    public SubmissionForm Form { get; init; } = SubmissionForm.Pickup;

    /// <summary>Size of a message in bytes: enough that a file could be seen half written.</summary>
    public int SizeBytes { get; init; } = 16 * 1024;

    /// <summary>Selects bodies and moments. The same seed asks for the same moments; what they hit is up to the machine.</summary>
    public required int Seed { get; init; }

    /// <summary>How long a start may take, on a slow machine under load.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing may arrive, at the end, before what is missing counts as lost.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing may arrive, at the end, before no duplicate is expected any more.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
