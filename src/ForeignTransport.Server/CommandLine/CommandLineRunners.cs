namespace ForeignTransport.Server.CommandLine;

/// <summary>What the verbs do. A verb without a runner is not offered: help never names what would not work.</summary>
public sealed record CommandLineRunners
{
    /// <summary>Runs a server until it is stopped.</summary>
    public NodeVerb? Serve { get; init; }

    /// <summary>Creates or migrates the database schema.</summary>
    public NodeVerb? UpgradeSchema { get; init; }

    /// <summary>Asks a running server how it is.</summary>
    public HealthVerb? Health { get; init; }

    /// <summary>Looks after access tokens.</summary>
    public TokenVerbs? Token { get; init; }

    /// <summary>Shows servers that take over from one another.</summary>
    public DemoVerb? Demo { get; init; }

    /// <summary>Measures.</summary>
    public BenchVerb? Bench { get; init; }
}
