using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using Google.Protobuf;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Categorizer;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps a queued message to its protobuf form and back.</summary>
internal static class MessageMapping
{
    public static ByteString ToWire(MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString ToWire(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return ByteString.CopyFrom(bytes);
    }

    public static MessageId ToMessageId(ByteString bytes) => MessageId.FromBytes(bytes.Span);

    public static Guid ToGuid(ByteString bytes) => new(bytes.Span, bigEndian: true);

    public static DateTimeOffset ToTime(long ticks) => new(ticks, TimeSpan.Zero);

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
            HeadOnly = message.HeadOnly
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

        foreach (var recipient in envelope.Recipients)
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

            wire.Recipients.Add(mapped);
        }

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

    public static QueuedMessage FromWire(Wire.Message wire)
    {
        var recipients = ImmutableArray.CreateBuilder<EnvelopeRecipient>(wire.Recipients.Count);
        foreach (var recipient in wire.Recipients)
        {
            recipients.Add(new EnvelopeRecipient(
                recipient.Address,
                (DsnNotify)recipient.Notify,
                recipient.HasOriginalRecipient ? recipient.OriginalRecipient : null,
                recipient.HasExtendedProperties ? recipient.ExtendedProperties : null));
        }

        return new QueuedMessage(
            ToMessageId(wire.Id),
            new Envelope(
                wire.ReversePath,
                recipients.MoveToImmutable(),
                (DsnReturn)wire.Return,
                wire.HasEnvelopeId ? wire.EnvelopeId : null,
                (BodyType)wire.Body,
                wire.HasAuth ? wire.Auth : null),
            [
                .. wire.Refused.Select(refused => new RefusedRecipient(
                    refused.Address,
                    refused.Status,
                    refused.Diagnostic,
                    (DsnNotify)refused.Notify,
                    refused.HasOriginalRecipient ? refused.OriginalRecipient : null))
            ],
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
            wire.HeadOnly);
    }
}
