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
/// <remarks>
/// That server is made to die with files staged, journaled and not published: its staging directory is on another file system, from which no
/// file can be renamed. And its Drop directory goes with it: on one machine the survivor would see it. Both are put in order before the
/// server is started again.
/// </remarks>
[Collection(nameof(Alone))]
public sealed class OwnDropDirectorySpecs(PostgreSqlFixture database, ITestOutputHelper output) : IDisposable
{
    private const int Burst = 300;

    private readonly TemporaryDirectory _otherFileSystem = TemporaryDirectory.Below("/dev/shm");

    public void Dispose() => _otherFileSystem.Dispose();

    [LinuxFact]
    public async Task should_wait_for_the_dead_server_and_repeat_nothing_when_the_policy_is_to_wait()
    {
        await using var drill = await HubDrill.OpenAsync(database, output, Organization(PossibleDuplicateAction.Wait));
        var staged = await KillWithFilesStagedAsync(drill);

        // The survivor delivers everything else, and those never.
        await drill.UntilAsync(() => drill.Cluster.Watch.OnTheWay == staged, $"{staged} messages wait and no other");
        await HubDrill.PassAsync(3);
        Assert.Equal(staged, drill.Cluster.Watch.OnTheWay);

        await RepairAndStartAsync(drill);
        await drill.RequireVerdictAsync();
    }

    [LinuxFact]
    public async Task should_drop_again_and_say_so_when_the_policy_is_to_drop_again()
    {
        await using var drill = await HubDrill.OpenAsync(database, output, Organization(PossibleDuplicateAction.DropAgain));
        var staged = await KillWithFilesStagedAsync(drill);

        await drill.UntilAsync(() => drill.Cluster.Watch.OnTheWay == 0, "the survivor delivers everything");
        Assert.Equal(staged, drill.Cluster.Ledger.Flagged);

        await RepairAndStartAsync(drill);
        await drill.RequireVerdictAsync(fault => fault.Kind == DeliveryFaultKind.FlaggedDuplicate);
    }

    private static BenchOrganization Organization(PossibleDuplicateAction action) => new(["Hub01", "Hub02"])
    {
        PossibleDuplicateAction = action,
        RetryInterval = TimeSpan.FromSeconds(1),
    };

    private static string DropOf(HubDrill drill) => drill.Folder.DropOf(drill.First.Name);

    private static string AwayOf(HubDrill drill) => DropOf(drill) + " away";

    /// <returns>How many files were staged, each of another message.</returns>
    private async Task<int> KillWithFilesStagedAsync(HubDrill drill)
    {
        Directory.CreateDirectory(DropOf(drill));
        Directory.CreateSymbolicLink(Path.Combine(DropOf(drill), ".staging"), _otherFileSystem.Path);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        drill.Cluster.Flow.Burst(0, Burst);
        await drill.UntilAsync(() => drill.Folder.IsSubmissionEmpty() && Staged() > 0, "files are staged");

        // They are journaled within milliseconds; what cannot be published then is tried again each second.
        await HubDrill.PassAsync(2);
        Assert.Equal(0, drill.Cluster.Ledger.Arrived);
        await drill.Cluster.StartAsync(drill.Second, CancellationToken.None);
        drill.Cluster.Flow.Start();
        await drill.DeliversAsync(drill.Second);

        // What is staged and not journaled at its death the survivor would deliver: nothing may be under way there.
        drill.Cluster.Spare(drill.First);
        await drill.UntilAsync(() => PickupWatch.Waiting(drill.First.Pickup).Count == 0, "the first server has taken everything in");
        for (var before = -1; before != Staged();)
        {
            before = Staged();
            await HubDrill.PassAsync(2);
        }

        await drill.Cluster.KillAsync(drill.First);
        Directory.Move(DropOf(drill), AwayOf(drill));

        // From here on no message is new, so what is on the way stays there.
        drill.Cluster.Spare(drill.Second);
        var staged = Staged();
        drill.Say($"killed with {staged} files staged");
        return staged;
    }

    private int Staged() => Directory.EnumerateFiles(_otherFileSystem.Path, "*.tmp", SearchOption.AllDirectories).Count();

    private async Task RepairAndStartAsync(HubDrill drill)
    {
        var staging = Path.Combine(AwayOf(drill), ".staging");
        Directory.Delete(staging);
        foreach (var directory in Directory.EnumerateDirectories(_otherFileSystem.Path).Prepend(_otherFileSystem.Path))
        {
            var copy = Directory.CreateDirectory(Path.Combine(staging, Path.GetRelativePath(_otherFileSystem.Path, directory)));
            foreach (var file in Directory.EnumerateFiles(directory))
            {
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            }
        }

        Directory.Move(AwayOf(drill), DropOf(drill));
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
    }
}
