using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps a queued message to its protobuf form and back.</summary>
internal static class MessageMapping
{
    /// <summary>Bytes of a message id, and of a GUID.</summary>
    public const int IdLength = 16;

    public static ByteString ToWire(MessageId id)
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        id.WriteTo(bytes);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString ToWire(Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdLength];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return ByteString.CopyFrom(bytes);
    }

    public static MessageId ToMessageId(ByteString bytes) =>
        bytes.Length == IdLength ? MessageId.FromBytes(bytes.Span) : throw new InvalidDataException($"A message id of {bytes.Length} bytes.");

    public static Guid ToGuid(ByteString bytes) =>
        bytes.Length == IdLength ? new(bytes.Span, bigEndian: true) : throw new InvalidDataException($"A GUID of {bytes.Length} bytes.");

    public static DateTimeOffset ToTime(long ticks) =>
        ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new(ticks, TimeSpan.Zero)
            : throw new InvalidDataException($"{ticks} ticks are no point of time.");

    /// <summary>Ids as one run of 16 bytes each: a list of hundreds is one allocation, not two an id.</summary>
    public static ByteString ToWire(ImmutableArray<MessageId> ids)
    {
        var bytes = new byte[ids.Length * IdLength];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i].WriteTo(bytes.AsSpan(i * IdLength));
        }

        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    public static ImmutableArray<MessageId> ToMessageIds(ByteString bytes)
    {
        var (count, rest) = Math.DivRem(bytes.Length, IdLength);
        if (rest != 0)
        {
            throw new InvalidDataException($"Message ids of {bytes.Length} bytes.");
        }

        var ids = ImmutableArray.CreateBuilder<MessageId>(count);
        for (var i = 0; i < count; i++)
        {
            ids.Add(MessageId.FromBytes(bytes.Span[(i * IdLength)..]));
        }

        return ids.MoveToImmutable();
    }

    public static Wire.Message ToWire(QueuedMessage message)
    {
        var envelope = message.Envelope;
        var trace = message.Trace;
        var wire = new Wire.Message
        {
            Id = ToWire(message.Id),
            ReversePath = envelope.ReversePath,
            Return = (uint)envelope.Return,
            Body = (uint)envelope.Body,
            HeadLength = message.HeadLength,
            Size = message.Size,
            Subject = message.Subject,
            InternetMessageId = message.InternetMessageId,
            ReceivedAt = message.ReceivedAt.UtcTicks,
            ExpiresAt = message.ExpiresAt.UtcTicks,
            IsDsn = message.IsDsn,
            HeadOnly = message.HeadOnly,
            OriginWay = (uint)message.Origin.Way,
            OriginServer = message.Origin.Server,
            OriginContext = message.Origin.Context,
            OriginSender = message.Origin.Sender,
            Priority = (uint)(message.Priority ?? 0),
            IsFailureReport = message.IsFailureReport
        };
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

        if (message.ClaimedBy is not null)
        {
            wire.ClaimedBy = message.ClaimedBy;
        }

        AddTo(wire.Recipients, envelope.Recipients);
        foreach (var refused in message.Refused)
        {
            var mapped = new Wire.RefusedRecipient
            {
                Address = refused.Address,
                Status = refused.Status,
                Diagnostic = refused.Diagnostic,
                Notify = (uint)refused.Notify
            };
            if (refused.OriginalRecipient is not null)
            {
                mapped.OriginalRecipient = refused.OriginalRecipient;
            }

            wire.Refused.Add(mapped);
        }

        return wire;
    }

    public static void AddTo(RepeatedField<Wire.Recipient> wire, ImmutableArray<EnvelopeRecipient> recipients)
    {
        wire.Capacity = recipients.Length;
        foreach (var recipient in recipients)
        {
            var mapped = new Wire.Recipient { Address = recipient.Address, Notify = (uint)recipient.Notify };
            if (recipient.OriginalRecipient is not null)
            {
                mapped.OriginalRecipient = recipient.OriginalRecipient;
            }

            if (recipient.ExtendedProperties is not null)
            {
                mapped.ExtendedProperties = recipient.ExtendedProperties;
            }

            if (recipient.ReportTo is not null)
            {
                mapped.ReportTo = recipient.ReportTo;
            }

            wire.Add(mapped);
        }
    }

    public static ImmutableArray<EnvelopeRecipient> FromWire(RepeatedField<Wire.Recipient> wire)
    {
        var recipients = ImmutableArray.CreateBuilder<EnvelopeRecipient>(wire.Count);
        foreach (var recipient in wire)
        {
            recipients.Add(new EnvelopeRecipient(
                recipient.Address,
                (DsnNotify)recipient.Notify,
                recipient.HasOriginalRecipient ? recipient.OriginalRecipient : null,
                recipient.HasExtendedProperties ? recipient.ExtendedProperties : null)
            {
                ReportTo = recipient.HasReportTo ? recipient.ReportTo : null
            });
        }

        return recipients.MoveToImmutable();
    }

    private static ImmutableArray<RefusedRecipient> FromWire(RepeatedField<Wire.RefusedRecipient> wire)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedRecipient>(wire.Count);
        foreach (var recipient in wire)
        {
            refused.Add(new RefusedRecipient(
                recipient.Address,
                recipient.Status,
                recipient.Diagnostic,
                (DsnNotify)recipient.Notify,
                recipient.HasOriginalRecipient ? recipient.OriginalRecipient : null));
        }

        return refused.MoveToImmutable();
    }

    /// <exception cref="InvalidDataException">There is none, or it is not one.</exception>
    public static QueuedMessage FromWire(Wire.Message? wire) => wire is null
        ? throw new InvalidDataException("A message is missing.")
        : new QueuedMessage(
            ToMessageId(wire.Id),
            new Envelope(
                wire.ReversePath,
                FromWire(wire.Recipients),
                (DsnReturn)wire.Return,
                wire.HasEnvelopeId ? wire.EnvelopeId : null,
                (BodyType)wire.Body,
                wire.HasAuth ? wire.Auth : null),
            FromWire(wire.Refused),
            wire.HeadLength,
            wire.Size,
            wire.Subject,
            wire.InternetMessageId,
            new TraceInfo(
                wire.HasCreatedBy ? wire.CreatedBy : null,
                wire.HasHeloDomain ? wire.HeloDomain : null,
                wire.HasMessageExtendedProperties ? wire.MessageExtendedProperties : null,
                wire.HasSource ? wire.Source : null,
                wire.HasSourceAddress ? wire.SourceAddress : null),
            ToTime(wire.ReceivedAt),
            ToTime(wire.ExpiresAt),
            wire.HasClaimedBy ? wire.ClaimedBy : null,
            wire.IsDsn,
            wire.HeadOnly)
        {
            Origin = wire is { OriginWay: 0, OriginServer: "", OriginContext: "", OriginSender: "" }
                ? SubmissionOrigin.Unknown
                : new SubmissionOrigin((SubmissionWay)wire.OriginWay, wire.OriginServer, wire.OriginContext, wire.OriginSender),
            Priority = wire.Priority == 0 ? null : ToPriority(wire.Priority),
            IsFailureReport = wire.IsFailureReport
        };

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static DeliveryPriority ToPriority(uint wire) => wire is >= (uint)DeliveryPriority.High and <= (uint)DeliveryPriority.Low
        ? (DeliveryPriority)wire
        : throw new InvalidDataException($"{wire} is no priority.");
}
