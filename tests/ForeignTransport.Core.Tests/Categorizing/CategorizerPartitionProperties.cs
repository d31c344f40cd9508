using ForeignTransport.Core.Tests.Categorizing.Simulation;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Whatever happens to a partition, in whatever order: nothing is lost and nothing is done twice.</summary>
public class CategorizerPartitionProperties
{
    [SimulationProperty(usualIterations: 1000)]
    public void should_neither_lose_nor_repeat_anything_when_anything_happens(SimulationRun run) => run.Play(new PartitionDriver());

    [SimulationProperty]
    public void should_neither_lose_nor_repeat_anything_when_the_directory_changes_recipients_too(SimulationRun run) =>
        run.Play(new PartitionDriver { Directory = SimulatedDirectory.Organization });

    [SimulationProperty(usualIterations: 300)]
    public void should_neither_lose_nor_repeat_anything_when_gateways_confirm_files(SimulationRun run) => run.Play(Confirmed(new PartitionDriver()));

    [SimulationProperty(usualIterations: 300)]
    public void should_neither_lose_nor_repeat_anything_when_the_directory_changes_after_files_were_published(SimulationRun run) =>
        run.Play(Confirmed(new PartitionDriver { Directory = SimulatedDirectory.Empty, LaterDirectory = SimulatedDirectory.Organization }));

    [SimulationProperty(usualIterations: 600)]
    public void should_neither_lose_nor_repeat_anything_when_messages_are_resubmitted_under_another_directory(SimulationRun run) =>
        run.Play(new PartitionDriver { Directory = SimulatedDirectory.Organization, LaterDirectory = SimulatedDirectory.Changed });

    [SimulationProperty(usualIterations: 300)]
    public void should_neither_lose_nor_repeat_anything_when_confirmed_messages_are_resubmitted_under_another_directory(SimulationRun run) =>
        run.Play(Confirmed(new PartitionDriver { Directory = SimulatedDirectory.Organization, LaterDirectory = SimulatedDirectory.Changed }));

    private static PartitionDriver Confirmed(PartitionDriver driver)
    {
        driver.Reconfigure(SimulatedRouting.AllConfirming);
        return driver;
    }
}
