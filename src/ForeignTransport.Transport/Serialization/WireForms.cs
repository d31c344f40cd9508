using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Hosting;
using Categorizer = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using Messages = ForeignTransport.Transport.Serialization.Protocol.Messages;
using Organization = ForeignTransport.Transport.Serialization.Protocol.Organization;
using static ForeignTransport.Transport.Serialization.CategorizerMessageMapping;
using static ForeignTransport.Transport.Serialization.MessageMapping;

namespace ForeignTransport.Transport.Serialization;

/// <summary>Everything that <see cref="TransportSerializer"/> writes and reads, a row each.</summary>
internal static class WireForms
{
    public static readonly WireForm[] All =
    [
        // The journal.
        WireForm.Of<MessagesAccepted, Categorizer.MessagesAccepted>(
            Manifests.MessagesAccepted, CategorizerMapping.ToWire, Categorizer.MessagesAccepted.Parser, CategorizerMapping.FromWire),
        WireForm.Of<DropsStaged, Categorizer.DropsStaged>(
            Manifests.DropsStaged, CategorizerMapping.ToWire, Categorizer.DropsStaged.Parser, CategorizerMapping.FromWire),
        WireForm.Of<DropsPublished, Categorizer.DropsPublished>(
            Manifests.DropsPublished, CategorizerMapping.ToWire, Categorizer.DropsPublished.Parser, CategorizerMapping.FromWire),
        WireForm.Of<DropsAbandoned, Categorizer.DropsAbandoned>(
            Manifests.DropsAbandoned, CategorizerMapping.ToWire, Categorizer.DropsAbandoned.Parser, CategorizerMapping.FromWire),
        WireForm.Of<RecipientsFailed, Categorizer.RecipientsFailed>(
            Manifests.RecipientsFailed, CategorizerMapping.ToWire, Categorizer.RecipientsFailed.Parser, CategorizerMapping.FromWire),
        WireForm.Of<RecipientsResolved, Categorizer.RecipientsResolved>(
            Manifests.RecipientsResolved, ResolutionMapping.ToWire, Categorizer.RecipientsResolved.Parser, ResolutionMapping.FromWire),
        WireForm.Of<DropsAwaiting, Categorizer.DropsAwaiting>(
            Manifests.DropsAwaiting, ReceiptMapping.ToWire, Categorizer.DropsAwaiting.Parser, ReceiptMapping.FromWire),
        WireForm.Of<ReceiptsTaken, Categorizer.ReceiptsTaken>(
            Manifests.ReceiptsTaken, ReceiptMapping.ToWire, Categorizer.ReceiptsTaken.Parser, ReceiptMapping.FromWire),
        WireForm.Of<DsnAccepted, Categorizer.DsnAccepted>(
            Manifests.DsnAccepted, CategorizerMapping.ToWire, Categorizer.DsnAccepted.Parser, CategorizerMapping.FromWire),
        WireForm.Of<MessagesHeld, Categorizer.MessagesHeld>(
            Manifests.MessagesHeld, HoldMapping.ToWire, Categorizer.MessagesHeld.Parser, HoldMapping.FromWire),
        WireForm.Of<MessagesReleased, Categorizer.MessagesReleased>(
            Manifests.MessagesReleased, HoldMapping.ToWire, Categorizer.MessagesReleased.Parser, HoldMapping.FromWire),
        WireForm.Of<WorkFailed, Categorizer.WorkFailed>(Manifests.WorkFailed, HoldMapping.ToWire, Categorizer.WorkFailed.Parser, HoldMapping.FromWire),
        WireForm.Of<OrganizationEvent, Organization.OrganizationEvent>(
            Manifests.OrganizationEvent, OrganizationMapping.ToWire, Organization.OrganizationEvent.Parser, OrganizationMapping.FromWire),

        // Snapshots; the second one is also what DistributedData holds.
        WireForm.Of(Manifests.CategorizerSnapshot, Categorizer.CategorizerSnapshot.Parser),
        WireForm.Of(Manifests.OrganizationSnapshot, Organization.OrganizationSnapshot.Parser),

        // To and from partitions.
        WireForm.Of<CategorizerCommands.Submit, Messages.Submit>(
            Manifests.Submit, CategorizerMessageMapping.ToWire, Messages.Submit.Parser, CategorizerMessageMapping.FromWire),
        WireForm.Of<CategorizerCommands.ForgetClaims, Messages.PartitionIds>(
            Manifests.ForgetClaims, m => ToIds(m.Partition, m.Ids), Messages.PartitionIds.Parser, w => new(w.Partition, ToMessageIds(w.Ids))),
        WireForm.Of<CategorizerCommands.ResolveClaims, Messages.ResolveClaims>(
            Manifests.ResolveClaims, CategorizerMessageMapping.ToWire, Messages.ResolveClaims.Parser, CategorizerMessageMapping.FromWire),
        WireForm.Of<CategorizerCommands.Wake, Messages.Partition>(Manifests.Wake, ToPartition, Messages.Partition.Parser, w => new(w.Partition_)),
        WireForm.Of<CategorizerQueries.FindUnknown, Messages.PartitionIds>(
            Manifests.FindUnknown, m => ToIds(m.Partition, m.Ids), Messages.PartitionIds.Parser, w => new(w.Partition, ToMessageIds(w.Ids))),
        WireForm.Of<CategorizerQueries.FindReleasable, Messages.PartitionIds>(
            Manifests.FindReleasable, m => ToIds(m.Partition, m.Ids), Messages.PartitionIds.Parser, w => new(w.Partition, ToMessageIds(w.Ids))),
        WireForm.Of<CategorizerQueries.FindUnclaimed, Messages.PartitionFiles>(
            Manifests.FindUnclaimed, m => ToFiles(m.Partition, m.Drops), Messages.PartitionFiles.Parser, w => new(w.Partition, FilesOf(w))),
        WireForm.Of<CategorizerQueries.GetPartition, Messages.Partition>(
            Manifests.GetPartition, ToPartition, Messages.Partition.Parser, w => new(w.Partition_)),
        WireForm.Of<CategorizerReplies.Submitted, Messages.PartitionIds>(
            Manifests.Submitted, m => ToIds(m.Partition, m.Ids), Messages.PartitionIds.Parser, w => new(w.Partition, ToMessageIds(w.Ids))),
        WireForm.Of<CategorizerReplies.Unknown, Messages.PartitionIds>(
            Manifests.Unknown, m => ToIds(m.Partition, m.Ids), Messages.PartitionIds.Parser, w => new(w.Partition, ToMessageIds(w.Ids))),
        WireForm.Of<CategorizerReplies.Releasable, Messages.PartitionIds>(
            Manifests.Releasable, m => ToIds(m.Partition, m.Ids), Messages.PartitionIds.Parser, w => new(w.Partition, ToMessageIds(w.Ids))),
        WireForm.Of<CategorizerReplies.Unclaimed, Messages.PartitionFiles>(
            Manifests.Unclaimed, m => ToFiles(m.Partition, m.Drops), Messages.PartitionFiles.Parser, w => new(w.Partition, FilesOf(w))),
        WireForm.Of<CategorizerReplies.PartitionSnapshot, Messages.PartitionSnapshot>(
            Manifests.PartitionSnapshot, CategorizerMessageMapping.ToWire, Messages.PartitionSnapshot.Parser, CategorizerMessageMapping.FromWire),
        WireForm.Of<CategorizerQueries.GetQueues, Messages.GetQueues>(
            Manifests.GetQueues, m => new() { Partition = m.Partition, Request = m.Request }, Messages.GetQueues.Parser, w => new(w.Partition, w.Request)),
        WireForm.Of<CategorizerReplies.PartitionQueues, Messages.PartitionQueues>(
            Manifests.PartitionQueues, QueueMessageMapping.ToWire, Messages.PartitionQueues.Parser, QueueMessageMapping.FromWire),
        WireForm.Of<CategorizerCommands.TakeReceipts, Messages.PartitionReceipts>(
            Manifests.TakeReceipts, ReceiptMapping.ToWire, Messages.PartitionReceipts.Parser, ReceiptMapping.ToCommand),
        WireForm.Of<CategorizerReplies.ReceiptsJudged, Messages.PartitionReceipts>(
            Manifests.ReceiptsJudged, ReceiptMapping.ToWire, Messages.PartitionReceipts.Parser, ReceiptMapping.ToReply),
        WireForm.Of<CategorizerQueries.FindAwaitedDirectories, Messages.Partition>(
            Manifests.FindAwaitedDirectories, ToPartition, Messages.Partition.Parser, w => new(w.Partition_)),
        WireForm.Of<CategorizerReplies.AwaitedDirectories, Messages.AwaitedDirectories>(
            Manifests.AwaitedDirectories, ReceiptMapping.ToWire, Messages.AwaitedDirectories.Parser, ReceiptMapping.ToReply),
        WireForm.Of<CategorizerQueries.CountDeliveries, Messages.CountDeliveries>(
            Manifests.CountDeliveries, m => new() { Partition = m.Partition, Server = m.Server }, Messages.CountDeliveries.Parser,
            w => new(w.Partition, w.Server)),
        WireForm.Of<CategorizerReplies.Deliveries, Messages.Deliveries>(
            Manifests.Deliveries, m => new() { Partition = m.Partition, Count = m.Count, IsFinal = m.IsFinal }, Messages.Deliveries.Parser,
            w => new(w.Partition, w.Count, w.IsFinal)),

        // To and from connectors.
        WireForm.Of<DeliveryCommands.StageDrops, Messages.StageDrops>(
            Manifests.StageDrops, DeliveryMessageMapping.ToWire, Messages.StageDrops.Parser, DeliveryMessageMapping.FromWire),
        WireForm.Of<DeliveryCommands.PublishDrops, Messages.PublishDrops>(
            Manifests.PublishDrops, DeliveryMessageMapping.ToWire, Messages.PublishDrops.Parser, DeliveryMessageMapping.FromWire),
        WireForm.Of<DeliveryReplies.Staged, Messages.Staged>(
            Manifests.Staged, DeliveryMessageMapping.ToWire, Messages.Staged.Parser, DeliveryMessageMapping.FromWire),
        WireForm.Of<DeliveryReplies.Published, Messages.Published>(
            Manifests.Published, DeliveryMessageMapping.ToWire, Messages.Published.Parser, DeliveryMessageMapping.FromWire),
        WireForm.Of<DeliveryReplies.Unavailable, Messages.Unavailable>(
            Manifests.Unavailable, DeliveryMessageMapping.ToWire, Messages.Unavailable.Parser, DeliveryMessageMapping.FromWire),

        WireForm.Of<DeliveryQueries.TestDropDirectory, Messages.TestDropDirectory>(
            Manifests.TestDropDirectory, m => new() { Connector = MessageMapping.ToWire(m.Connector), Version = m.Version },
            Messages.TestDropDirectory.Parser, w => new(MessageMapping.ToGuid(w.Connector), w.Version)),
        WireForm.Of<DeliveryReplies.DropDirectoryTested, Messages.DropDirectoryTested>(
            Manifests.DropDirectoryTested, DropDirectoryMapping.ToWire, Messages.DropDirectoryTested.Parser, DropDirectoryMapping.FromWire),

        // To and from servers.
        WireForm.Of<ServerQueries.GetFacts, Messages.GetFacts>(
            Manifests.GetFacts, m => new() { Server = m.Server }, Messages.GetFacts.Parser, w => new(w.Server)),
        WireForm.Of<ServerFacts, Messages.ServerFacts>(
            Manifests.ServerFacts, ServerMessageMapping.ToWire, Messages.ServerFacts.Parser, ServerMessageMapping.FromWire),

        // To and from the organization.
        WireForm.Of<OrganizationMessages.Change, Messages.Change>(
            Manifests.ChangeOrganization, OrganizationMessageMapping.ToWire, Messages.Change.Parser, OrganizationMessageMapping.FromWire),
        WireForm.Of<OrganizationMessages.Changed, Messages.Changed>(
            Manifests.OrganizationChanged, OrganizationMessageMapping.ToWire, Messages.Changed.Parser, OrganizationMessageMapping.FromWire),

        // Queues and messages, as administrators see and command them.
        WireForm.Of<CategorizerQueries.GetMessages, Messages.GetMessages>(
            Manifests.GetMessages, QueuedMessageMapping.ToWire, Messages.GetMessages.Parser, QueuedMessageMapping.FromWire),
        WireForm.Of<CategorizerReplies.PartitionMessages, Messages.PartitionMessages>(
            Manifests.PartitionMessages, QueuedMessageMapping.ToWire, Messages.PartitionMessages.Parser, QueuedMessageMapping.FromWire),
        WireForm.Of<CategorizerQueries.GetMoreMessages, Messages.GetMoreMessages>(
            Manifests.GetMoreMessages, m => new() { Partition = m.Partition, Request = m.Request, First = m.First, Count = m.Count },
            Messages.GetMoreMessages.Parser, w => new(w.Partition, w.Request, w.First, w.Count)),
        WireForm.Of<CategorizerCommands.CommandMessages, Messages.CommandMessages>(
            Manifests.CommandMessages, MessageCommandMapping.ToWire, Messages.CommandMessages.Parser, MessageCommandMapping.FromWire),
        WireForm.Of<CategorizerReplies.MessagesCommanded, Messages.MessagesCommanded>(
            Manifests.MessagesCommanded, MessageCommandMapping.ToWire, Messages.MessagesCommanded.Parser, MessageCommandMapping.FromWire),
        WireForm.Of<CategorizerCommands.RetryQueue, Messages.RetryQueue>(
            Manifests.RetryQueue, m => new() { Partition = m.Partition, Queue = HoldMapping.ToWire(m.Queue), Resubmit = m.Resubmit },
            Messages.RetryQueue.Parser, w => new(w.Partition, HoldMapping.FromWire(w.Queue), w.Resubmit)),
        WireForm.Of<CategorizerReplies.QueueRetried, Messages.QueueRetried>(
            Manifests.QueueRetried, m => new() { Partition = m.Partition, Changed = m.Changed, Messages = m.Messages }, Messages.QueueRetried.Parser,
            w => new(w.Partition, w.Changed, w.Messages)),
        WireForm.Of<CategorizerQueries.GetMessageCopy, Messages.GetMessageCopy>(
            Manifests.GetMessageCopy, m => new() { Partition = m.Partition, Message = MessageCommandMapping.ToWire(m.Message) },
            Messages.GetMessageCopy.Parser, w => new(w.Partition, MessageCommandMapping.FromWire(w.Message))),
        WireForm.Of<CategorizerReplies.MessageCopyFound, Messages.MessageCopyFound>(
            Manifests.MessageCopyFound, MessageCommandMapping.ToWire, Messages.MessageCopyFound.Parser, MessageCommandMapping.FromWire)
    ];
}
