using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>A message for one categorizer partition; sharding reads the partition from it.</summary>
internal interface IPartitionMessage : ITransportMessage
{
    /// <summary>The number of the partition, from 0.</summary>
    int Partition { get; }
}

/// <summary>What a partition can be told to do.</summary>
internal static class CategorizerCommands
{
    /// <summary>Take these messages, whose content is durable. Answered with <see cref="CategorizerReplies.Submitted"/>; repeating it is harmless.</summary>
    public sealed record Submit(int Partition, ImmutableArray<QueuedMessage> Messages) : IPartitionMessage;

    /// <summary>The claim files of these ids are deleted: no repetition will come.</summary>
    public sealed record ForgetClaims(int Partition, ImmutableArray<MessageId> Ids) : IPartitionMessage;

    /// <summary>The server has resolved every claim file it made before that moment.</summary>
    public sealed record ResolveClaims(int Partition, string Server, DateTimeOffset Before) : IPartitionMessage;

    /// <summary>
    /// Take what gateways say of drop files. Answered with <see cref="CategorizerReplies.ReceiptsJudged"/> once what is said is journaled; repeating it
    /// is harmless.
    /// </summary>
    public sealed record TakeReceipts(int Partition, ImmutableArray<GatewayReceipt> Receipts) : IPartitionMessage;

    /// <summary>Exist: a partition must run to deliver what it holds, also when nobody submits to it.</summary>
    public sealed record Wake(int Partition) : IPartitionMessage;
}

/// <summary>What a partition can be asked.</summary>
internal static class CategorizerQueries
{
    /// <summary>Which of these ids does the partition not know? Answered with <see cref="CategorizerReplies.Unknown"/>.</summary>
    public sealed record FindUnknown(int Partition, ImmutableArray<MessageId> Ids) : IPartitionMessage;

    /// <summary>Which of these ids need no stored content? Answered with <see cref="CategorizerReplies.Releasable"/>.</summary>
    public sealed record FindReleasable(int Partition, ImmutableArray<MessageId> Ids) : IPartitionMessage;

    /// <summary>Which of these drop files are not staged? Answered with <see cref="CategorizerReplies.Unclaimed"/>.</summary>
    public sealed record FindUnclaimed(int Partition, ImmutableArray<StrayFile> Drops) : IPartitionMessage;

    /// <summary>How many drop files are being staged or published on a server? Answered with <see cref="CategorizerReplies.Deliveries"/>.</summary>
    public sealed record CountDeliveries(int Partition, string Server) : IPartitionMessage;

    /// <summary>How much work is there? Answered with <see cref="CategorizerReplies.PartitionSnapshot"/>.</summary>
    public sealed record GetPartition(int Partition) : IPartitionMessage;

    /// <summary>What is in the queues? Answered with <see cref="CategorizerReplies.PartitionQueues"/>.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Request">Comes back in the answer.</param>
    public sealed record GetQueues(int Partition, long Request) : IPartitionMessage;
}

/// <summary>What a partition answers.</summary>
internal static class CategorizerReplies
{
    /// <summary>These messages are journaled; they will not be lost.</summary>
    public sealed record Submitted(int Partition, ImmutableArray<MessageId> Ids) : ITransportMessage;

    /// <summary>The ids that were asked about and are not known.</summary>
    public sealed record Unknown(int Partition, ImmutableArray<MessageId> Ids) : ITransportMessage;

    /// <summary>The ids that were asked about and whose content nothing needs.</summary>
    public sealed record Releasable(int Partition, ImmutableArray<MessageId> Ids) : ITransportMessage;

    /// <summary>The drop files that were asked about and that no journaled state claims.</summary>
    public sealed record Unclaimed(int Partition, ImmutableArray<StrayFile> Drops) : ITransportMessage;

    /// <summary>Drop files that a server stages or has staged for a partition, and has not said to be published.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Count">How many.</param>
    /// <param name="IsFinal">The partition knows that the server is suspended: there will be no more.</param>
    public sealed record Deliveries(int Partition, int Count, bool IsFinal) : ITransportMessage;

    /// <summary>What became of receipts.</summary>
    public sealed record ReceiptsJudged(int Partition, ImmutableArray<ReceiptVerdict> Verdicts) : ITransportMessage;

    /// <summary>Counts of a partition.</summary>
    public sealed record PartitionSnapshot(int Partition, int Messages, int Waiting, int Unreachable, int Attempts, int Remembered, string? LastError) : ITransportMessage;

    /// <summary>The queues of a partition.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Request">The number of the question.</param>
    /// <param name="Queues">A report a queue.</param>
    /// <param name="Omitted">How many queues are left out, because an answer must be small enough to be sent.</param>
    public sealed record PartitionQueues(int Partition, long Request, ImmutableArray<QueueReport> Queues, int Omitted) : ITransportMessage;
}
