using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

public class TrackingEventsSpecs
{
    private const string FaxAddress = "IMCEAFAX-+2B1+20425@contoso.com";

    private static readonly DateTimeOffset Now = new(2024, 3, 31, 16, 36, 43, 120, TimeSpan.Zero);
    private static readonly TrackingStamp Stamp = new(Now, new Guid("7d1b0c5e-2a44-4a55-9d6f-0b1c2d3e4f50"), "MBX1", "10.0.0.5", "15.01.2507.017");
    private static readonly EnvelopeRecipient[] Fax = [new(FaxAddress)];

    private static readonly TrackedMessage Message = new()
    {
        Id = new MessageId(0x0f8e1c2d3b4a5968, 0x778695a4b3c2d1e0),
        InternalMessageId = 73014444033,
        InternetMessageId = "<4867a3d7@fabrikam.com>",
        Subject = "Order 7, urgent",
        Sender = "bob@fabrikam.com",
        ReversePath = "bounce@fabrikam.com",
        Size = 20480,
        FirstEntry = Now.AddMilliseconds(-220),
        Directionality = TrackingDirectionality.Incoming,
        OriginalClientIp = "203.0.113.9",
        OriginalServerIp = "10.0.0.5"
    };

    // tracking.md 14.3, complete.
    [Fact]
    public void should_write_the_reference_row_when_a_file_is_dropped()
    {
        var row = TrackingEvents.SentToGateway(Stamp, Message, Fax, "Fax Connector",
            "/var/drop/fax/20240331163643117-mbx1-0f8e1c2d3b4a5968778695a4b3c2d1e0-1.eml", relayDsnRequired: false);

        Assert.Equal(
            "2024-03-31T16:36:43.120Z,10.0.0.5,MBX1,10.0.0.5,MBX1,/var/drop/fax/20240331163643117-mbx1-0f8e1c2d3b4a5968778695a4b3c2d1e0-1.eml,"
            + "Fax Connector,GATEWAY,SEND,73014444033,<4867a3d7@fabrikam.com>,0f8e1c2d-3b4a-5968-7786-95a4b3c2d1e0,IMCEAFAX-+2B1+20425@contoso.com,"
            + "250 2.0.0 Written to drop directory,20480,1,,,\"Order 7, urgent\",bob@fabrikam.com,bounce@fabrikam.com,2024-03-31T16:36:42.900Z,Incoming,,"
            + "203.0.113.9,10.0.0.5,,Email,7d1b0c5e-2a44-4a55-9d6f-0b1c2d3e4f50,15.01.2507.017",
            TrackingRow.Format(row));
    }

    [Fact]
    public void should_record_relayed_per_recipient_when_the_connector_reports_relays()
    {
        EnvelopeRecipient[] recipients = [new("a@x.com", DsnNotify.Success), new("b@x.com")];

        var row = TrackingEvents.SentToGateway(Stamp, Message, recipients, "Fax Connector", "/drop/1.eml", relayDsnRequired: true);
        var fromNobody = TrackingEvents.SentToGateway(Stamp, Message with { ReversePath = "" }, recipients, "Fax Connector", "/drop/1.eml", relayDsnRequired: true);

        Assert.Equal<string>(["250 2.0.0 Relayed", "250 2.0.0 Written to drop directory"], row.RecipientStatus);
        Assert.Equal<string>(["250 2.0.0 Written to drop directory", "250 2.0.0 Written to drop directory"], fromNobody.RecipientStatus);
        Assert.Equal("<>", fromNobody.ReturnPath);
    }

    // tracking.md section 8: event and source of each path.
    [Fact]
    public void should_name_event_and_source_as_documented_when_something_happens()
    {
        var error = ErrorCatalogue.DropDirectoryMissing.With("/drop/fax");
        DsnRecipient[] failed = [new(Fax[0], new EnhancedStatusCode(5, 4, 4), StandardResponses.NoConnector)];
        (string Expected, TrackingRecord Row)[] rows =
        [
            ("RECEIVE/PICKUP", TrackingEvents.Received(Stamp, TrackingSource.Pickup, Message, Fax)),
            ("RECEIVE/ADMIN", TrackingEvents.Received(Stamp, TrackingSource.Admin, Message, Fax)),
            ("BADMAIL/PICKUP", TrackingEvents.BadMail(Stamp, TrackingSource.Pickup, "x.eml", error)),
            ("BADMAIL/ADMIN", TrackingEvents.BadMail(Stamp, TrackingSource.Admin, "x.eml", error)),
            ("DEFER/GATEWAY", TrackingEvents.DeferredByGateway(Stamp, Message, Fax, "Fax Connector", error)),
            ("DEFER/QUEUE", TrackingEvents.Resubmitted(Stamp, Message, Fax)),
            ("FAIL/ROUTING", TrackingEvents.Failed(Stamp, TrackingSource.Routing, Message, Fax, StandardResponses.NoConnector)),
            ("FAIL/PICKUP", TrackingEvents.Failed(Stamp, TrackingSource.Pickup, Message, Fax, StandardResponses.RecipientLimit)),
            ("FAIL/QUEUE", TrackingEvents.Failed(Stamp, TrackingSource.Queue, Message, Fax, StandardResponses.QueueExpired, Now)),
            ("FAIL/ADMIN", TrackingEvents.Failed(Stamp, TrackingSource.Admin, Message, Fax, StandardResponses.QueueAdmin)),
            ("DROP/ADMIN", TrackingEvents.DroppedByAdministrator(Stamp, Message, Fax)),
            ("DSN/DSN", TrackingEvents.Notified(Stamp, Message, failed, "<dsn@contoso.com>")),
            ("POISONMESSAGE/POISONMESSAGE", TrackingEvents.Poisoned(Stamp, Message, Fax, "2 failures")),
            ("LOAD/BOOTLOADER", TrackingEvents.Loaded(Stamp, Message, Fax))
        ];

        Assert.All(rows, row =>
        {
            Assert.Equal(row.Expected, $"{row.Row.EventId.Name()}/{row.Row.Source.Name()}");
            Assert.NotEqual("", row.Row.ReturnPath);
            var line = TrackingRow.Format(row.Row);
            Assert.True(new TrackingRowReader(TrackingColumns.Current).TryRead(line, out var read, out var error), error?.ToString());
            Assert.Equal(line, TrackingRow.Format(read));
        });
    }

    [Fact]
    public void should_give_the_failure_in_brackets_when_a_recipient_fails()
    {
        Assert.Equal<string>(
            ["[{LED=550 5.4.4 ROUTING.NoConnector; no connector serves this address type};{MSG=};{FQDN=};{IP=};{LRT=}]"],
            TrackingEvents.Failed(Stamp, TrackingSource.Routing, Message, Fax, StandardResponses.NoConnector).RecipientStatus);
        Assert.Equal<string>(
            ["[{LED=550 4.4.7 QUEUE.Expired; message expired};{MSG=};{FQDN=};{IP=};{LRT=2024-03-31T16:36:43.120Z}]"],
            TrackingEvents.Failed(Stamp, TrackingSource.Queue, Message, Fax, StandardResponses.QueueExpired, Now).RecipientStatus);
    }

    [Fact]
    public void should_name_the_error_when_the_gateway_defers()
    {
        var row = TrackingEvents.DeferredByGateway(Stamp, Message, Fax, "Fax Connector", ErrorCatalogue.DropDirectoryQuotaExceeded.With("1000 of 1000 bytes"));

        Assert.Equal("FT-2103 DropDirectoryQuotaExceeded: 1000 of 1000 bytes", row.SourceContext);
        Assert.Equal("Fax Connector", row.ConnectorId);
    }

    [Fact]
    public void should_leave_most_fields_empty_when_a_file_is_badmail()
    {
        var row = TrackingEvents.BadMail(Stamp, TrackingSource.Pickup, "x.eml", ErrorCatalogue.InvalidSmtpAddress.With("From"));

        Assert.Equal("x.eml: FT-1001 InvalidSmtpAddress: From", row.SourceContext);
        Assert.Equal("<>", row.ReturnPath);
        Assert.Null(row.NetworkMessageId);
        Assert.Empty(row.Recipients);
    }

    [Fact]
    public void should_leave_the_subject_out_when_subject_logging_is_off() =>
        Assert.Equal("", TrackingEvents.Loaded(Stamp with { LogSubject = false }, Message, Fax).MessageSubject);

    [Fact]
    public void should_refer_to_the_other_message_when_a_notification_is_made()
    {
        DsnRecipient[] failed = [new(Fax[0], new EnhancedStatusCode(5, 1, 1), StandardResponses.RecipientNotFound, "mx.fabrikam.com", Now)];

        Assert.Equal("<dsn@contoso.com>", TrackingEvents.Notified(Stamp, Message, failed, "<dsn@contoso.com>").Reference);
        Assert.Equal<string>(
            ["[{LED=550 5.1.1 RESOLVER.ADR.RecipNotFound; not found};{MSG=};{FQDN=mx.fabrikam.com};{IP=};{LRT=2024-03-31T16:36:43.120Z}]"],
            TrackingEvents.Notified(Stamp, Message, failed, "<dsn@contoso.com>").RecipientStatus);
        Assert.Equal("<4867a3d7@fabrikam.com>",
            TrackingEvents.Received(Stamp, TrackingSource.Dsn, Message, Fax, reference: "<4867a3d7@fabrikam.com>").Reference);
    }
}
