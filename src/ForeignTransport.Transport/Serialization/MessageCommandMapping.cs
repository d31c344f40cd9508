using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps commands for messages in queues to protobuf and back.</summary>
internal static class MessageCommandMapping
{
    public static Wire.MessageCopy ToWire(MessageCopy copy) => new() { Message = MessageMapping.ToWire(copy.Message), Queue = HoldMapping.ToWire(copy.Queue) };

    public static MessageCopy FromWire(Wire.MessageCopy? wire) => wire is null
        ? throw new InvalidDataException("No message is named.")
        : new(ToMessageId(wire.Message), HoldMapping.FromWire(wire.Queue));

    public static Wire.CommandMessages ToWire(CategorizerCommands.CommandMessages message)
    {
        var wire = new Wire.CommandMessages { Partition = message.Partition, Command = (uint)message.Command, WhatIf = message.WhatIf };
        wire.Messages.AddRange(message.Messages.Select(ToWire));
        return wire;
    }

    public static CategorizerCommands.CommandMessages FromWire(Wire.CommandMessages wire) => new(
        wire.Partition,
        wire.Command is >= 1 and <= 4 ? (MessageCommand)wire.Command : throw new InvalidDataException($"Unknown command {wire.Command}: sent by a later release."),
        [.. wire.Messages.Select(FromWire)],
        wire.WhatIf);

    public static Wire.MessagesCommanded ToWire(CategorizerReplies.MessagesCommanded message)
    {
        var wire = new Wire.MessagesCommanded { Partition = message.Partition };
        wire.Outcomes.AddRange(message.Outcomes.Select(outcome => (uint)outcome));
        return wire;
    }

    public static CategorizerReplies.MessagesCommanded FromWire(Wire.MessagesCommanded wire) =>
        new(wire.Partition, [.. wire.Outcomes.Select(outcome => (MessageCommandOutcome)outcome)]);

    public static Wire.MessageCopyFound ToWire(CategorizerReplies.MessageCopyFound message)
    {
        var wire = new Wire.MessageCopyFound
        {
            Partition = message.Partition,
            Message = message.Message is null ? null : MessageMapping.ToWire(message.Message),
            PossibleDuplicate = message.PossibleDuplicate
        };
        AddTo(wire.Recipients, message.Recipients);
        return wire;
    }

    public static CategorizerReplies.MessageCopyFound FromWire(Wire.MessageCopyFound wire) => new(
        wire.Partition, wire.Message is null ? null : MessageMapping.FromWire(wire.Message), MessageMapping.FromWire(wire.Recipients), wire.PossibleDuplicate);
}
