using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
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
    /// Suspend, resume or remove these messages. Answered with <see cref="CategorizerReplies.MessagesCommanded"/> when it is durable; repeating it is
    /// harmless.
    /// </summary>
    public sealed record CommandMessages(int Partition, MessageCommand Command, ImmutableArray<MessageCopy> Messages, bool WhatIf) : IPartitionMessage;

    /// <summary>Try a queue now, or route what is in it anew. Answered with <see cref="CategorizerReplies.QueueRetried"/>.</summary>
    public sealed record RetryQueue(int Partition, NextHopSolutionKey Queue, bool Resubmit) : IPartitionMessage;

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

    /// <summary>In which directories are the drop files that gateways have not confirmed? Answered with <see cref="CategorizerReplies.AwaitedDirectories"/>.</summary>
    public sealed record FindAwaitedDirectories(int Partition) : IPartitionMessage;

    /// <summary>How much work is there? Answered with <see cref="CategorizerReplies.PartitionSnapshot"/>.</summary>
    public sealed record GetPartition(int Partition) : IPartitionMessage;

    /// <summary>What is in the queues? Answered with <see cref="CategorizerReplies.PartitionQueues"/>.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Request">Comes back in the answer.</param>
    public sealed record GetQueues(int Partition, long Request) : IPartitionMessage;

    /// <summary>Which messages are in the queues? Answered with <see cref="CategorizerReplies.PartitionMessages"/>.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Request">Comes back in the answer; unique in the cluster.</param>
    /// <param name="Server">Under whose name.</param>
    /// <param name="Query">Which.</param>
    /// <param name="SharedNumbers">The numbers of <see cref="QueueView.SharedNumbers"/>.</param>
    /// <param name="Count">How many are answered at once.</param>
    /// <param name="Backward">Those before the bookmark, or the last ones; else those from it on, or the first ones.</param>
    public sealed record GetMessages(
        int Partition, long Request, string Server, MessageQuery Query, ImmutableHashSet<long> SharedNumbers, int Count, bool Backward) : IPartitionMessage;

    /// <summary>More of what was asked for. Answered with <see cref="CategorizerReplies.PartitionMessages"/>; 0 is the end of the asking, not answered.</summary>
    public sealed record GetMoreMessages(int Partition, long Request, int First, int Count) : IPartitionMessage;

    /// <summary>What is there to be exported of a suspended message? Answered with <see cref="CategorizerReplies.MessageCopyFound"/>.</summary>
    public sealed record GetMessageCopy(int Partition, MessageCopy Message) : IPartitionMessage;
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

    /// <summary>Directories in which drop files of a partition are, or were until the gateway took them, that are not confirmed.</summary>
    public sealed record AwaitedDirectories(int Partition, ImmutableArray<AwaitedDirectory> Directories) : ITransportMessage;

    /// <summary>Counts of a partition.</summary>
    public sealed record PartitionSnapshot(int Partition, int Messages, int Waiting, int Unreachable, int Attempts, int Remembered, string? LastError) : ITransportMessage;

    /// <summary>The queues of a partition.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Request">The number of the question.</param>
    /// <param name="Queues">A report a queue.</param>
    /// <param name="Omitted">How many queues are left out, because an answer must be small enough to be sent.</param>
    public sealed record PartitionQueues(int Partition, long Request, ImmutableArray<QueueReport> Queues, int Omitted) : ITransportMessage;

    /// <summary>Messages in the queues of a partition.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Request">The number of the question.</param>
    /// <param name="Server">Under whose name.</param>
    /// <param name="Error">Why there are none; null otherwise.</param>
    /// <param name="Total">How many there are in all.</param>
    /// <param name="Place">How many come before the bookmark.</param>
    /// <param name="IsThere">True when the bookmark is one of them.</param>
    /// <param name="First">Position of the first of these, from 0.</param>
    /// <param name="Messages">As many as were asked for, or fewer when an answer would be too large.</param>
    public sealed record PartitionMessages(
        int Partition, long Request, string Server, TransportError? Error, int Total, int Place, bool IsThere, int First,
        ImmutableArray<MessageView> Messages) : ITransportMessage
    {
        /// <summary>Nothing was found out.</summary>
        public static PartitionMessages Refused(int partition, long request, TransportError error) => new(partition, request, "", error, 0, 0, false, 0, []);
    }

    /// <summary>What became of messages, durable; in the order of the command.</summary>
    public sealed record MessagesCommanded(int Partition, ImmutableArray<MessageCommandOutcome> Outcomes) : ITransportMessage;

    /// <summary>What became of a queue that was to be retried.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Changed">True when anything waited for a retry, or was routed anew.</param>
    /// <param name="Messages">How many messages were routed anew.</param>
    public sealed record QueueRetried(int Partition, bool Changed, int Messages) : ITransportMessage;

    /// <summary>A suspended message.</summary>
    /// <param name="Partition">The partition.</param>
    /// <param name="Message">The message; null when it is not suspended in that queue.</param>
    /// <param name="Recipients">Its recipients there that are still to be delivered, as the directory made them.</param>
    /// <param name="PossibleDuplicate">True when an earlier drop may have reached the gateway.</param>
    public sealed record MessageCopyFound(
        int Partition, QueuedMessage? Message, ImmutableArray<EnvelopeRecipient> Recipients, bool PossibleDuplicate) : ITransportMessage;
}
