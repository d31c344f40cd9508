using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>Numbers P1 to P14 are the vectors of the reference; P15 to P18 are about file names and belong to the directory.</summary>
public class PickupRulesSpecs
{
    private const string From = "From: bob@fabrikam.com";
    private const string To = "To: mary@contoso.com";
    private const string Date = "Date: Sun, 31 Mar 2024 16:36:42 +0000";
    private const string Id = "Message-ID: <1@fabrikam.com>";

    [Fact] // P1
    public void should_accept_and_complete_when_the_file_is_minimal()
    {
        var file = Files.Of(To, From, "Subject: Message subject");

        var message = Files.Pickup(file).Accepted();

        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
        Assert.Equal([new EnvelopeRecipient("mary@contoso.com")], message.Envelope.Recipients.ToArray());
        Assert.Empty(message.Refused);
        Assert.Equal("Message subject", message.Subject);
        Assert.Equal("bob@fabrikam.com", message.HeaderFrom);
        Assert.Equal("<0f8fad5b-d9cb-469f-a165-70867728950e@contoso.com>", message.InternetMessageId);
        Assert.Equal(new TraceInfo(Source: "Pickup"), message.Trace);
        Assert.False(message.HeadOnly);
        Assert.Equal("body\r\n", Encoding.ASCII.GetString(file, message.BodyOffset, file.Length - message.BodyOffset));
        Assert.Equal(
            [
                "Received: from Pickup by hub01.contoso.com " + Files.OwnReceived,
                To,
                From,
                "Subject: Message subject",
                "Date: Mon, 23 Nov 2026 12:00:00 +0000",
                "Message-ID: <0f8fad5b-d9cb-469f-a165-70867728950e@contoso.com>"
            ],
            message.Lines());
    }

    [Theory]
    [InlineData("To: mary@contoso.com\r\nFrom: bob@fabrikam.com\r\n", "HeaderNotTerminated")] // P2
    [InlineData("", "HeaderNotTerminated")]
    [InlineData("\r\nbody", "NoOriginator")]
    [InlineData("From: a@x.com, b@x.com\r\nTo: m@x.com\r\n\r\n", "AmbiguousOriginator")] // P3
    [InlineData("Sender: c@x.com, d@x.com\r\nFrom: a@x.com\r\nTo: m@x.com\r\n\r\n", "AmbiguousOriginator")] // P6
    [InlineData("Sender: c@x.com\r\nSender: d@x.com\r\nFrom: a@x.com\r\nTo: m@x.com\r\n\r\n", "AmbiguousOriginator")]
    [InlineData("To: m@x.com\r\n\r\n", "NoOriginator")]
    [InlineData("From: Group:;\r\nTo: m@x.com\r\n\r\n", "NoOriginator")]
    [InlineData("From: nobody\r\nTo: m@x.com\r\n\r\n", "InvalidOriginator")]
    [InlineData("From: bo\rb@x.com\r\nTo: m@x.com\r\n\r\n", "InvalidOriginator")]
    [InlineData("X-Sender: <a@x.com>\r\nFrom: a@x.com\r\nTo: m@x.com\r\n\r\n", "ReplayLookalike")] // P14, guard on
    [InlineData("x-receiver: <a@x.com>\r\nFrom: a@x.com\r\nTo: m@x.com\r\n\r\n", "ReplayLookalike")]
    [InlineData("From bob Mon Nov 23\r\nFrom: a@x.com\r\nTo: m@x.com\r\n\r\n", "MalformedHeader")]
    public void should_be_badmail_when_nobody_can_be_told(string file, string expected) =>
        Assert.Equal(expected, Files.Pickup(Encoding.ASCII.GetBytes(file)).BadmailName());

    [Theory]
    [InlineData("From: a@x.com", null, "a@x.com")]
    [InlineData("From: a@x.com, b@x.com", "Sender: c@x.com", "c@x.com")] // P4
    [InlineData("From: a@x.com", "Sender: c@x.com", "a@x.com")] // P5
    [InlineData("Subject: s", "Sender: c@x.com", "c@x.com")]
    [InlineData("From: Us: a@x.com, b@x.com;", "Sender: Them <c@x.com>", "c@x.com")]
    public void should_choose_the_originator_when_from_and_sender_vary(string first, string? second, string expected) =>
        Assert.Equal(expected, Files.Pickup(Files.Of([first, .. second is null ? Array.Empty<string>() : [second], To])).Accepted().Envelope.ReversePath);

    [Fact] // P7
    public void should_hide_the_recipients_when_bcc_names_all_of_them()
    {
        var message = Files.Pickup(Files.Of(From, "Bcc: m@contoso.com", Date, Id)).Accepted();

        Assert.Equal(["m@contoso.com"], message.Addresses());
        Assert.Equal([From, Date, Id, "To: Undisclosed recipients:;"], message.Lines()[1..]);
    }

    [Theory]
    [InlineData("To:", "To: Undisclosed recipients:;")]
    [InlineData("To: undisclosed-recipients:;", "To: undisclosed-recipients:;")]
    [InlineData("To: visible@x.com", "To: visible@x.com")]
    public void should_not_touch_a_to_that_says_something_when_bcc_is_used(string to, string expected) =>
        Assert.Equal([From, expected, Date, Id], Files.Pickup(Files.Of(From, to, "Bcc: m@contoso.com", Date, Id)).Accepted().Lines()[1..]);

    [Theory]
    [InlineData("Received: a|Received: b|Received: c|Resent-From: x@x.com|resent-anything: x")] // P8
    [InlineData("X-MS-Exchange-Organization-SCL: -1|x-ms-exchange-forest-rulesexecuted: x")] // P9
    public void should_remove_what_a_submitter_may_not_say_when_it_is_said(string headers)
    {
        var message = Files.Pickup(Files.Of([.. headers.Split('|'), From, To, Date, Id])).Accepted();

        Assert.StartsWith("Received: from Pickup by ", message.Lines()[0], StringComparison.Ordinal);
        Assert.Equal([From, To, Date, Id], message.Lines()[1..]);
    }

    [Fact] // P10
    public void should_refuse_all_when_there_are_more_recipients_than_the_limit()
    {
        var list = string.Join(", ", Enumerable.Range(0, 101).Select(i => $"r{i}@x.com"));

        var message = Files.Pickup(Files.Of(From, "To: " + list)).Accepted();

        Assert.Empty(message.Envelope.Recipients);
        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
        Assert.Equal(101, message.Refused.Length);
        Assert.All(message.Refused, refused => Assert.Equal("5.5.3", refused.Status));
        Assert.Equal(new RefusedRecipient("r0@x.com", "5.5.3", "550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients"), message.Refused[0]);
        Assert.False(message.HeadOnly);
    }

    [Fact]
    public void should_accept_when_recipients_reach_the_limit_or_repeat()
    {
        var list = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"r{i}@x.com"));

        Assert.Equal(100, Files.Pickup(Files.Of(From, "To: " + list, "Cc: R1@X.com, R2@x.COM")).Accepted().Envelope.Recipients.Length);
    }

    [Theory] // P11
    [InlineData(true)]
    [InlineData(false)]
    public void should_refuse_all_and_keep_the_head_when_the_header_is_too_large(bool endIsInReach)
    {
        var file = Files.Of(From, To, "X-Long: " + new string('x', 66 * 1024));
        var head = endIsInReach ? file : file[..65_600];

        var message = PickupRules.Decide(head, endIsInReach, Files.Context with { FileSize = file.Length }).Accepted();

        Assert.Equal([new RefusedRecipient("mary@contoso.com", "5.3.4", "550 5.3.4 SUBMIT.HeaderSizeLimit; message header too large")], message.Refused.ToArray());
        Assert.True(message.HeadOnly);
        Assert.DoesNotContain("X-Long", message.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_refuse_all_and_keep_the_head_when_the_message_is_too_large()
    {
        var message = PickupRules.Decide(Files.Of(From, To), false, Files.Context with { FileSize = 1001, MaxMessageSize = 1000 }).Accepted();

        Assert.Equal(
            [new RefusedRecipient("mary@contoso.com", "5.2.3", "550 5.2.3 RESOLVER.RST.SenderSizeLimit; message too large for this sender")],
            message.Refused.ToArray());
        Assert.True(message.HeadOnly);
    }

    [Fact]
    public void should_throw_when_the_caller_has_to_read_more() =>
        Assert.Throws<ArgumentException>(() => PickupRules.Decide("From: a@x.com\r\n"u8.ToArray(), false, Files.Context));

    [Theory]
    [InlineData("Date: yesterday")] // P12
    [InlineData("Date:")]
    [InlineData("Date: 99 Xyz 2024 99:99")]
    public void should_replace_the_date_when_it_is_malformed(string date) =>
        Assert.Equal([From, "Date: Mon, 23 Nov 2026 12:00:00 +0000", To, Id], Files.Pickup(Files.Of(From, date, To, Id)).Accepted().Lines()[1..]);

    [Theory]
    [InlineData("Message-ID:")] // P13
    [InlineData("Message-Id: <>")]
    [InlineData("message-id: < >")]
    public void should_replace_the_message_id_when_it_is_empty(string id)
    {
        var message = Files.Pickup(Files.Of(From, To, id, Date)).Accepted();

        Assert.Equal([From, To, $"Message-ID: {message.InternetMessageId}", Date], message.Lines()[1..]);
        Assert.Equal("<0f8fad5b-d9cb-469f-a165-70867728950e@contoso.com>", message.InternetMessageId);
    }

    [Theory]
    [InlineData("Message-ID: <a@b>", "<a@b>")]
    [InlineData("Message-ID:\r\n\t<a@b> (comment)", "<a@b>")]
    [InlineData("Message-ID: a@b", "<a@b>")]
    [InlineData("Message-ID: <a\u0007@b>", "<a?@b>")]
    public void should_report_the_message_id_when_there_is_one(string id, string expected)
    {
        var message = Files.Pickup(Files.Of(From, To, id, Date)).Accepted();

        Assert.Equal(expected, message.InternetMessageId);
        Assert.Contains(id, message.Text(), StringComparison.Ordinal);
    }

    [Fact] // P14, guard off
    public void should_use_from_and_to_when_the_guard_is_off()
    {
        var message = Files.Pickup(
            Files.Of("X-Sender: <forged@x.com>", "X-Receiver: <z@x.com>", From, To, Date, Id),
            Files.Context with { RefuseReplayLookalikes = false }).Accepted();

        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
        Assert.Equal(["mary@contoso.com"], message.Addresses());
        Assert.Equal(["X-Sender: <forged@x.com>", "X-Receiver: <z@x.com>", From, To, Date, Id], message.Lines()[1..]);
    }

    [Fact]
    public void should_submit_the_rest_when_some_recipients_are_malformed()
    {
        var message = Files.Pickup(Files.Of(From, "To: mary@contoso.com, not an address, \u0007@x.com", "Cc: nobody")).Accepted();

        Assert.Equal(["mary@contoso.com"], message.Addresses());
        Assert.Equal(["not an address", "?@x.com", "nobody"], message.Refused.Select(refused => refused.Address));
        Assert.All(message.Refused, refused => Assert.Equal("550 5.1.3 STOREDRV.Submit; invalid recipient address", refused.Diagnostic));
    }

    [Theory]
    [InlineData("Subject: s")]
    [InlineData("To: undisclosed-recipients:;")]
    [InlineData("Cc:")]
    public void should_refuse_once_when_there_are_no_recipients(string header)
    {
        var message = Files.Pickup(Files.Of(From, header)).Accepted();

        Assert.Empty(message.Envelope.Recipients);
        Assert.Equal([new RefusedRecipient("", "5.5.4", "550 5.5.4 SUBMIT.NoRecipients; no recipients")], message.Refused.ToArray());
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void should_break_the_loop_when_the_hop_limit_is_passed(int hops, bool accepted)
    {
        var message = Files.Pickup(Files.Of([.. Enumerable.Repeat("Received: from a by b; x", hops), From, To])).Accepted();

        Assert.Equal(accepted ? [] : ["554 5.4.6 Hop count exceeded - possible mail loop"], message.Refused.Select(refused => refused.Diagnostic));
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed", true)]
    [InlineData("Content-Type: multipart/mixed; boundary=\"\"", true)]
    [InlineData("Content-Type: MULTIPART/Mixed;\r\n boundary=abc", false)]
    [InlineData("Content-Type: text", false)]
    [InlineData("Content-Type: text/plain; charset=", false)]
    public void should_refuse_all_when_no_reader_could_take_the_message_apart(string header, bool refused) =>
        Assert.Equal(refused ? ["5.6.0"] : [], Files.Pickup(Files.Of(From, To, header)).Accepted().Refused.Select(recipient => recipient.Status));

    [Fact]
    public void should_encapsulate_one_off_addresses_when_a_recipient_field_has_them()
    {
        var message = Files.Pickup(Files.Of(
            From,
            "To: Jane Doe[FAX:+1 425], bob@x.com",
            "Cc: plain@x.com, u@[10.1.1.1]",
            "Bcc: [X400:c=US;a= ;p=Contoso;o=Sales;s=Doe]",
            Date,
            Id)).Accepted();

        Assert.Equal(
            ["IMCEAFAX-+2B1+20425@contoso.com", "bob@x.com", "plain@x.com", "u@[10.1.1.1]", "IMCEAX400-c=US+3Ba=+20+3Bp=Contoso+3Bo=Sales+3Bs=Doe@contoso.com"],
            message.Addresses());
        Assert.Equal(
            [From, "To: Jane Doe <IMCEAFAX-+2B1+20425@contoso.com>, bob@x.com", "Cc: plain@x.com, u@[10.1.1.1]", Date, Id],
            message.Lines()[1..]);
    }

    [Theory]
    [InlineData("Subject: plain", "plain")]
    [InlineData("Subject:\r\n folded\r\n\tonce", "folded once")]
    [InlineData("Subject: =?utf-8?B?R3LDvMOfZQ==?=", "Grüße")]
    [InlineData("Subject: =?utf-8?B?YQ0KQmNjOiB4QHguY29t?=", "a??Bcc: x@x.com")]
    [InlineData("Subject: raw Grüße", "raw Grüße")]
    [InlineData("X: y", "")]
    public void should_show_the_subject_when_it_is_written_in_any_way(string header, string expected) =>
        Assert.Equal(expected, Files.Pickup(Files.Of(From, To, header)).Accepted().Subject);

    [Fact]
    public void should_take_100_000_recipients_in_one_pass_when_the_limits_allow()
    {
        var list = string.Join(",", Enumerable.Range(0, 100_000).Select(i => $"\"R, {i}\" <r{i}@x.com>"));

        var message = Files.Pickup(Files.Of(From, "To: " + list), Files.Context with { MaxHeaderSize = int.MaxValue, MaxRecipients = 100_000 }).Accepted();

        Assert.Equal(100_000, message.Envelope.Recipients.Length);
    }

    [Fact]
    public void should_have_a_catalogue_entry_with_a_remedy_when_a_file_is_refused() =>
        Assert.All(
            ErrorCatalogue.All.Where(entry => entry.Code.StartsWith("FT-30", StringComparison.Ordinal)),
            entry => Assert.True(entry.Meaning.EndsWith('.') && entry.Remedy.EndsWith('.')));
}
