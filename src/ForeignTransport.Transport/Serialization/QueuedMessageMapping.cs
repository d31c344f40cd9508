using System.Collections.Immutable;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps queries of queued messages, and what partitions answer, to protobuf and back.</summary>
internal static class QueuedMessageMapping
{
    private const long FirstFullNumber = 1_000_000;

    public static Wire.GetMessages ToWire(CategorizerQueries.GetMessages message)
    {
        var text = message.Query.Text;
        var query = new Wire.MessageQueryText { IncludeRecipientInfo = text.IncludeRecipientInfo };
        query.SortOrder.AddRange(text.SortOrder);
        if (text.Identity is not null)
        {
            query.Identity = text.Identity;
        }

        if (text.Filter is not null)
        {
            query.Filter = text.Filter;
        }

        if (text.Queue is not null)
        {
            query.Queue = text.Queue;
        }

        if (text.BookmarkObject is not null)
        {
            query.BookmarkObject = text.BookmarkObject;
        }

        var wire = new Wire.GetMessages
        {
            Partition = message.Partition,
            Request = message.Request,
            Server = message.Server,
            Query = query,
            Zone = message.Query.Zone.ToSerializedString(),
            Count = message.Count,
            Backward = message.Backward
        };
        wire.SharedNumbers.AddRange(message.SharedNumbers);
        return wire;
    }

    public static CategorizerQueries.GetMessages FromWire(Wire.GetMessages wire)
    {
        var query = wire.Query ?? throw new InvalidDataException("A query without text.");
        var text = new MessageQueryText
        {
            Identity = query.HasIdentity ? query.Identity : null,
            Filter = query.HasFilter ? query.Filter : null,
            Queue = query.HasQueue ? query.Queue : null,
            SortOrder = [.. query.SortOrder],
            BookmarkObject = query.HasBookmarkObject ? query.BookmarkObject : null,
            IncludeRecipientInfo = query.IncludeRecipientInfo
        };
        return MessageQuery.TryParse(text, ToZone(wire.Zone), out var parsed, out var error)
            ? new(wire.Partition, wire.Request, wire.Server, parsed, [.. wire.SharedNumbers], wire.Count, wire.Backward)
            : throw new InvalidDataException($"{error}: asked by a later release.");
    }

    public static Wire.PartitionMessages ToWire(CategorizerReplies.PartitionMessages reply)
    {
        var wire = new Wire.PartitionMessages
        {
            Partition = reply.Partition,
            Request = reply.Request,
            Server = reply.Server,
            Error = reply.Error is null ? null : ErrorMapping.ToWire(reply.Error),
            Total = reply.Total,
            Place = reply.Place,
            IsThere = reply.IsThere,
            First = reply.First
        };
        wire.Messages.AddRange(reply.Messages.Select(ToWire));
        return wire;
    }

    public static CategorizerReplies.PartitionMessages FromWire(Wire.PartitionMessages wire) => new(
        wire.Partition, wire.Request, wire.Server, ErrorMapping.FromOptional(wire.Error), wire.Total, wire.Place, wire.IsThere, wire.First,
        [.. wire.Messages.Select(message => FromWire(message, wire.Server))]);

    private static Wire.QueuedMessage ToWire(MessageView message)
    {
        var wire = new Wire.QueuedMessage
        {
            Id = MessageMapping.ToWire(message.Id),
            Queue = HoldMapping.ToWire(message.NextHop),
            HasFullNumber = message.Queue.Number >= FirstFullNumber,
            Subject = message.Subject,
            InternetMessageId = message.InternetMessageId,
            FromAddress = message.FromAddress,
            Status = (uint)message.Status,
            Size = message.Size,
            Source = message.MessageSourceName,
            ReceivedAt = message.DateReceived.UtcTicks,
            RetryCount = message.RetryCount,
            Latency = message.MessageLatency.Ticks,
            RecipientCount = message.RecipientCount,
            Priority = (uint)message.Priority
        };
        if (message.SourceIP is not null)
        {
            wire.SourceAddress = message.SourceIP;
        }

        if (message.ExpirationTime is { } expires)
        {
            wire.ExpiresAt = expires.UtcTicks;
        }

        if (message.LastError is not null)
        {
            wire.LastError = message.LastError;
        }

        wire.Recipients.AddRange(message.Recipients.Select(recipient => new Wire.MessageRecipient
        {
            Address = recipient.Address,
            Status = (uint)recipient.Status,
            LastError = recipient.LastError,
            FinalDestination = recipient.FinalDestination
        }));
        return wire;
    }

    private static MessageView FromWire(Wire.QueuedMessage wire, string server)
    {
        var (id, received, key) = (ToMessageId(wire.Id), ToTime(wire.ReceivedAt), HoldMapping.FromWire(wire.Queue));
        var shared = wire.HasFullNumber ? ImmutableHashSet.Create(QueueNumber.Short(QueueNumber.Of(key))) : [];
        return new MessageView
        {
            Identity = new MessageIdentity(QueueView.Named(key, shared, server).Identity, MessageNumber.Of(id, received)),
            Id = id,
            NextHop = key,
            Subject = wire.Subject,
            InternetMessageId = wire.InternetMessageId,
            FromAddress = wire.FromAddress,
            Status = (MessageStatus)wire.Status,
            Size = wire.Size,
            MessageSourceName = wire.Source,
            SourceIP = wire.HasSourceAddress ? wire.SourceAddress : null,
            DateReceived = received,
            ExpirationTime = wire.HasExpiresAt ? ToTime(wire.ExpiresAt) : null,
            LastError = wire.HasLastError ? wire.LastError : null,
            RetryCount = wire.RetryCount,
            MessageLatency = TimeSpan.FromTicks(wire.Latency),
            RecipientCount = wire.RecipientCount,
            Priority = wire.Priority == 0 ? DeliveryPriority.Normal : ToPriority(wire.Priority),
            Recipients = [.. wire.Recipients.Select(recipient => new MessageRecipientView(
                recipient.Address, (MessageRecipientStatus)recipient.Status, recipient.LastError, recipient.FinalDestination))]
        };
    }

    private static TimeZoneInfo ToZone(string text)
    {
        try
        {
            return TimeZoneInfo.FromSerializedString(text);
        }
        catch (Exception cause) when (cause is ArgumentException or System.Runtime.Serialization.SerializationException)
        {
            throw new InvalidDataException("A time zone that cannot be read.", cause);
        }
    }
}
