using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>What <c>foreign-transport bench</c> does; the defaults are the figures that docs/performance.md reports.</summary>
internal sealed record BenchOptions
{
    /// <summary>The throughput runs. Empty: none.</summary>
    public IReadOnlyList<BenchLoad> Loads { get; init; } =
        [new(2_048, BenchLoad.DefaultMessages(2_048)), new(20_480, BenchLoad.DefaultMessages(20_480)), new(204_800, BenchLoad.DefaultMessages(204_800))];

    /// <summary>Message size of the latency run in bytes.</summary>
    public int LatencySizeBytes { get; init; } = 20_480;

    /// <summary>Messages offered per second in the latency run.</summary>
    public int LatencyRatePerSecond { get; init; } = 20;

    /// <summary>How long the latency run offers messages. Zero: no latency run.</summary>
    public TimeSpan LatencyDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many servers share the work.</summary>
    public int Hubs { get; init; } = 1;

    /// <summary>Whether the servers track messages, as they do unless they are told not to.</summary>
    public bool Tracking { get; init; } = true;

    /// <summary>The organization: one server with a Drop directory of its own, or several with one that they share.</summary>
    public BenchOrganization Organization => new([.. Enumerable.Range(1, Hubs).Select(number => $"Hub{number:D2}")])
    {
        Drop = Hubs == 1 ? DropSharing.Own : DropSharing.Shared,
        Tracking = Tracking,
    };

    /// <summary>How often each run is repeated, each time with a new server; the median of each figure is reported.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Messages that are delivered before measuring, so that code is compiled and files exist.</summary>
    public int WarmUpMessages { get; init; } = 500;

    /// <summary>Print one JSON object instead of a table.</summary>
    public bool Json { get; init; }

    /// <summary>A directory on the disk to be measured; null: the current directory. A fresh folder below it is used and removed.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The server to measure (a program, or a .dll); null: this program.</summary>
    public string? ServerPath { get; init; }

    /// <summary>Selects the bodies; null: another one each time. It is printed when a run fails.</summary>
    public ulong? Seed { get; init; }

    /// <summary>How long a server may take to say that it is ready.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing may arrive while messages are missing before they count as lost.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing may arrive, once all has, before the run is over: the time that a duplicate has to show itself.</summary>
    public TimeSpan QuietPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with these options, naming each; nothing if they can be run.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        foreach (var size in Loads.Select(load => load.SizeBytes).Append(LatencySizeBytes).Distinct())
        {
            Require(size >= BenchMessages.MinimumSizeBytes, $"size {size} is below {BenchMessages.MinimumSizeBytes} bytes, the least that can be checked");
        }

        foreach (var load in Loads)
        {
            Require(load.Messages > 0, $"messages {load.Messages} is not positive");
        }

        Require(LatencyRatePerSecond is > 0 and <= 1000, $"latency rate {LatencyRatePerSecond} is not within 1 to 1000 messages per second");
        Require(LatencyDuration >= TimeSpan.Zero, $"latency duration {LatencyDuration} is negative");
        Require(Runs > 0, $"runs {Runs} is not positive");
        Require(WarmUpMessages >= 0, $"warm-up {WarmUpMessages} is negative");
        return problems;

        void Require(bool condition, FormattableString problem)
        {
            if (!condition)
            {
                problems.Add(problem.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
