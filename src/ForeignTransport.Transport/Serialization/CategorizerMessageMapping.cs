using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what a categorizer partition is told, asked and answers to protobuf and back.</summary>
internal static class CategorizerMessageMapping
{
    public static Wire.Submit ToWire(CategorizerCommands.Submit command)
    {
        var wire = new Wire.Submit { Partition = command.Partition };
        wire.Messages.Capacity = command.Messages.Length;
        foreach (var message in command.Messages)
        {
            wire.Messages.Add(MessageMapping.ToWire(message));
        }

        return wire;
    }

    public static CategorizerCommands.Submit FromWire(Wire.Submit wire)
    {
        var messages = ImmutableArray.CreateBuilder<QueuedMessage>(wire.Messages.Count);
        foreach (var message in wire.Messages)
        {
            messages.Add(MessageMapping.FromWire(message));
        }

        return new(wire.Partition, messages.MoveToImmutable());
    }

    public static Wire.ResolveClaims ToWire(CategorizerCommands.ResolveClaims command) =>
        new() { Partition = command.Partition, Server = command.Server, Before = command.Before.UtcTicks };

    public static CategorizerCommands.ResolveClaims FromWire(Wire.ResolveClaims wire) => new(wire.Partition, wire.Server, ToTime(wire.Before));

    public static Wire.Partition ToPartition(IPartitionMessage message) => new() { Partition_ = message.Partition };

    public static Wire.PartitionIds ToIds(int partition, ImmutableArray<MessageId> ids) =>
        new() { Partition = partition, Ids = MessageMapping.ToWire(ids) };

    public static Wire.PartitionFiles ToFiles(int partition, ImmutableArray<StrayFile> drops)
    {
        var wire = new Wire.PartitionFiles { Partition = partition };
        wire.Drops.Capacity = drops.Length;
        foreach (var drop in drops)
        {
            wire.Drops.Add(new Wire.StrayFile { Message = MessageMapping.ToWire(drop.Message), FileName = drop.FileName });
        }

        return wire;
    }

    public static ImmutableArray<StrayFile> FilesOf(Wire.PartitionFiles wire)
    {
        var drops = ImmutableArray.CreateBuilder<StrayFile>(wire.Drops.Count);
        foreach (var drop in wire.Drops)
        {
            drops.Add(new StrayFile(ToMessageId(drop.Message), drop.FileName));
        }

        return drops.MoveToImmutable();
    }

    public static Wire.PartitionSnapshot ToWire(CategorizerReplies.PartitionSnapshot reply)
    {
        var wire = new Wire.PartitionSnapshot
        {
            Partition = reply.Partition,
            Messages = reply.Messages,
            Waiting = reply.Waiting,
            Unreachable = reply.Unreachable,
            Attempts = reply.Attempts,
            Remembered = reply.Remembered
        };
        if (reply.LastError is not null)
        {
            wire.LastError = reply.LastError;
        }

        return wire;
    }

    public static CategorizerReplies.PartitionSnapshot FromWire(Wire.PartitionSnapshot wire) => new(
        wire.Partition,
        wire.Messages,
        wire.Waiting,
        wire.Unreachable,
        wire.Attempts,
        wire.Remembered,
        wire.HasLastError ? wire.LastError : null);
}
