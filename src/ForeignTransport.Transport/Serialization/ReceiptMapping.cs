using ForeignTransport.Core.Categorizing;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using Journal = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what concerns receipts of gateways to protobuf and back.</summary>
internal static class ReceiptMapping
{
    public static Journal.DropsAwaiting ToWire(DropsAwaiting happened)
    {
        var wire = new Journal.DropsAwaiting { At = happened.At.UtcTicks };
        wire.Drops.AddRange(happened.Drops.Select(ToWire));
        return wire;
    }

    public static DropsAwaiting FromWire(Journal.DropsAwaiting wire) => new(ToTime(wire.At), [.. wire.Drops.Select(FromWire)]);

    public static Journal.ReceiptsTaken ToWire(ReceiptsTaken happened)
    {
        var wire = new Journal.ReceiptsTaken { At = happened.At.UtcTicks };
        foreach (var receipt in happened.Receipts)
        {
            var mapped = new Journal.TakenReceipt { Drop = ToWire(receipt.Drop) };
            if (receipt.Diagnostic is not null)
            {
                mapped.Diagnostic = receipt.Diagnostic;
            }

            mapped.Owed.AddRange(receipt.Owed);
            wire.Receipts.Add(mapped);
        }

        return wire;
    }

    public static ReceiptsTaken FromWire(Journal.ReceiptsTaken wire) => new(
        ToTime(wire.At),
        [.. wire.Receipts.Select(receipt => new TakenReceipt(FromWire(receipt.Drop), receipt.HasDiagnostic ? receipt.Diagnostic : null, [.. receipt.Owed]))]);

    public static Wire.PartitionReceipts ToWire(CategorizerCommands.TakeReceipts command)
    {
        var wire = new Wire.PartitionReceipts { Partition = command.Partition };
        wire.Receipts.AddRange(command.Receipts.Select(ToWire));
        return wire;
    }

    public static Wire.AwaitedDirectories ToWire(CategorizerReplies.AwaitedDirectories reply)
    {
        var wire = new Wire.AwaitedDirectories { Partition = reply.Partition };
        wire.Directories.AddRange(reply.Directories.Select(
            directory => new Wire.AwaitedDirectory { Server = directory.Server, Path = directory.Path, Marker = directory.Marker }));
        return wire;
    }

    public static CategorizerReplies.AwaitedDirectories ToReply(Wire.AwaitedDirectories wire) =>
        new(wire.Partition, [.. wire.Directories.Select(directory => new AwaitedDirectory(directory.Server, directory.Path, directory.Marker))]);

    public static CategorizerCommands.TakeReceipts ToCommand(Wire.PartitionReceipts wire) => new(wire.Partition, [.. wire.Receipts.Select(FromWire)]);

    public static Wire.PartitionReceipts ToWire(CategorizerReplies.ReceiptsJudged reply)
    {
        var wire = new Wire.PartitionReceipts { Partition = reply.Partition };
        foreach (var verdict in reply.Verdicts)
        {
            var mapped = ToWire(verdict.Receipt);
            mapped.Judgement = (uint)verdict.Judgement;
            wire.Receipts.Add(mapped);
        }

        return wire;
    }

    public static CategorizerReplies.ReceiptsJudged ToReply(Wire.PartitionReceipts wire) => new(
        wire.Partition, [.. wire.Receipts.Select(receipt => new ReceiptVerdict(FromWire(receipt), ToJudgement(receipt.Judgement)))]);

    private static Journal.DropKey ToWire(DropKey drop) => new() { Message = MessageMapping.ToWire(drop.Message), Ordinal = drop.Ordinal };

    private static DropKey FromWire(Journal.DropKey drop) => new(ToMessageId(drop.Message), drop.Ordinal);

    private static Wire.GatewayReceipt ToWire(GatewayReceipt receipt)
    {
        var wire = new Wire.GatewayReceipt
        {
            Message = MessageMapping.ToWire(receipt.Drop.Message),
            Ordinal = receipt.Drop.Ordinal,
            FileName = receipt.FileName,
            IsDelivered = receipt.IsDelivered
        };
        if (receipt.Reason is not null)
        {
            wire.Reason = receipt.Reason;
        }

        return wire;
    }

    private static GatewayReceipt FromWire(Wire.GatewayReceipt wire) => new(
        new DropKey(ToMessageId(wire.Message), wire.Ordinal), wire.FileName, wire.IsDelivered, wire.HasReason ? wire.Reason : null);

    private static ReceiptJudgement ToJudgement(uint wire) => wire switch
    {
        0 => ReceiptJudgement.Unknown,
        1 => ReceiptJudgement.Recorded,
        2 => ReceiptJudgement.Early,
        _ => throw new InvalidDataException($"Unknown judgement {wire}: written by a later release.")
    };
}
