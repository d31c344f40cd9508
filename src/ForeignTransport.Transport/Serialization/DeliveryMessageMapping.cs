using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Delivery;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what a partition and a connector say to one another to protobuf and back.</summary>
internal static class DeliveryMessageMapping
{
    public static Wire.StageDrops ToWire(DeliveryCommands.StageDrops command)
    {
        var wire = new Wire.StageDrops { Connector = MessageMapping.ToWire(command.Connector), Attempt = command.Attempt };
        wire.Drops.Capacity = command.Drops.Length;
        foreach (var drop in command.Drops)
        {
            wire.Drops.Add(ToWire(drop));
        }

        return wire;
    }

    public static DeliveryCommands.StageDrops FromWire(Wire.StageDrops wire)
    {
        var drops = ImmutableArray.CreateBuilder<DeliveryCommands.DropToStage>(wire.Drops.Count);
        foreach (var drop in wire.Drops)
        {
            drops.Add(FromWire(drop));
        }

        return new(ToGuid(wire.Connector), wire.Attempt, drops.MoveToImmutable());
    }

    public static Wire.DropToStage ToWire(DeliveryCommands.DropToStage drop)
    {
        var envelope = drop.Envelope;
        var trace = drop.Trace;
        var wire = new Wire.DropToStage
        {
            Message = MessageMapping.ToWire(drop.Key.Message),
            Ordinal = drop.Key.Ordinal,
            FileName = drop.FileName,
            ReversePath = envelope.ReversePath,
            Return = (uint)envelope.Return,
            Body = (uint)envelope.Body,
            Size = drop.Size,
            PossibleDuplicate = drop.PossibleDuplicate
        };
        AddTo(wire.Recipients, envelope.Recipients);
        wire.Faults.AddRange(drop.Faults);
        if (envelope.EnvelopeId is not null)
        {
            wire.EnvelopeId = envelope.EnvelopeId;
        }

        if (envelope.Auth is not null)
        {
            wire.Auth = envelope.Auth;
        }

        if (trace.CreatedBy is not null)
        {
            wire.CreatedBy = trace.CreatedBy;
        }

        if (trace.HeloDomain is not null)
        {
            wire.HeloDomain = trace.HeloDomain;
        }

        if (trace.ExtendedProperties is not null)
        {
            wire.MessageExtendedProperties = trace.ExtendedProperties;
        }

        if (trace.Source is not null)
        {
            wire.Source = trace.Source;
        }

        if (trace.SourceAddress is not null)
        {
            wire.SourceAddress = trace.SourceAddress;
        }

        return wire;
    }

    public static Wire.PublishDrops ToWire(DeliveryCommands.PublishDrops command)
    {
        var wire = new Wire.PublishDrops
        {
            Connector = MessageMapping.ToWire(command.Connector),
            Attempt = command.Attempt,
            Directory = command.Directory,
            Marker = command.Marker,
            FirstTry = command.FirstTry
        };
        wire.Drops.Capacity = command.Drops.Length;
        foreach (var drop in command.Drops)
        {
            wire.Drops.Add(new Wire.DropToPublish
            {
                Message = MessageMapping.ToWire(drop.Key.Message),
                Ordinal = drop.Key.Ordinal,
                FileName = drop.FileName,
                Withdraw = drop.Withdraw
            });
        }

        return wire;
    }

    public static DeliveryCommands.PublishDrops FromWire(Wire.PublishDrops wire)
    {
        var drops = ImmutableArray.CreateBuilder<DeliveryCommands.DropToPublish>(wire.Drops.Count);
        foreach (var drop in wire.Drops)
        {
            drops.Add(new DeliveryCommands.DropToPublish(new DropKey(ToMessageId(drop.Message), drop.Ordinal), drop.FileName, drop.Withdraw));
        }

        return new(ToGuid(wire.Connector), wire.Attempt, wire.Directory, wire.Marker, drops.MoveToImmutable(), wire.FirstTry);
    }

    public static Wire.Staged ToWire(DeliveryReplies.Staged reply)
    {
        var result = reply.Result;
        var wire = new Wire.Staged { Attempt = reply.Attempt, Staged_ = ToWire(result.Staged) };
        if (result.Directory is not null)
        {
            wire.Directory = result.Directory;
        }

        if (result.Marker is not null)
        {
            wire.Marker = result.Marker;
        }

        foreach (var failed in result.Failed)
        {
            wire.Failed.Add(new Wire.FailedDrop
            {
                Message = MessageMapping.ToWire(failed.Drop.Message),
                Ordinal = failed.Drop.Ordinal,
                Diagnostic = failed.Diagnostic
            });
        }

        wire.Faulted.AddRange(result.Faulted.Select(faulted => new Wire.FaultedDrop
        {
            Message = MessageMapping.ToWire(faulted.Drop.Message), Ordinal = faulted.Drop.Ordinal, Fault = faulted.Fault, Reason = faulted.Reason
        }));
        if (result.Deferred is not null)
        {
            wire.Deferred = ErrorMapping.ToWire(result.Deferred);
        }

        return wire;
    }

    public static DeliveryReplies.Staged FromWire(Wire.Staged wire)
    {
        var failed = ImmutableArray.CreateBuilder<FailedDrop>(wire.Failed.Count);
        foreach (var drop in wire.Failed)
        {
            failed.Add(new FailedDrop(new DropKey(ToMessageId(drop.Message), drop.Ordinal), drop.Diagnostic));
        }

        return new(wire.Attempt, new StagingResult(
            wire.HasDirectory ? wire.Directory : null,
            wire.HasMarker ? wire.Marker : null,
            FromWire(wire.Staged_),
            failed.MoveToImmutable(),
            ErrorMapping.FromOptional(wire.Deferred))
        {
            Faulted = [.. wire.Faulted.Select(faulted => new FaultedDrop(new DropKey(ToMessageId(faulted.Message), faulted.Ordinal), faulted.Fault, faulted.Reason))]
        });
    }

    public static Wire.Published ToWire(DeliveryReplies.Published reply)
    {
        var result = reply.Result;
        var wire = new Wire.Published
        {
            Attempt = reply.Attempt,
            Server = reply.Server,
            Published_ = ToWire(result.Published),
            Missing = ToWire(result.Missing),
            IsElsewhere = result.IsElsewhere
        };
        if (result.Deferred is not null)
        {
            wire.Deferred = ErrorMapping.ToWire(result.Deferred);
        }

        if (!result.Withdrawn.IsEmpty)
        {
            wire.Withdrawn = ToWire(result.Withdrawn);
        }

        return wire;
    }

    public static DeliveryReplies.Published FromWire(Wire.Published wire) =>
        new(wire.Attempt, wire.Server, new PublishingResult(
            FromWire(wire.Published_), FromWire(wire.Missing), ErrorMapping.FromOptional(wire.Deferred), wire.IsElsewhere)
        {
            Withdrawn = wire.Withdrawn is null ? [] : FromWire(wire.Withdrawn)
        });

    public static Wire.Unavailable ToWire(DeliveryReplies.Unavailable reply) =>
        new() { Attempt = reply.Attempt, Error = ErrorMapping.ToWire(reply.Error) };

    public static DeliveryReplies.Unavailable FromWire(Wire.Unavailable wire) =>
        new(wire.Attempt, ErrorMapping.FromOptional(wire.Error) ?? throw new InvalidDataException("A connector is unavailable without a reason."));

    private static DeliveryCommands.DropToStage FromWire(Wire.DropToStage wire) => new(
        new DropKey(ToMessageId(wire.Message), wire.Ordinal),
        wire.FileName,
        new Envelope(
            wire.ReversePath,
            MessageMapping.FromWire(wire.Recipients),
            (DsnReturn)wire.Return,
            wire.HasEnvelopeId ? wire.EnvelopeId : null,
            (BodyType)wire.Body,
            wire.HasAuth ? wire.Auth : null),
        new TraceInfo(
            wire.HasCreatedBy ? wire.CreatedBy : null,
            wire.HasHeloDomain ? wire.HeloDomain : null,
            wire.HasMessageExtendedProperties ? wire.MessageExtendedProperties : null,
            wire.HasSource ? wire.Source : null,
            wire.HasSourceAddress ? wire.SourceAddress : null),
        wire.Size,
        wire.PossibleDuplicate)
    {
        Faults = [.. wire.Faults]
    };

    private static Wire.DropKeys ToWire(ImmutableArray<DropKey> keys)
    {
        var bytes = new byte[keys.Length * IdLength];
        var wire = new Wire.DropKeys();
        wire.Ordinals.Capacity = keys.Length;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i].Message.WriteTo(bytes.AsSpan(i * IdLength));
            wire.Ordinals.Add(keys[i].Ordinal);
        }

        wire.Messages = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(bytes);
        return wire;
    }

    private static ImmutableArray<DropKey> FromWire(Wire.DropKeys? wire)
    {
        if (wire is null)
        {
            return [];
        }

        var bytes = wire.Messages.Span;
        if (bytes.Length != wire.Ordinals.Count * IdLength)
        {
            throw new InvalidDataException($"{wire.Ordinals.Count} drops with message ids of {bytes.Length} bytes.");
        }

        var keys = ImmutableArray.CreateBuilder<DropKey>(wire.Ordinals.Count);
        for (var i = 0; i < wire.Ordinals.Count; i++)
        {
            keys.Add(new DropKey(MessageId.FromBytes(bytes[(i * IdLength)..]), wire.Ordinals[i]));
        }

        return keys.MoveToImmutable();
    }
}
