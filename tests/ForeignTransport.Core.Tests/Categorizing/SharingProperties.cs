using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Tests.Categorizing.Simulation;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>
/// Three source servers that crash, are paused, wake up, come and go, in whatever order: what the gateway can see of each recipient.
/// </summary>
public class SharingProperties
{
    [SimulationProperty(2_000)]
    public void should_drop_once_when_all_servers_see_one_directory(SharingRun run) =>
        Play(run, DirectoryLayout.Shared, PossibleDuplicateAction.Wait);

    [SimulationProperty(1_000)]
    public void should_drop_once_when_all_servers_see_one_directory_and_a_repetition_would_be_allowed(SharingRun run) =>
        Play(run, DirectoryLayout.Shared, PossibleDuplicateAction.DropAgain);

    [SimulationProperty(500)]
    public void should_drop_once_when_servers_wait_for_one_another(SharingRun run) =>
        Play(run, DirectoryLayout.Own, PossibleDuplicateAction.Wait);

    [SimulationProperty(500)]
    public void should_flag_every_repetition_when_servers_drop_again(SharingRun run) =>
        Play(run, DirectoryLayout.Own, PossibleDuplicateAction.DropAgain);

    [SimulationProperty(1_000)]
    public void should_flag_every_repetition_when_only_some_servers_see_one_directory(SharingRun run) =>
        Play(run, DirectoryLayout.PartlyShared, PossibleDuplicateAction.DropAgain);

    private static void Play(SharingRun run, DirectoryLayout layout, PossibleDuplicateAction action)
    {
        var mayRepeat = layout != DirectoryLayout.Shared && action == PossibleDuplicateAction.DropAgain;
        run.Play(new PartitionDriver(servers: new SimulatedServers(3, layout, mayRepeat)) { Action = action });
    }
}
