using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What the partition and the servers do with the receipts of the gateway.</summary>
internal sealed partial class PartitionDriver
{
    /// <summary>What the directory holds whenever it has changed; null when it never does.</summary>
    public OrganizationState? LaterDirectory { get; set; }

    /// <summary>The servers find what the gateway wrote, and offer it; it is removed when they hear that it is recorded.</summary>
    public void TakeReceipts()
    {
        var receipts = Servers.Gateway.Receipts;
        if (receipts.Count == 0)
        {
            return;
        }

        var (taken, verdicts) = Partition.Receipts.Take([.. receipts], Now);
        Assert.Equal(receipts, verdicts.Select(verdict => verdict.Receipt));
        Assert.All(verdicts, verdict => Assert.True(
            verdict.Judgement != ReceiptJudgement.Unknown || IsOver(verdict.Receipt.Drop), $"Nobody knows {verdict.Receipt.FileName}."));
        Commit(taken, () =>
        {
            receipts.RemoveAll(receipt => verdicts.Any(verdict => verdict.Judgement == ReceiptJudgement.Recorded && verdict.Receipt == receipt));
            ComposeDsns();
        });
    }

    /// <summary>Files are let go whose connector asks for no receipts any more, and what is overdue is reported, each file once.</summary>
    public void LookAtReceipts()
    {
        Commit(Partition.Receipts.Release(IsConfirmed, connector => Routing.FindConnector(connector)?.RelayDsnRequired ?? false, Now), ComposeDsns);
        Partition.Receipts.TakeOverdue(_ => TimeSpan.FromHours(1), Now);
        Assert.Empty(Partition.Receipts.TakeOverdue(_ => TimeSpan.FromHours(1), Now));
    }

    /// <summary>The directory holds others, and the next time again those of before.</summary>
    public void ChangeDirectory()
    {
        if (LaterDirectory is not null)
        {
            (Directory, LaterDirectory) = (LaterDirectory, Directory);
        }
    }

    /// <summary>Recipients of published files that are not confirmed, and about which nothing else is being journaled.</summary>
    internal IEnumerable<(MessageId Message, int Recipient)> Awaited() =>
        Partition.State.Messages.Values
            .SelectMany(entry => entry.Awaiting.SelectMany(file => file.File.Recipients.Select(position => (entry.Message.Id, position))))
            .Where(recipient => !_writes.Any(write => write.Event is RecipientsFailed failed
                && failed.Recipients.Any(failure => failure.Message == recipient.Id && failure.Recipient == recipient.position)));

    private bool IsConfirmed(Guid connector) => Routing.FindConnector(connector) is { ReceiptMode: not ReceiptMode.None };

    private CategorizerEvent? AwaitsReceipts(Guid connector, DropsPublished? published) =>
        published is not null && IsConfirmed(connector) ? DropsAwaiting.For(published) : published;

    /// <summary>The recipients of a file whose publication is being journaled; one that is let go is awaited until then.</summary>
    private IEnumerable<(MessageId Message, int Recipient)> Leaving(DropKey drop)
    {
        var entry = Partition.State.Messages[drop.Message];
        if (entry.Staged.SingleOrDefault(file => file.Ordinal == drop.Ordinal) is { } staged)
        {
            return staged.Recipients.Select(position => (drop.Message, position));
        }

        Assert.Contains(entry.Awaiting, file => file.File.Ordinal == drop.Ordinal);
        return [];
    }

    /// <summary>True when every recipient of a file that the gateway saw has its outcome.</summary>
    private bool IsOver(DropKey drop) => !Partition.State.Messages.TryGetValue(drop.Message, out var entry)
        || Servers.Gateway.Files.Where(file => file.Message == drop.Message && file.Ordinal == drop.Ordinal)
            .All(file => file.Recipients.All(position => entry.Recipients[position].Outcome != RecipientOutcome.Pending));
}
