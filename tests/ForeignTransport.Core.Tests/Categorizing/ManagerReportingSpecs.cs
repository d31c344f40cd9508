using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Members whose reports go to a manager: files and notifications of their own.</summary>
public class ManagerReportingSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly MessageId Id = QueuedMessages.Id(1);

    // Positions: 0 the sender's own recipient, 1 the group, 2 and 3 its members.
    private readonly CategorizerPartition _partition = Resolved();

    private MessageEntry Entry => _partition.State.Messages[Id];

    [Fact]
    public void should_write_a_file_for_each_sender_when_members_have_another_one()
    {
        var context = Context(Organization);
        Assert.Null(_partition.Route([CategorizerPartition.PendingItem(Entry)!], (address, size) => RecipientRouting.Route(address, size, context), Now));

        var attempt = _partition.Attempts.Start(Assert.Single(_partition.Queues.Delivery), "Hub01", oneRecipientPerFile: false, Now);

        Assert.Equal([[0], [2, 3]], attempt.Drops.Select(drop => drop.Recipients.ToArray()));
        Assert.Equal([1, 2], attempt.Drops.Select(drop => drop.Ordinal));
        var (own, managed) = (Entry.EnvelopeOf(attempt.Drops[0].Recipients), Entry.EnvelopeOf(attempt.Drops[1].Recipients));
        Assert.Equal((QueuedMessages.Sender, "id"), (own.ReversePath, own.EnvelopeId));
        Assert.Equal(("boss@contoso.com", null), (managed.ReversePath, managed.EnvelopeId));
        Assert.Equal(
            [new EnvelopeRecipient("IMCEAFAX-1@contoso.com", DsnNotify.Failure, "rfc822;g@contoso.com"), new EnvelopeRecipient("IMCEAFAX-2@contoso.com", DsnNotify.Failure, "rfc822;g@contoso.com")],
            managed.Recipients.AsEnumerable());
    }

    [Fact]
    public void should_owe_a_notification_to_each_when_recipients_of_both_fail()
    {
        _partition.Apply(new RecipientsFailed(Now, [.. new[] { 0, 2, 3 }.Select(position => Entry.FailureOf(position, "550 5.4.4 no"))]));

        var first = _partition.NextDsn()!;
        Assert.Null(_partition.NextDsn());
        Report(first);
        var second = _partition.NextDsn()!;

        Assert.Equal([([0], null), ([2, 3], "boss@contoso.com")], new[] { first, second }.Select(owed => (owed.Recipients.ToArray(), Entry.ReportToOf(owed.Recipients))));
        Assert.NotEqual(first.DsnId, second.DsnId);
        Assert.Equal([Id], Report(second));
    }

    [Fact]
    public void should_owe_the_same_notification_when_the_partition_moves()
    {
        _partition.Apply(new RecipientsFailed(Now, [Entry.FailureOf(3, "550 5.4.4 no")]));
        var owed = _partition.NextDsn()!;
        Assert.True(_partition.NeedsContent(owed.DsnId));

        var moved = Resolved();
        moved.Apply(new RecipientsFailed(Now, [Entry.FailureOf(3, "550 5.4.4 no")]));

        Assert.True(moved.NeedsContent(owed.DsnId));
        Assert.Equal((owed.DsnId, DsnKind.Failed), (moved.NextDsn()!.DsnId, owed.Kind));
    }

    private static Core.Configuration.OrganizationState Organization { get; } = With(
        Group("g", "a", "b") with { ManagedBy = ["boss"], ReportToManagerEnabled = true, ReportToOriginatorEnabled = false },
        Contact("a", "FAX:1"), Contact("b", "FAX:2"), User("boss"));

    private IReadOnlyList<MessageId> Report(OwedDsn owed) =>
        _partition.Apply(new DsnAccepted(
        owed.Original.Message.Id, owed.Kind, owed.Recipients, QueuedMessages.Dsn(owed.DsnId, QueuedMessages.Sender, Now)));

    private static CategorizerPartition Resolved()
    {
        var partition = new CategorizerPartition(new CategorizerState());
        var message = QueuedMessages.With(1, QueuedMessages.Sender, [new EnvelopeRecipient("IMCEAFAX-9@contoso.com"), new EnvelopeRecipient("g@contoso.com")]);
        partition.Apply(new MessagesAccepted([message with { Envelope = message.Envelope with { EnvelopeId = "id" } }]));
        partition.Apply(partition.Resolve([CategorizerPartition.PendingItem(partition.State.Messages[Id])!], Organization, Now)!);
        return partition;
    }
}
