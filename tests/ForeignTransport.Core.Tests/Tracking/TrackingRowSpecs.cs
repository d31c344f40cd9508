using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;
using FsCheck.Xunit;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

public class TrackingRowSpecs
{
    // tracking.md 14.3.
    private const string DropRow =
        "2024-03-31T16:36:43.120Z,10.0.0.5,MBX1,10.0.0.5,MBX1,/var/drop/fax/20240331163643117-mbx1-0f8e1c2d3b4a5968778695a4b3c2d1e0-1.eml,"
        + "Fax Connector,GATEWAY,SEND,73014444033,<4867a3d7@fabrikam.com>,0f8e1c2d-3b4a-5968-7786-95a4b3c2d1e0,IMCEAFAX-+2B1+20425@contoso.com,"
        + "250 2.0.0 Written to drop directory,20480,1,,,\"Order 7, urgent\",bob@fabrikam.com,bounce@fabrikam.com,2024-03-31T16:36:42.900Z,Incoming,,"
        + "203.0.113.9,10.0.0.5,,Email,7d1b0c5e-2a44-4a55-9d6f-0b1c2d3e4f50,15.01.2507.017";

    private static readonly TrackingRecord Minimal = new()
    {
        Timestamp = new DateTimeOffset(2024, 3, 31, 16, 36, 43, 120, TimeSpan.Zero),
        Source = TrackingSource.Gateway,
        EventId = TrackingEventId.Send
    };

    [Fact]
    public void should_give_every_field_when_the_reference_row_is_read()
    {
        var record = Read(DropRow);

        Assert.Equal(Minimal.Timestamp, record.Timestamp);
        Assert.Equal("10.0.0.5", record.ClientIp);
        Assert.Equal("MBX1", record.ServerHostname);
        Assert.Equal("Fax Connector", record.ConnectorId);
        Assert.Equal(TrackingSource.Gateway, record.Source);
        Assert.Equal(TrackingEventId.Send, record.EventId);
        Assert.Equal(73014444033, record.InternalMessageId);
        Assert.Equal("<4867a3d7@fabrikam.com>", record.MessageId);
        Assert.Equal("0f8e1c2d3b4a5968778695a4b3c2d1e0", record.NetworkMessageId.ToString());
        Assert.Equal<string>(["IMCEAFAX-+2B1+20425@contoso.com"], record.Recipients);
        Assert.Equal<string>(["250 2.0.0 Written to drop directory"], record.RecipientStatus);
        Assert.Equal(20480, record.TotalBytes);
        Assert.Equal(1, record.RecipientCount);
        Assert.Equal("Order 7, urgent", record.MessageSubject);
        Assert.Equal("bob@fabrikam.com", record.Sender);
        Assert.Equal("bounce@fabrikam.com", record.ReturnPath);
        Assert.Equal("2024-03-31T16:36:42.900Z", record.MessageInfo);
        Assert.Equal(TrackingDirectionality.Incoming, record.Directionality);
        Assert.Equal("203.0.113.9", record.OriginalClientIp);
        Assert.Equal(new Guid("7d1b0c5e-2a44-4a55-9d6f-0b1c2d3e4f50"), record.LogId);
        Assert.Equal("15.01.2507.017", record.SchemaVersion);
    }

    [Fact]
    public void should_be_the_same_bytes_when_the_reference_row_is_written_again() => Assert.Equal(DropRow, TrackingRow.Format(Read(DropRow)));

    // tracking.md 14.4.
    [Fact]
    public void should_follow_the_list_rules_when_fields_hold_several_values()
    {
        var row = Columns("date-time,source,event-id,source-context,recipient-address,recipient-status,return-path");

        Assert.Equal("MDB:619, Mailbox:279, Event:2", Read(Line("\"MDB:619, Mailbox:279, Event:2\"", "", "", ""), row).SourceContext);
        Assert.Equal<string>(["a@x.com", "b@x.com"], Read(Line("", "a@x.com;b@x.com", "", ""), row).Recipients);
        Assert.Equal<string>(["To", "Cc"], Read(Line("", "", "To;Cc", ""), row).RecipientStatus);
        Assert.Equal("<>", Read(Line("", "", "", "<>"), row).ReturnPath);
        Assert.Equal<string>(
            ["[{LED=550 5.1.1 RESOLVER.ADR.RecipNotFound; not found};{MSG=};{FQDN=};{IP=};{LRT=}]", "250 2.0.0 ok"],
            Read(Line("", "", "[{LED=550 5.1.1 RESOLVER.ADR.RecipNotFound; not found};{MSG=};{FQDN=};{IP=};{LRT=}];250 2.0.0 ok", ""), row).RecipientStatus);
        Assert.Single(Read(Line("", "", "[{LRT=};{LED=550 5.7.1 RESOLVER.RST.AuthRequired; authentication required};{FQDN=};{IP=}]", ""), row).RecipientStatus);
        Assert.Equal<string>(["\"a;b\"@x.com", "c@x.com"], Read(Line("", "\"\"\"a;b\"\"@x.com;c@x.com\"", "", ""), row).Recipients);

        static string Line(string context, string recipients, string status, string returnPath) =>
            $"2024-03-31T16:36:43.120Z,SMTP,SEND,{context},{recipients},{status},{returnPath}";
    }

    [Fact]
    public void should_leave_a_field_empty_when_the_log_is_of_a_release_without_it()
    {
        var columns2010 = Columns(string.Join(',', TrackingColumns.Current.Names.Take(27).Where(name => name != "network-message-id")));

        var record = Read("2024-03-31T16:36:43.120Z,,,,,,,SMTP,RECEIVE,1,<a@b>,r@x.com,,10,1,,,Hello,s@x.com,s@x.com,,,,,,S:A=B", columns2010);

        Assert.Null(record.NetworkMessageId);
        Assert.Null(record.LogId);
        Assert.Equal<string>(["r@x.com"], record.Recipients);
        Assert.Equal("S:A=B", record.CustomData);
    }

    [Fact]
    public void should_accept_a_network_message_id_without_hyphens_when_read()
    {
        var row = DropRow.Replace("0f8e1c2d-3b4a-5968-7786-95a4b3c2d1e0", "0f8e1c2d3b4a5968778695a4b3c2d1e0", StringComparison.Ordinal);

        Assert.Equal(Read(DropRow).NetworkMessageId, Read(row).NetworkMessageId);
    }

    [Theory]
    [InlineData("", "1 fields instead of 3")]
    [InlineData("2024-03-31T16:36:43.120Z,SMTP", "2 fields instead of 3")]
    [InlineData("2024-03-31T16:36:43.120Z,SMTP,SEND,", "4 fields instead of 3")]
    [InlineData("2024-03-31 16:36:43,SMTP,SEND", "date-time is not readable")]
    [InlineData("2024-03-31T16:36:43.120Z,CARRIERPIGEON,SEND", "source is not readable")]
    [InlineData("2024-03-31T16:36:43.120Z,SMTP,3", "event-id is not readable")]
    [InlineData("2024-03-31T16:36:43.120Z,SMTP,\"SEND", "a quote is out of place")]
    [InlineData("2024-03-31T16:36:43.120Z,SMTP,\"SEND\"x", "a quote is out of place")]
    [InlineData("2024-03-31T16:36:43.120Z,SMTP,SE\"ND", "a quote is out of place")]
    public void should_say_what_is_wrong_when_a_line_is_malformed(string line, string detail)
    {
        Assert.False(new TrackingRowReader(Columns("date-time,source,event-id")).TryRead(line, out var record, out var error));
        Assert.Null(record);
        Assert.Equal(detail, error.Detail);
        Assert.Equal("FT-2151", error.Entry.Code);
    }

    [Fact]
    public void should_write_blanks_when_values_hold_line_ends()
    {
        var row = TrackingRow.Format(Minimal with { MessageSubject = "a\r\nb\0c", Recipients = ["x\n@y"] });

        Assert.DoesNotContain(row, char.IsControl);
        Assert.Equal("a  b c", Read(row).MessageSubject);
    }

    [Property(Replay = "(11,13)", MaxTest = 500)]
    public void should_keep_every_text_when_written_and_read(string? context, string? subject, string? sender, long? id, ulong high, ulong low)
    {
        var written = Minimal with
        {
            SourceContext = context ?? "",
            MessageSubject = subject ?? "",
            Sender = sender ?? "",
            InternalMessageId = id,
            NetworkMessageId = new MessageId(high, low)
        };

        var line = TrackingRow.Format(written);
        var read = Read(line);

        Assert.Equal(Blanked(written.SourceContext), read.SourceContext);
        Assert.Equal(Blanked(written.MessageSubject), read.MessageSubject);
        Assert.Equal(Blanked(written.Sender), read.Sender);
        Assert.Equal(id, read.InternalMessageId);
        Assert.Equal(written.NetworkMessageId, read.NetworkMessageId);
        Assert.Equal(line, TrackingRow.Format(read));
        Assert.DoesNotContain(line, char.IsControl);
    }

    [Property(Replay = "(11,13)", MaxTest = 500)]
    public void should_keep_the_number_of_values_when_lists_are_written_and_read(string[] texts)
    {
        string[] values = [.. texts.Where(text => !string.IsNullOrEmpty(text))];
        var line = TrackingRow.Format(Minimal with { Recipients = [.. values], RecipientStatus = [.. values] });

        var read = Read(line);

        Assert.Equal(values.Length, read.Recipients.Length);
        Assert.Equal(values.Length, read.RecipientStatus.Length);
        Assert.Equal(line, TrackingRow.Format(read));
    }

    [Theory]
    [InlineData("\"a;b\"@x.com")]
    [InlineData("\"a\\\";b\"@x.com")]
    [InlineData("user@[10.1.1.1]")]
    [InlineData("IMCEAFAX-+2B1+20425@contoso.com")]
    public void should_keep_an_address_when_it_is_one(string address) =>
        Assert.Equal<string>([address, "z@x.com"], Read(TrackingRow.Format(Minimal with { Recipients = [address, "z@x.com"] })).Recipients);

    private static TrackingRecord Read(string line) => Read(line, TrackingColumns.Current);

    private static TrackingRecord Read(string line, TrackingColumns columns)
    {
        Assert.True(new TrackingRowReader(columns).TryRead(line, out var record, out var error), error?.ToString());
        return record;
    }

    private static TrackingColumns Columns(string names)
    {
        Assert.True(TrackingColumns.TryParse("#Fields: " + names, out var columns, out var error), error?.ToString());
        return columns;
    }

    private static string Blanked(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
