using System.Globalization;

namespace ForeignTransport.Cluster.Tests;

/// <summary>How long and how the drills run, from the environment: see docs/benchmarking.md.</summary>
internal static class DrillSettings
{
    private const int FixedSeed = 20260601;

    /// <summary>FT_SOAK_ROUNDS: rounds of the long soak; null: it is not asked for, and runs one short course.</summary>
    public static int? SoakRounds => Read("FT_SOAK_ROUNDS");

    /// <summary>FT_SOAK_SEED, or another seed each time; every drill prints it.</summary>
    public static int Seed => Read("FT_SOAK_SEED") ?? Random.Shared.Next();

    /// <summary>FT_SOAK_SEED, or always the same: what the soak of two hubs does, and when, does not change from run to run.</summary>
    public static int SoakSeed => Read("FT_SOAK_SEED") ?? FixedSeed;

    private static int? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
