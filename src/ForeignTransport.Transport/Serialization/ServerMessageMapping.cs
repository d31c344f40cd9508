using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Transport.Hosting;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what servers say of themselves to protobuf and back.</summary>
internal static class ServerMessageMapping
{
    public static Wire.ServerFacts ToWire(ServerFacts facts)
    {
        var wire = new Wire.ServerFacts
        {
            Server = facts.Server,
            Version = facts.Version,
            StartedAt = facts.StartedAt.UtcTicks,
            DataDirectory = facts.DataDirectory,
            OrganizationVersion = facts.OrganizationVersion,
            Partitions = facts.Partitions,
            Messages = facts.Messages,
            IsIntakeClosed = facts.IsIntakeClosed,
            Submissions = facts.Submissions,
            Commands = facts.Commands,
            ReceiptsAwaited = facts.Receipts.Awaited,
            ReceiptsOverdue = facts.Receipts.Overdue
        };
        if (facts.Pickup is not null)
        {
            wire.Pickup = facts.Pickup;
        }

        if (facts.Replay is not null)
        {
            wire.Replay = facts.Replay;
        }

        if (facts.RootDropDirectory is not null)
        {
            wire.RootDropDirectory = facts.RootDropDirectory;
        }

        if (facts.Http is not null)
        {
            wire.Http = facts.Http;
        }

        if (facts.MessageTracking is not null)
        {
            wire.MessageTracking = facts.MessageTracking;
        }

        wire.Resources.AddRange(facts.Resources.Select(ToWire));
        return wire;
    }

    public static ServerFacts FromWire(Wire.ServerFacts wire) => new(
        wire.Server,
        wire.Version,
        MessageMapping.ToTime(wire.StartedAt),
        wire.DataDirectory,
        wire.HasPickup ? wire.Pickup : null,
        wire.HasReplay ? wire.Replay : null,
        wire.HasRootDropDirectory ? wire.RootDropDirectory : null,
        wire.HasHttp ? wire.Http : null,
        wire.OrganizationVersion,
        wire.Partitions,
        wire.Messages,
        wire.IsIntakeClosed,
        wire.Submissions,
        wire.Commands)
    {
        MessageTracking = wire.HasMessageTracking ? wire.MessageTracking : null,
        Receipts = new ReceiptCounts(wire.ReceiptsAwaited, wire.ReceiptsOverdue),
        Resources = [.. wire.Resources.Select(FromWire)]
    };

    private static Wire.ResourceUse ToWire(ResourceUse use)
    {
        var wire = new Wire.ResourceUse
        {
            Name = use.Name,
            Unit = use.Unit,
            Value = use.Value,
            LowToMedium = use.Thresholds.LowToMedium,
            MediumToHigh = use.Thresholds.MediumToHigh,
            HighToMedium = use.Thresholds.HighToMedium,
            MediumToLow = use.Thresholds.MediumToLow,
            HistoryDepth = use.Thresholds.HistoryDepth,
            Level = use.Level switch
            {
                PressureLevel.Low => Wire.PressureLevel.Low,
                PressureLevel.Medium => Wire.PressureLevel.Medium,
                PressureLevel.High => Wire.PressureLevel.High,
                _ => throw new InvalidOperationException("Unknown level.")
            },
            StopsIntake = use.StopsIntake,
            Explanation = use.Explanation
        };
        if (use.Since is { } since)
        {
            wire.Since = since.UtcTicks;
        }

        return wire;
    }

    private static ResourceUse FromWire(Wire.ResourceUse wire) => new(
        wire.Name,
        wire.Unit,
        wire.Value,
        new PressureThresholds(wire.LowToMedium, wire.MediumToHigh, wire.HighToMedium, wire.MediumToLow) { HistoryDepth = wire.HistoryDepth },
        wire.Level switch
        {
            Wire.PressureLevel.Low => PressureLevel.Low,
            Wire.PressureLevel.Medium => PressureLevel.Medium,
            Wire.PressureLevel.High => PressureLevel.High,
            _ => throw new InvalidDataException("A resource without a known level.")
        },
        wire.HasSince ? MessageMapping.ToTime(wire.Since) : null,
        wire.StopsIntake,
        wire.Explanation);
}
