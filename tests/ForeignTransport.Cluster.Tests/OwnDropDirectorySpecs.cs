using ForeignTransport.Core.Connectors;
using ForeignTransport.Server.Bench;
using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// Source servers with a Drop directory each: nobody can see what became of a file that a dead server had staged, so the connector says what
/// to do.
/// </summary>
public class OwnDropDirectorySpecs(PostgreSqlFixture database, ITestOutputHelper output) : IClassFixture<PostgreSqlFixture>
{
    private const int Burst = 3_000;
    private const int Attempts = 5;

    /// <summary>About 12 s of looks, 10 ms apart.</summary>
    private const int QuietGlances = 1_200;

    [UnixFact]
    public async Task should_wait_for_the_dead_server_and_repeat_nothing_when_the_policy_is_to_wait()
    {
        await using var drill = await HubDrill.StartAsync(database, output, Organization(PossibleDuplicateAction.Wait));
        var waiting = 0;
        for (var attempt = 0; waiting == 0; attempt++)
        {
            // What was staged and not journaled yet does not wait: then nothing is shown, and it is tried again.
            Assert.True(attempt < Attempts, "no message ever waited for the dead server");
            await KillWithFilesStagedAsync(drill);
            waiting = await WaitingAsync(drill);
            Assert.Equal(0, drill.Cluster.Ledger.Duplicates);
            await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        }

        drill.Say($"{waiting} messages waited for the dead server");
        await drill.RequireVerdictAsync();
    }

    [UnixFact]
    public async Task should_repeat_only_what_is_flagged_when_the_policy_is_to_drop_again()
    {
        await using var drill = await HubDrill.StartAsync(database, output, Organization(PossibleDuplicateAction.DropAgain));
        await KillWithFilesStagedAsync(drill);

        // Nothing waits for it.
        var target = drill.Cluster.IndexOf(drill.First);
        var waiting = PickupWatch.Waiting(drill.First.Pickup);
        await drill.UntilAsync(
            () => drill.Cluster.Flow.OfferedTo(target).All(index => waiting.Contains(index) || drill.Cluster.Ledger.VisibleAt(index) != 0),
            "the survivor delivers everything");

        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await drill.DeliversAsync(drill.First);
        await drill.RequireVerdictAsync(fault => fault.Kind == DeliveryFaultKind.FlaggedDuplicate);
        drill.Say($"{drill.Cluster.Ledger.Duplicates} duplicates, all of them flagged");
    }

    private static BenchOrganization Organization(PossibleDuplicateAction action) => new(["Hub01", "Hub02"])
    {
        PossibleDuplicateAction = action,
        RetryInterval = TimeSpan.FromSeconds(1),
    };

    /// <summary>How many messages are left that the survivor does not deliver, once it has delivered the rest.</summary>
    private static async Task<int> WaitingAsync(HubDrill drill)
    {
        drill.Cluster.Spare(drill.Second);
        var (arrived, since) = (-1, 0);
        await drill.UntilAsync(
            () =>
            {
                // Longer than the death of a server goes unnoticed.
                (arrived, since) = drill.Cluster.Ledger.Arrived == arrived ? (arrived, since + 1) : (drill.Cluster.Ledger.Arrived, 0);
                return since > QuietGlances;
            },
            "the survivor delivers the rest");
        drill.Cluster.Flow.Feed(drill.Cluster.IndexOf(drill.Second));
        return drill.Cluster.Watch.OnTheWay;
    }

    /// <summary>Kills the first server until it dies with files staged; with a burst on its way that is the first time, as a rule.</summary>
    private static async Task KillWithFilesStagedAsync(HubDrill drill)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await drill.Cluster.KillWhileDeliveringAsync(drill.First, Burst, CancellationToken.None);
            var staged = Directory.EnumerateFiles(
                Path.Combine(drill.Folder.DropOf(drill.First.Name), ".staging"), "*.tmp", SearchOption.AllDirectories).Count();
            if (staged > 0)
            {
                drill.Say($"killed with {staged} files staged");
                return;
            }

            await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        }

        throw new InvalidOperationException("It never died with a file staged.");
    }
}
