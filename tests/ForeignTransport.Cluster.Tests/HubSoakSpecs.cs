using System.Diagnostics;
using System.Globalization;
using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// Sustained load and one mishap after the other on either hub, with a gateway emptying the shared Drop directory all the time: nothing lost,
/// nothing repeated, nothing partial. See docs/benchmarking.md for how to run it for long.
/// </summary>
[Collection(nameof(Alone))]
public class HubSoakSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    /// <summary>What can happen to a hub in a round.</summary>
    private enum Mishap
    {
        Kill,
        Pause,
        Terminate,
    }

    [UnixFact]
    [Trait("Category", "Soak")]
    public async Task should_deliver_each_message_once_when_hubs_are_killed_paused_and_stopped_at_random()
    {
        var asked = DrillSettings.SoakRounds;
        var (rounds, rate, pause) = asked is { } given ? (given, 500.0, 30.0) : (2, 150.0, 10.0);
        var seed = DrillSettings.SoakSeed;
        var random = new Random(seed);
        var roomForRounds = (int)(rate * ((rounds * (pause + 60)) + 120));
        await using var drill = await HubDrill.StartAsync(database, output, ratePerSecond: rate, mostMessages: roomForRounds, seed: seed);

        // Each mishap in turn, in another order every three rounds: a short soak has them all.
        Mishap[] mishaps = [];
        for (var round = 0; round < rounds; round++)
        {
            if (round % 3 == 0)
            {
                mishaps = [Mishap.Kill, Mishap.Pause, Mishap.Terminate];
                random.Shuffle(mishaps);
            }

            var hub = drill.Cluster.Hubs[random.Next(2)];
            var mishap = mishaps[round % 3];
            var started = Stopwatch.GetTimestamp();
            await HubDrill.PassAsync(random.NextDouble() * 5);
            await MeetAsync(drill, hub, mishap, pause);
            await drill.Cluster.StartAsync(hub, CancellationToken.None);
            await drill.DeliversAsync(hub);

            var (watch, ledger) = (drill.Cluster.Watch, drill.Cluster.Ledger);
            drill.Say($"round {round + 1} of {rounds}, {mishap} {hub.Name}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: accepted {watch.Accepted}, dropped {ledger.Arrived}, on the way {watch.OnTheWay}, for more than a minute {watch.OnTheWayFor(TimeSpan.FromMinutes(1))}, faults {ledger.Faults.Count}");
            Assert.True(ledger.Faults.Count == 0, $"{drill.Cluster.Account().Explanation}\n{drill.LastOutput}");
        }

        drill.Say($"seed {seed}, {rounds} rounds:");
        await drill.RequireVerdictAsync();
    }

    private static async Task MeetAsync(HubDrill drill, Hub hub, Mishap mishap, double pause)
    {
        switch (mishap)
        {
            case Mishap.Kill:
                await drill.RequireFailoverAsync(await drill.Cluster.KillWhileDeliveringAsync(hub, 400, CancellationToken.None));
                break;
            case Mishap.Pause:
                var frozen = await drill.Cluster.PauseWhileDeliveringAsync(hub, 400, CancellationToken.None);
                await Task.WhenAll(HubDrill.PassAsync(pause), drill.RequireFailoverAsync(frozen));
                hub.Continue();
                Assert.True(
                    await hub.EndsAsync(HubDrill.Patience, CancellationToken.None),
                    string.Create(CultureInfo.InvariantCulture, $"{hub.Name} goes on after {pause} s\n{drill.LastOutput}"));
                break;
            default:
                await drill.Cluster.StopAsync(hub, CancellationToken.None);
                break;
        }
    }
}
