using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps the events of a categorizer partition to protobuf and back.</summary>
internal static class CategorizerMapping
{
    public static Wire.MessagesAccepted ToWire(MessagesAccepted happened)
    {
        var wire = new Wire.MessagesAccepted();
        foreach (var message in happened.Messages)
        {
            wire.Messages.Add(MessageMapping.ToWire(message));
        }

        return wire;
    }

    public static MessagesAccepted FromWire(Wire.MessagesAccepted wire) =>
        new([.. wire.Messages.Select(MessageMapping.FromWire)]);

    public static Wire.DropsStaged ToWire(DropsStaged happened)
    {
        var wire = new Wire.DropsStaged
        {
            Connector = MessageMapping.ToWire(happened.Connector),
            Server = happened.Server,
            Directory = happened.Directory,
            Marker = happened.Marker
        };
        foreach (var drop in happened.Drops)
        {
            var mapped = new Wire.StagedDrop { Message = MessageMapping.ToWire(drop.Message), Ordinal = drop.Ordinal, FileName = drop.FileName };
            mapped.Recipients.AddRange(drop.Recipients);
            wire.Drops.Add(mapped);
        }

        return wire;
    }

    public static DropsStaged FromWire(Wire.DropsStaged wire) =>
        new(ToGuid(wire.Connector), wire.Server, wire.Directory, wire.Marker,
        [
            .. wire.Drops.Select(drop => new StagedDrop(ToMessageId(drop.Message), drop.Ordinal, drop.FileName, [.. drop.Recipients]))
        ]);

    public static Wire.DropsPublished ToWire(DropsPublished happened)
    {
        var wire = new Wire.DropsPublished { At = happened.At.UtcTicks };
        foreach (var drop in happened.Drops)
        {
            var mapped = new Wire.PublishedDrop { Message = MessageMapping.ToWire(drop.Message), Ordinal = drop.Ordinal };
            mapped.Relayed.AddRange(drop.Relayed);
            wire.Drops.Add(mapped);
        }

        return wire;
    }

    public static DropsPublished FromWire(Wire.DropsPublished wire) =>
        new(ToTime(wire.At), [.. wire.Drops.Select(drop => new PublishedDrop(ToMessageId(drop.Message), drop.Ordinal, [.. drop.Relayed]))]);

    public static Wire.DropsAbandoned ToWire(DropsAbandoned happened)
    {
        var wire = new Wire.DropsAbandoned();
        foreach (var drop in happened.Drops)
        {
            var mapped = new Wire.AbandonedDrop
            {
                Message = MessageMapping.ToWire(drop.Message), Ordinal = drop.Ordinal, PossiblyDelivered = drop.PossiblyDelivered
            };
            mapped.Recipients.AddRange(drop.Recipients);
            wire.Drops.Add(mapped);
        }

        return wire;
    }

    public static DropsAbandoned FromWire(Wire.DropsAbandoned wire) =>
        new([.. wire.Drops.Select(drop => new AbandonedDrop(ToMessageId(drop.Message), drop.Ordinal, [.. drop.Recipients], drop.PossiblyDelivered))]);

    public static Wire.RecipientsFailed ToWire(RecipientsFailed happened)
    {
        var wire = new Wire.RecipientsFailed { At = happened.At.UtcTicks };
        wire.Recipients.AddRange(happened.Recipients.Select(failed => new Wire.FailedRecipient
        {
            Message = MessageMapping.ToWire(failed.Message),
            Recipient = failed.Recipient,
            Diagnostic = failed.Diagnostic,
            OwesDsn = failed.OwesDsn
        }));
        return wire;
    }

    public static RecipientsFailed FromWire(Wire.RecipientsFailed wire) =>
        new(ToTime(wire.At),
        [
            .. wire.Recipients.Select(failed => new FailedRecipient(
                ToMessageId(failed.Message), failed.Recipient, failed.Diagnostic, failed.OwesDsn))
        ]);

    public static Wire.DsnAccepted ToWire(DsnAccepted happened)
    {
        var wire = new Wire.DsnAccepted
        {
            Original = MessageMapping.ToWire(happened.Original),
            Kind = ToWire(happened.Kind),
            Dsn = MessageMapping.ToWire(happened.Dsn)
        };
        wire.Recipients.AddRange(happened.Recipients);
        return wire;
    }

    public static DsnAccepted FromWire(Wire.DsnAccepted wire) =>
        new(ToMessageId(wire.Original), ToKind(wire.Kind), [.. wire.Recipients], MessageMapping.FromWire(wire.Dsn));

    public static uint ToWire(DsnKind? kind) => kind switch
    {
        null => 0,
        DsnKind.Failed => 1,
        DsnKind.Delayed => 2,
        DsnKind.Relayed => 3,
        DsnKind.Delivered => 4,
        DsnKind.Expanded => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No wire value.")
    };

    public static DsnKind ToKind(uint wire) => wire switch
    {
        1 => DsnKind.Failed,
        2 => DsnKind.Delayed,
        3 => DsnKind.Relayed,
        4 => DsnKind.Delivered,
        5 => DsnKind.Expanded,
        _ => throw new InvalidDataException($"Unknown DSN kind {wire}: written by a later release.")
    };
}
