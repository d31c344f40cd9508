using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Serialization;
using static ForeignTransport.Transport.Tests.Serialization.SerializedSamples;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// A value for everything that administrators see and command of queues, by the name of its golden file. As with all of
/// <see cref="SerializedSamples"/>, a sample never changes once a release has written it.
/// </summary>
internal static class QueueSamples
{
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Connector);
    private static readonly DropKey One = new(First, 1);

    public static IReadOnlyDictionary<string, object> Events { get; } = new Dictionary<string, object>
    {
        ["mh"] = new MessagesHeld(
        [
            new HeldMessage(First, new MessageHold(HoldKind.Suspended, Fax, [0, 1])),
            new HeldMessage(Second, new MessageHold(HoldKind.Poison, NextHopSolutionKey.PoisonMessage, [300], "writing a drop file: 語"))
        ]),
        ["mh-removed"] = new MessagesHeld(
        [
            new HeldMessage(First, new MessageHold(HoldKind.Removed, Fax, [0])),
            new HeldMessage(First, new MessageHold(HoldKind.RemovedWithNdr, Fax, [1]))
        ]),
        ["mr"] = new MessagesReleased([new ReleasedMessage(First, [0, 1]), new ReleasedMessage(Second, [2], WaivesDsn: true)]),
        ["wf"] = new WorkFailed([new FailedWork(First, "01h/3", "the process ended"), new FailedWork(Second, "", "語")]),
        ["oe-queue-suspended"] = new OrganizationEvent.QueueSuspended(Fax),
        ["oe-queue-resumed"] = new OrganizationEvent.QueueResumed(NextHopSolutionKey.Submission)
    };

    public static IReadOnlyDictionary<string, object> Snapshots { get; } = new Dictionary<string, object>
    {
        ["cs-held"] = CategorizerSnapshotMapping.ToWire(Held()),
        ["os-suspended"] = OrganizationMapping.ToWire(OrganizationState.Restore(
            7, [SerializedSamples.ForeignConnector], [], [], new TransportConfig(), suspended: [Fax], queueEvents: 3))
    };

    public static IReadOnlyDictionary<string, object> Messages { get; } = new Dictionary<string, object>
    {
        ["st-faults"] = new DeliveryCommands.StageDrops(Connector, 1,
            [new DeliveryCommands.DropToStage(One, "a.eml", Bare.Envelope, Bare.Trace, 0, PossibleDuplicate: false) { Faults = ["01h/3", "01h/4"] }]),
        ["sd-faulted"] = new DeliveryReplies.Staged(7, new StagingResult("/drop/Fax", "hub01-1", [], [], null)
        {
            Faulted = [new FaultedDrop(One, "01h/3", "語")]
        }),
        ["co-suspend-queue"] = new OrganizationMessages.Change(new OrganizationCommand.SuspendQueue(Fax)),
        ["co-resume-queue"] = new OrganizationMessages.Change(new OrganizationCommand.ResumeQueue(NextHopSolutionKey.Unreachable)),
        ["qm"] = new CategorizerQueries.GetMessages(3, 1L << 40, "Hub01", Query(), [123456], 1000, Backward: true),
        ["am"] = new CategorizerReplies.PartitionMessages(3, 1L << 40, "Hub01", null, 100_000, 7, true, 5, [View(), Other()]),
        ["am-priority"] = new CategorizerReplies.PartitionMessages(
            3, 7, "Hub01", null, 2, 0, false, 0, [View() with { Priority = DeliveryPriority.High }, Other() with { Priority = DeliveryPriority.Low }]),
        ["am-refused"] = CategorizerReplies.PartitionMessages.Refused(3, 7, ErrorCatalogue.PartitionsDoNotAnswer.With("busy")),
        ["qn"] = new CategorizerQueries.GetMoreMessages(3, 1L << 40, 2000, 1000),
        ["cm"] = new CategorizerCommands.CommandMessages(
            3, MessageCommand.RemoveWithNdr, [new MessageCopy(First, Fax), new MessageCopy(Second, NextHopSolutionKey.Unreachable)], WhatIf: true),
        ["mc"] = new CategorizerReplies.MessagesCommanded(3, [MessageCommandOutcome.PendingRemove, MessageCommandOutcome.Gone]),
        ["rq"] = new CategorizerCommands.RetryQueue(3, Fax, Resubmit: true),
        ["qy"] = new CategorizerReplies.QueueRetried(3, true, 300),
        ["qx"] = new CategorizerQueries.GetMessageCopy(3, new MessageCopy(First, Fax)),
        ["ax"] = new CategorizerReplies.MessageCopyFound(3, Full, Full.Envelope.Recipients, true),
        ["ax-nothing"] = new CategorizerReplies.MessageCopyFound(3, null, [], false)
    };

    private static CategorizerState Held()
    {
        var state = new CategorizerState();
        state.Restore(MessageEntry.Restore(
            Bare, [new RecipientState(RecipientOutcome.Pending, null, null, null)], [], lastOrdinal: 0, dsnCount: 0, delayReported: false, claimedBy: null,
            holds: [new MessageHold(HoldKind.Poison, NextHopSolutionKey.PoisonMessage, [0], "語")],
            failures: [new FailedWork(Second, "01h/3", "one"), new FailedWork(Second, "", "two")]));
        return state;
    }

    private static MessageQuery Query() =>
        MessageQuery.TryParse(
            new MessageQueryText
            {
                Filter = "Size -gt 1MB -and Subject -like '*語*'",
                Queue = @"Hub01\FAX",
                SortOrder = ["-Size", "Subject"],
                BookmarkObject = @"Hub01\FAX\7",
                IncludeRecipientInfo = true
            },
            TimeZoneInfo.Utc, out var query, out var error) ? query : throw new ArgumentException(error.ToString());

    private static MessageView View() => new()
    {
        Identity = new MessageIdentity(QueueView.Named(Fax, [], "Hub01").Identity, MessageNumber.Of(First, Now)),
        Id = First,
        NextHop = Fax,
        Subject = "Zürich 語",
        InternetMessageId = "<7@contoso.com>",
        FromAddress = "sender@contoso.com",
        Status = MessageStatus.Retry,
        Size = 5_000_000_000,
        MessageSourceName = "Pickup",
        SourceIP = "203.0.113.9",
        DateReceived = Now,
        ExpirationTime = Now.AddDays(2),
        LastError = "[{LED=451 4.4.0};{MSG=};{FQDN=};{IP=};{LRT=}]",
        RetryCount = 17,
        MessageLatency = TimeSpan.FromSeconds(90),
        RecipientCount = 2,
        Recipients = [new("fax@contoso.com", MessageRecipientStatus.Retry, "no", Connector.ToString())]
    };

    private static MessageView Other() => new()
    {
        Identity = new MessageIdentity(
            QueueView.Named(Fax, ImmutableHashSet.Create(QueueNumber.Short(QueueNumber.Of(Fax))), "Hub01").Identity, MessageNumber.Of(Second, Now)),
        Id = Second,
        NextHop = Fax,
        DateReceived = Now
    };
}
