using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using ForeignTransport.Transport.Serialization;
using Google.Protobuf;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>A partition that recovers from a snapshot and the events after it is the one that wrote them.</summary>
public class CategorizerSnapshotProperties
{
    [SimulationProperty]
    public void should_neither_lose_nor_repeat_anything_when_recovered_from_snapshots(SimulationRun run) => run.Play(new PartitionDriver(Copy));

    [SimulationProperty]
    public void should_neither_lose_nor_repeat_anything_when_resolved_messages_are_in_snapshots(SimulationRun run) =>
        run.Play(new PartitionDriver(Copy) { Directory = SimulatedDirectory.Organization });

    [SimulationProperty]
    public void should_remember_what_may_have_been_dropped_when_recovered_from_snapshots(SharingRun run) => run.Play(
        new PartitionDriver(Copy, new SimulatedServers(3, DirectoryLayout.Own, mayRepeat: true)) { Action = PossibleDuplicateAction.DropAgain });

    private static Func<CategorizerState> Copy(CategorizerState state)
    {
        var bytes = CategorizerSnapshotMapping.ToWire(state).ToByteArray();
        return () => CategorizerSnapshotMapping.FromWire(Wire.CategorizerSnapshot.Parser.ParseFrom(bytes));
    }
}
