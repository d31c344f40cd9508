using ForeignTransport.Core.Categorizing;
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

    private static Func<CategorizerState> Copy(CategorizerState state)
    {
        var bytes = CategorizerSnapshotMapping.ToWire(state).ToByteArray();
        return () => CategorizerSnapshotMapping.FromWire(Wire.CategorizerSnapshot.Parser.ParseFrom(bytes));
    }
}
