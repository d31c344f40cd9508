using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Queues;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what is held and what failed unexpectedly to protobuf and back.</summary>
internal static class HoldMapping
{
    public static Wire.QueueKey ToWire(NextHopSolutionKey key) => new()
    {
        DeliveryType = (uint)key.DeliveryType,
        NextHopDomain = key.NextHopDomain ?? "",
        NextHopConnector = MessageMapping.ToWire(key.NextHopConnector)
    };

    public static NextHopSolutionKey FromWire(Wire.QueueKey? wire) => wire is null
        ? throw new InvalidDataException("A queue without a key.")
        : new((DeliveryType)wire.DeliveryType, wire.NextHopDomain, ToGuid(wire.NextHopConnector));

    public static Wire.Hold ToWire(MessageHold hold)
    {
        var wire = new Wire.Hold { Kind = (uint)hold.Kind, Queue = ToWire(hold.Queue), Reason = hold.Reason };
        wire.Recipients.AddRange(hold.Recipients);
        return wire;
    }

    public static MessageHold FromWire(Wire.Hold? wire) => wire is null
        ? throw new InvalidDataException("A held message without a hold.")
        : new(ToKind(wire.Kind), FromWire(wire.Queue), [.. wire.Recipients], wire.Reason);

    public static Wire.MessagesHeld ToWire(MessagesHeld happened)
    {
        var wire = new Wire.MessagesHeld();
        wire.Messages.AddRange(happened.Messages.Select(held => new Wire.HeldMessage { Message = MessageMapping.ToWire(held.Message), Hold = ToWire(held.Hold) }));
        return wire;
    }

    public static MessagesHeld FromWire(Wire.MessagesHeld wire) =>
        new([.. wire.Messages.Select(held => new HeldMessage(ToMessageId(held.Message), FromWire(held.Hold)))]);

    public static Wire.MessagesReleased ToWire(MessagesReleased happened)
    {
        var wire = new Wire.MessagesReleased();
        foreach (var released in happened.Messages)
        {
            var mapped = new Wire.ReleasedMessage { Message = MessageMapping.ToWire(released.Message), WaivesDsn = released.WaivesDsn };
            mapped.Recipients.AddRange(released.Recipients);
            wire.Messages.Add(mapped);
        }

        return wire;
    }

    public static MessagesReleased FromWire(Wire.MessagesReleased wire) =>
        new([.. wire.Messages.Select(released => new ReleasedMessage(ToMessageId(released.Message), [.. released.Recipients], released.WaivesDsn))]);

    public static Wire.WorkFailed ToWire(WorkFailed happened)
    {
        var wire = new Wire.WorkFailed();
        wire.Messages.AddRange(happened.Messages.Select(failed => new Wire.FailedWork
        {
            Message = MessageMapping.ToWire(failed.Message), Fault = failed.Fault, Reason = failed.Reason
        }));
        return wire;
    }

    public static WorkFailed FromWire(Wire.WorkFailed wire) =>
        new([.. wire.Messages.Select(failed => new FailedWork(ToMessageId(failed.Message), failed.Fault, failed.Reason))]);

    private static HoldKind ToKind(uint wire) => wire switch
    {
        1 => HoldKind.Suspended,
        2 => HoldKind.Removed,
        3 => HoldKind.RemovedWithNdr,
        4 => HoldKind.Poison,
        _ => throw new InvalidDataException($"Unknown kind {wire} of a hold: written by a later release.")
    };
}
