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

    [UnixFact]
    public async Task should_wait_for_the_dead_server_and_repeat_nothing_when_the_policy_is_to_wait()
    {
        await using var drill = await HubDrill.StartAsync(database, output, Organization(PossibleDuplicateAction.Wait));
        var staged = await KillWithFilesStagedAsync(drill);

        // All but those are delivered by the survivor.
        await drill.UntilAsync(() => drill.Cluster.Watch.OnTheWay <= staged + 200, "the survivor delivers the rest");
        await HubDrill.PassAsync(3);
        Assert.True(drill.Cluster.Watch.OnTheWay > 0, "something waits for the dead server");
        Assert.Equal(0, drill.Cluster.Ledger.Duplicates);

        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
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

    /// <summary>Kills the first server until it dies with files staged; with a burst on its way that is the first time, as a rule.</summary>
    /// <returns>How many it had staged.</returns>
    private static async Task<int> KillWithFilesStagedAsync(HubDrill drill)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await drill.Cluster.KillWhileDeliveringAsync(drill.First, Burst, CancellationToken.None);
            var staged = Directory.EnumerateFiles(
                Path.Combine(drill.Folder.DropOf(drill.First.Name), ".staging"), "*.tmp", SearchOption.AllDirectories).Count();
            if (staged > 0)
            {
                drill.Say($"killed with {staged} files staged");
                return staged;
            }

            await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        }

        throw new InvalidOperationException("It never died with a file staged.");
    }
}
