using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

/// <summary>The rows of what a partition journals: tracking.md section 8, the paths that a partition decides.</summary>
public class JournalTrackingSpecs
{
    private static readonly DateTimeOffset Later = QueuedMessages.Now.AddSeconds(3);
    private static readonly Guid Connector = new("11111111-2222-3333-4444-555555555555");
    private static readonly TrackingScope Scope = new("Hub01", "10.0.0.5", LogSubject: true, Organization: null);

    private readonly CategorizerState _state = new();

    [Fact]
    public void should_record_receive_with_the_file_when_pickup_takes_a_message()
    {
        var row = Assert.Single(Apply(new MessagesAccepted([FromPickup(QueuedMessages.To(1, "a@x.com", "b@x.com"))])));

        Assert.Equal((TrackingEventId.Receive, TrackingSource.Pickup, "order-1"), (row.EventId, row.Source, row.SourceContext));
        Assert.Equal<string>(["a@x.com", "b@x.com"], row.Recipients);
        Assert.Equal(("Hub02", "boss@contoso.com", QueuedMessages.Sender), (row.ServerHostname, row.Sender, row.ReturnPath));
        Assert.Equal(QueuedMessages.Now, row.Timestamp);
        Assert.Equal(InternalMessageId.Of(QueuedMessages.Id(1)), row.InternalMessageId);
    }

    [Theory]
    [InlineData(SubmissionWay.Pickup, TrackingSource.Pickup)]
    [InlineData(SubmissionWay.Replay, TrackingSource.Admin)]
    [InlineData(SubmissionWay.Http, TrackingSource.Agent)]
    [InlineData(SubmissionWay.Smtp, TrackingSource.Smtp)]
    [InlineData(SubmissionWay.Notification, TrackingSource.Dsn)]
    [InlineData(SubmissionWay.Unknown, TrackingSource.Pickup)]
    public void should_name_the_source_by_the_door(SubmissionWay way, TrackingSource source)
    {
        var message = QueuedMessages.To(1, "a@x.com") with { Origin = new SubmissionOrigin(way) };

        Assert.Equal(source, Assert.Single(Apply(new MessagesAccepted([message]))).Source);
    }

    [Fact]
    public void should_record_fail_beside_receive_when_recipients_were_refused()
    {
        var message = FromPickup(QueuedMessages.With(1, QueuedMessages.Sender, [new("a@x.com")], QueuedMessages.Refused("b@x.com")));

        var rows = Apply(new MessagesAccepted([message]));

        Assert.Equal([TrackingEventId.Receive, TrackingEventId.Fail], rows.Select(row => row.EventId));
        Assert.Equal<string>(["a@x.com", "b@x.com"], rows[0].Recipients);
        Assert.Equal<string>(["b@x.com"], rows[1].Recipients);
        Assert.Equal(TrackingSource.Pickup, rows[1].Source);
        Assert.Contains("550 5.1.3", rows[1].RecipientStatus[0]);
    }

    [Theory]
    [InlineData("/drop/fax", "/drop/fax/f.eml")]
    [InlineData("/drop/fax/", "/drop/fax/f.eml")]
    [InlineData(@"C:\Drop", @"C:\Drop\f.eml")]
    public void should_record_send_with_the_path_of_the_drop_file(string directory, string path)
    {
        Apply(new MessagesAccepted([QueuedMessages.To(1, "a@x.com", "b@x.com")]));
        Assert.Empty(Apply(new DropsStaged(Connector, "Hub02", directory, "", [new StagedDrop(QueuedMessages.Id(1), 1, "f.eml", [1])])));

        var row = Assert.Single(Apply(new DropsPublished(Later, [new PublishedDrop(QueuedMessages.Id(1), 1, [])])));

        Assert.Equal((TrackingEventId.Send, TrackingSource.Gateway, path, "Hub02"), (row.EventId, row.Source, row.SourceContext, row.ServerHostname));
        Assert.Equal(Connector.ToString(), row.ConnectorId);
        Assert.Equal<string>(["b@x.com"], row.Recipients);
        Assert.Equal(Later - QueuedMessages.Now, TrackingLatency.Of(row));
        Assert.Equal("", row.ServerIp);
    }

    [Theory]
    [InlineData("550 5.4.4 ROUTING.NoConnector; no connector serves this address type", TrackingSource.Routing)]
    [InlineData("550 5.3.4 ROUTING.SizeLimit; message too large for every route", TrackingSource.Routing)]
    [InlineData("550 4.4.7 QUEUE.Expired; message expired", TrackingSource.Queue)]
    [InlineData("550 4.3.2 QUEUE.Admin; message deleted by administrative action", TrackingSource.Admin)]
    [InlineData("550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", TrackingSource.Resolver)]
    [InlineData("550 5.3.0 too many related errors", TrackingSource.PoisonMessage)]
    [InlineData("550 5.6.0 cannot be written", TrackingSource.Gateway)]
    public void should_record_fail_with_its_source_once_for_recipients_that_failed_alike(string diagnostic, TrackingSource source)
    {
        Apply(new MessagesAccepted([QueuedMessages.To(1, "a@x.com", "b@x.com", "c@x.com")]));

        var rows = Apply(new RecipientsFailed(Later,
        [
            new FailedRecipient(QueuedMessages.Id(1), 0, diagnostic, OwesDsn: true), new FailedRecipient(QueuedMessages.Id(1), 2, diagnostic, OwesDsn: true)
        ]));

        var row = Assert.Single(rows);
        Assert.Equal((TrackingEventId.Fail, source), (row.EventId, row.Source));
        Assert.Equal<string>(["a@x.com", "c@x.com"], row.Recipients);
        Assert.StartsWith($"[{{LED={diagnostic}}}", row.RecipientStatus[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, TrackingEventId.Fail)]
    [InlineData(false, TrackingEventId.Drop)]
    public void should_record_drop_instead_of_fail_when_an_administrator_removes_and_nobody_is_told(bool isTold, TrackingEventId happened)
    {
        Apply(new MessagesAccepted([QueuedMessages.To(1, "a@x.com", "b@x.com")]));

        var row = Assert.Single(Apply(new RecipientsFailed(
            Later, [new FailedRecipient(QueuedMessages.Id(1), 1, StandardResponses.QueueAdmin.ToString(), OwesDsn: isTold)])));

        Assert.Equal((happened, TrackingSource.Admin), (row.EventId, row.Source));
        Assert.Equal<string>(["b@x.com"], row.Recipients);
    }

    [Fact]
    public void should_record_what_the_directory_makes_of_each_recipient()
    {
        Apply(new MessagesAccepted([QueuedMessages.To(1, "j@contoso.com", "team@contoso.com", "guarded@contoso.com", "x@x.com")]));

        var rows = Apply(new RecipientsResolved(Later,
        [
            new ResolvedMessage(
                QueuedMessages.Id(1),
                [new RewrittenRecipient(0, new EnvelopeRecipient("jane@contoso.com", OriginalRecipient: "rfc822;j@contoso.com"))],
                [new ExpandedRecipient(1, OwesDsn: false)],
                [new FailedRecipient(QueuedMessages.Id(1), 2, StandardResponses.NotAuthorized.ToString(), OwesDsn: true)],
                [
                    new NewRecipient(new EnvelopeRecipient("member@x.com", OriginalRecipient: "rfc822;team@contoso.com")),
                    new NewRecipient(new EnvelopeRecipient("loop@contoso.com"), StandardResponses.ForwardingLoop.ToString(), OwesDsn: true)
                ])
        ]));

        Assert.Equal(
            [
                (TrackingEventId.Resolve, TrackingSource.Routing, "jane@contoso.com", "j@contoso.com"),
                (TrackingEventId.Expand, TrackingSource.Routing, "member@x.com", "team@contoso.com"),
                (TrackingEventId.Fail, TrackingSource.Resolver, "guarded@contoso.com", ""),
                (TrackingEventId.Fail, TrackingSource.Resolver, "loop@contoso.com", "")
            ],
            rows.Select(row => (row.EventId, row.Source, Assert.Single(row.Recipients), row.RelatedRecipientAddress)));
        Assert.Contains("550 5.7.1 RESOLVER.RST.NotAuthorized", rows[2].RecipientStatus[0]);
        Assert.Contains("550 5.4.6 RESOLVER.FWD.Loop", rows[3].RecipientStatus[0]);
        Assert.All(rows, row => Assert.Equal(Later, row.Timestamp));
    }

    [Fact]
    public void should_list_the_members_of_each_group_and_no_copies_when_several_are_expanded()
    {
        Apply(new MessagesAccepted([QueuedMessages.With(
            1, QueuedMessages.Sender, [new("a+b@contoso.com"), new("b@contoso.com", OriginalRecipient: "rfc822;former@x.com"), new("c@contoso.com"), new("d@contoso.com")])]));
        NewRecipient Appended(string address, string orcpt) => new(new EnvelopeRecipient(address, OriginalRecipient: orcpt));

        var rows = Apply(new RecipientsResolved(Later,
        [
            new ResolvedMessage(
                QueuedMessages.Id(1), [], [new ExpandedRecipient(0, OwesDsn: false), new ExpandedRecipient(1, OwesDsn: false), new ExpandedRecipient(3, OwesDsn: false)], [],
                [
                    Appended("a1@x.com", "rfc822;a+2Bb@contoso.com"), Appended("b1@x.com", "rfc822;former@x.com"), Appended("copy@x.com", "rfc822;c@contoso.com"),
                    Appended("a2@x.com", "rfc822;a+2Bb@contoso.com")
                ])
        ]));

        Assert.Equal(
            [("a+b@contoso.com", "a1@x.com;a2@x.com"), ("b@contoso.com", "b1@x.com"), ("d@contoso.com", "")],
            rows.Select(row => (row.RelatedRecipientAddress, string.Join(';', row.Recipients))));
        Assert.All(rows, row => Assert.Equal(row.Recipients.Length, row.RecipientCount));
    }

    [Theory]
    [InlineData(null, TrackingEventId.Deliver, "250 2.1.5 Recipient OK")]
    [InlineData("550 5.0.0 number is not in service", TrackingEventId.Fail, "[{LED=550 5.0.0 number is not in service}")]
    public void should_record_send_and_then_what_the_gateway_says_when_it_confirms(string? diagnostic, TrackingEventId happened, string status)
    {
        Apply(new MessagesAccepted([QueuedMessages.To(1, "a@x.com", "b@x.com")]));
        Apply(new DropsStaged(Connector, "Hub02", "/drop", "", [new StagedDrop(QueuedMessages.Id(1), 1, "f.eml", [1])]));
        var drop = new DropKey(QueuedMessages.Id(1), 1);

        var sent = Assert.Single(Apply(new DropsAwaiting(Later, [drop])));
        var said = Assert.Single(Apply(new ReceiptsTaken(Later.AddMinutes(1), [new TakenReceipt(drop, diagnostic, [])])));

        Assert.Equal((TrackingEventId.Send, "/drop/f.eml"), (sent.EventId, sent.SourceContext));
        Assert.Equal((happened, TrackingSource.Gateway, Later.AddMinutes(1)), (said.EventId, said.Source, said.Timestamp));
        Assert.Equal<string>(["b@x.com"], said.Recipients);
        Assert.StartsWith(status, said.RecipientStatus[0], StringComparison.Ordinal);
        Assert.Equal((Connector.ToString(), "/drop/f.eml"), (said.ConnectorId, said.SourceContext));
        Assert.Equal(happened == TrackingEventId.Deliver ? Later.AddMinutes(1) - QueuedMessages.Now : null, TrackingLatency.Of(said));
    }

    [Theory]
    [InlineData(false, "250 2.0.0 Relayed")]
    [InlineData(true, "250 2.0.0 Written to drop directory")]
    public void should_not_say_relayed_when_the_gateway_has_yet_to_confirm(bool awaits, string status)
    {
        var connector = new ForeignConnector { Id = Connector, Name = "Fax", AddressSpaces = [], SourceTransportServers = ["Hub01"], RelayDsnRequired = true };
        var organization = OrganizationState.Restore(1, [connector], [], [], new TransportConfig());
        Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender, [new("a@x.com", DsnNotify.Success)])]));
        Apply(new DropsStaged(Connector, "Hub01", "/drop", "", [new StagedDrop(QueuedMessages.Id(1), 1, "f.eml", [0])]));
        CategorizerEvent happened = awaits
            ? new DropsAwaiting(Later, [new DropKey(QueuedMessages.Id(1), 1)])
            : new DropsPublished(Later, [new PublishedDrop(QueuedMessages.Id(1), 1, [])]);

        var row = Assert.Single(JournalTracking.Of(happened, _state.Messages, Scope with { Organization = organization }));

        Assert.Equal(("Fax", status), (row.ConnectorId, Assert.Single(row.RecipientStatus)));
    }

    [Fact]
    public void should_record_dsn_and_its_receive_with_references_to_one_another()
    {
        Apply(new MessagesAccepted([QueuedMessages.To(1, "a@x.com")]));
        Apply(new RecipientsFailed(Later, [new FailedRecipient(QueuedMessages.Id(1), 0, "550 4.4.7 QUEUE.Expired; message expired", OwesDsn: true)]));
        var dsn = QueuedMessages.Dsn(QueuedMessages.Id(1).Derive(0), "contoso.com", Later) with { InternetMessageId = "<dsn@contoso.com>" };

        var rows = Apply(new DsnAccepted(QueuedMessages.Id(1), DsnKind.Failed, [0], dsn));

        Assert.Equal([(TrackingEventId.Dsn, TrackingSource.Dsn), (TrackingEventId.Receive, TrackingSource.Dsn)], rows.Select(row => (row.EventId, row.Source)));
        Assert.Equal(("<1@contoso.com>", "<dsn@contoso.com>"), (rows[0].MessageId, rows[0].Reference));
        Assert.Equal(("<dsn@contoso.com>", "<1@contoso.com>"), (rows[1].MessageId, rows[1].Reference));
        Assert.Equal("<>", rows[1].ReturnPath);
    }

    [Fact]
    public void should_make_the_same_rows_when_the_journal_is_replayed()
    {
        CategorizerEvent[] journal =
        [
            new MessagesAccepted([FromPickup(QueuedMessages.To(1, "a@x.com", "b@x.com")), QueuedMessages.To(2, "a@x.com")]),
            new DropsStaged(Connector, "Hub01", "/drop", "", [new StagedDrop(QueuedMessages.Id(1), 1, "f.eml", [0])]),
            new DropsPublished(Later, [new PublishedDrop(QueuedMessages.Id(1), 1, [])]),
            new RecipientsFailed(Later, [new FailedRecipient(QueuedMessages.Id(1), 1, "550 4.4.7 QUEUE.Expired; message expired", OwesDsn: false)])
        ];
        var first = Replay(journal);

        Assert.Equal(first, Replay(journal));
        Assert.Equal(4, first.Count);
        Assert.Equal(first.Count, first.Select(row => row.Split(',')[28]).Distinct().Count());
    }

    [Fact]
    public void should_leave_the_subject_out_when_subjects_are_not_logged()
    {
        var rows = JournalTracking.Of(new MessagesAccepted([QueuedMessages.To(1, "a@x.com")]), _state.Messages, Scope with { LogSubject = false });

        Assert.Equal("", Assert.Single(rows).MessageSubject);
    }

    private static QueuedMessage FromPickup(QueuedMessage message) =>
        message with { Origin = new SubmissionOrigin(SubmissionWay.Pickup, "Hub02", "order-1", "boss@contoso.com") };

    private static List<string> Replay(CategorizerEvent[] journal)
    {
        var state = new CategorizerState();
        var rows = new List<string>();
        foreach (var happened in journal)
        {
            rows.AddRange(JournalTracking.Of(happened, state.Messages, Scope).Select(TrackingRow.Format));
            state.Apply(happened);
        }

        return rows;
    }

    private IReadOnlyList<TrackingRecord> Apply(CategorizerEvent happened)
    {
        var rows = JournalTracking.Of(happened, _state.Messages, Scope);
        _state.Apply(happened);
        return rows;
    }
}
