using System.Collections.Immutable;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using Wire = ForeignTransport.Transport.Serialization.Protocol.Messages;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Maps what a partition says of its queues to protobuf and back.</summary>
internal static class QueueMessageMapping
{
    /// <summary>Characters of a detail that cross: views show less, and an answer with thousands of queues must fit into a frame.</summary>
    private const int MaxDetail = 512;

    public static Wire.PartitionQueues ToWire(CategorizerReplies.PartitionQueues reply)
    {
        var wire = new Wire.PartitionQueues { Partition = reply.Partition, Request = reply.Request, Omitted = reply.Omitted };
        wire.Queues.Capacity = reply.Queues.Length;
        foreach (var queue in reply.Queues)
        {
            wire.Queues.Add(ToWire(queue));
        }

        return wire;
    }

    public static CategorizerReplies.PartitionQueues FromWire(Wire.PartitionQueues wire)
    {
        var queues = ImmutableArray.CreateBuilder<QueueReport>(wire.Queues.Count);
        foreach (var queue in wire.Queues)
        {
            queues.Add(FromWire(queue));
        }

        return new(wire.Partition, wire.Request, queues.MoveToImmutable(), wire.Omitted);
    }

    private static Wire.Queue ToWire(QueueReport queue)
    {
        var wire = new Wire.Queue
        {
            DeliveryType = (uint)queue.Key.DeliveryType,
            NextHopDomain = queue.Key.NextHopDomain,
            NextHopConnector = MessageMapping.ToWire(queue.Key.NextHopConnector),
            Status = (uint)queue.Status,
            MessageCount = queue.MessageCount,
            RetryingCount = queue.RetryingCount,
            IncomingRate = queue.IncomingRate,
            OutgoingRate = queue.OutgoingRate,
            HighCount = queue.Priorities.High,
            LowCount = queue.Priorities.Low,
            RetryingHighCount = queue.RetryingPriorities.High,
            RetryingLowCount = queue.RetryingPriorities.Low
        };
        if (queue.Retry is { } retry)
        {
            wire.Retry = new Wire.QueueRetry
            {
                Failures = retry.Failures,
                FirstRetryTime = retry.FirstRetryTime.UtcTicks,
                LastRetryTime = retry.LastRetryTime.UtcTicks,
                NextRetryTime = retry.NextRetryTime.UtcTicks,
                LastError = ErrorMapping.ToWire(retry.LastError with { Detail = Clip(retry.LastError.Detail) })
            };
        }

        if (queue.Reason is not null)
        {
            wire.Reason = queue.Reason;
        }

        return wire;
    }

    private static QueueReport FromWire(Wire.Queue wire) => new(
        new NextHopSolutionKey((DeliveryType)wire.DeliveryType, wire.NextHopDomain, ToGuid(wire.NextHopConnector)),
        (QueueStatus)wire.Status,
        wire.MessageCount,
        wire.RetryingCount,
        wire.Retry is { } retry
            ? new RetryState(
                retry.Failures, ToTime(retry.FirstRetryTime), ToTime(retry.LastRetryTime), ToTime(retry.NextRetryTime),
                ErrorMapping.FromWire(retry.LastError ?? throw new InvalidDataException("A retry without an error.")))
            : null,
        ToRate(wire.IncomingRate),
        ToRate(wire.OutgoingRate),
        wire.HasReason ? wire.Reason : null)
    {
        Priorities = new PriorityShare(wire.HighCount, wire.LowCount),
        RetryingPriorities = new PriorityShare(wire.RetryingHighCount, wire.RetryingLowCount)
    };

    private static double ToRate(double rate) => double.IsFinite(rate) ? rate : throw new InvalidDataException($"{rate} is no rate.");

    /// <summary>Not between the halves of a surrogate pair.</summary>
    private static string Clip(string detail) => detail.Length <= MaxDetail
        ? detail
        : detail[..(char.IsHighSurrogate(detail[MaxDetail - 1]) ? MaxDetail - 1 : MaxDetail)];
}
