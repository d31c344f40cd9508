using System.Text;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>Numbers R1 to R17 are the vectors of the reference.</summary>
public class ReplayRulesSpecs
{
    private const string Sender = "X-Sender: <bob@fabrikam.com>";
    private const string Receiver = "X-Receiver: <mary@contoso.com>";
    private const string Date = "Date: Sun, 31 Mar 2024 16:36:42 +0000";
    private const string Id = "Message-ID: <1@fabrikam.com>";

    [Fact] // R1
    public void should_read_the_envelope_when_the_file_is_the_vendors_sample()
    {
        var message = Files.Replay(Files.Of(
            "X-Receiver: <mary@contoso.com> NOTIFY=NEVER ORcpt=mary@contoso.com",
            "X-Sender: <bob@fabrikam.com> BODY=7bit ENVID=12345AB auth=<someAuth>",
            "Subject: s",
            Date,
            Id)).Accepted();

        Assert.Equal("bob@fabrikam.com", message.Envelope.ReversePath);
        Assert.Equal(DsnReturn.Unspecified, message.Envelope.Return);
        Assert.Equal(BodyType.SevenBit, message.Envelope.Body);
        Assert.Equal("12345AB", message.Envelope.EnvelopeId);
        Assert.Equal("<someAuth>", message.Envelope.Auth);
        Assert.Equal([new EnvelopeRecipient("mary@contoso.com", DsnNotify.Never, "rfc822;mary@contoso.com")], message.Envelope.Recipients.ToArray());
        Assert.Equal(new TraceInfo("Unspecified", Source: "Replay"), message.Trace);
        Assert.Equal("", message.HeaderFrom);
        Assert.Equal(["Received: from Replay by hub01.contoso.com " + Files.OwnReceived, "Subject: s", Date, Id], message.Lines());
        Assert.Empty(message.Warnings);
    }

    [Theory]
    [InlineData("Subject: s|X-Sender: <b@x.com>|X-Receiver: <m@x.com>", "NoOriginator")] // R2
    [InlineData("X-Receiver: <m@x.com>|Subject: s|X-Sender: <b@x.com>", "NoOriginator")]
    [InlineData("X-Sender: <b@x.com>|Subject: s", "NoReplayRecipient")] // R5
    [InlineData("X-Sender: <b@x.com>|Subject: s|X-Receiver: <m@x.com>", "NoReplayRecipient")]
    [InlineData("X-Sender: <b@x.com>|X-EndOfInjectedXHeaders: 1|X-Receiver: <m@x.com>", "NoReplayRecipient")]
    [InlineData("X-Sender: <b@x.com>|X-Sender: <c@x.com>|X-Receiver: <m@x.com>", "AmbiguousOriginator")] // R6
    [InlineData("X-Sender:|X-Receiver: <m@x.com>", "InvalidOriginator")]
    [InlineData("X-Sender: <b@x.com|X-Receiver: <m@x.com>", "InvalidOriginator")]
    [InlineData("X-Sender: <b@x.com>, <c@x.com>|X-Receiver: <m@x.com>", "InvalidOriginator")]
    [InlineData("X-Sender: nobody|X-Receiver: <m@x.com>", "InvalidOriginator")]
    [InlineData("X-Sender: <b@x.com\r\n >|X-Receiver: <m@x.com>", "InvalidOriginator")]
    [InlineData("X-Sender: <>|X-Receiver: <m@x.com>|X-CreatedBy:", "MalformedInjectedHeader")] // R7, null sender
    [InlineData("X-Sender: <>|X-Receiver: <m@x.com> NOTIFY=NEVER,SUCCESS", "MalformedInjectedHeader")]
    [InlineData("X-Sender: <>|X-Receiver: nobody", "InvalidRecipient")]
    [InlineData("X-Sender: <>|X-Receiver: <m@x.com>|Content-Type: multipart/mixed", "MalformedContent")]
    public void should_be_badmail_when_nobody_can_be_told(string headers, string expected) =>
        Assert.Equal(expected, Files.Replay(Files.Of(headers.Split('|'))).BadmailName());

    [Fact] // R3, R11, R12
    public void should_deliver_to_the_receivers_only_when_the_header_names_others()
    {
        var message = Files.Replay(Files.Of(
            Sender, Receiver, "x-receiver: other@contoso.com", "To: other@x.com", "Bcc: z@x.com", "Resent-To: y@x.com", Date, Id)).Accepted();

        Assert.Equal(["mary@contoso.com", "other@contoso.com"], message.Addresses());
        Assert.Equal(["To: other@x.com", "Resent-To: y@x.com", Date, Id], message.Lines()[1..]);
    }

    [Fact] // R4
    public void should_accept_the_null_reverse_path_when_it_is_given() =>
        Assert.True(Files.Replay(Files.Of("X-Sender: <>", Receiver)).Accepted().Envelope.HasNullReversePath);

    [Theory]
    [InlineData("X-CreatedBy:", Receiver)] // R7
    [InlineData("X-CreatedBy: Notes", "X-Receiver: <mary@contoso.com> NOTIFY=NEVER,SUCCESS")] // R15
    [InlineData("X-CreatedBy: Notes", "X-Receiver: <mary@contoso.com> NOTIFY=")]
    [InlineData("X-CreatedBy: Notes", "X-Receiver: <mary@contoso.com> NOTIFY=SUCCESS,")]
    [InlineData("X-CreatedBy: Notes", "X-Receiver: <mary@contoso.com> NOTIFY=ALWAYS")]
    public void should_refuse_all_when_an_injected_header_is_malformed(string createdBy, string receiver)
    {
        var message = Files.Replay(Files.Of(Sender, receiver, createdBy)).Accepted();

        Assert.Equal([new RefusedRecipient("mary@contoso.com", "5.6.0", "550 5.6.0 SUBMIT.InvalidContent; message content is malformed")], message.Refused.ToArray());
        Assert.False(message.HeadOnly);
    }

    [Theory]
    [InlineData("BODY=9bit")]
    [InlineData("RET=ALL")]
    [InlineData("ret")]
    public void should_refuse_all_when_a_sender_parameter_is_malformed(string parameter) =>
        Assert.Equal("5.6.0", Assert.Single(Files.Replay(Files.Of($"{Sender} {parameter}", Receiver)).Accepted().Refused).Status);

    [Theory]
    [InlineData(null, false, "Unspecified")] // R8
    [InlineData("MSExchange15", true, "MSExchange15")] // R9
    [InlineData("Notes", false, "Notes")] // R10
    [InlineData("msexchange15", false, "msexchange15")]
    public void should_keep_organization_headers_only_when_the_creator_is_trusted(string? createdBy, bool kept, string expected)
    {
        string[] headers = ["X-MS-Exchange-Organization-SCL: -1", "X-MS-Exchange-Forest-RulesExecuted: x", "Received: from a by b; c", Date, Id];
        string[] injected = createdBy is null ? [Sender, Receiver] : [Sender, Receiver, "X-CreatedBy: " + createdBy];

        var message = Files.Replay(Files.Of([.. injected, .. headers])).Accepted();

        Assert.Equal(kept ? headers : headers[2..], message.Lines()[1..]);
        Assert.Equal(expected, message.Trace.CreatedBy);
        Assert.Equal(kept ? [SubmissionWarningKind.OrganizationHeadersKept] : [], message.Warnings.Select(warning => warning.Kind));
    }

    [Theory]
    [InlineData("MSExchange15", true)]
    [InlineData("Notes", true)]
    [InlineData("notes", false)]
    [InlineData("Other", false)]
    [InlineData(null, false)]
    public void should_keep_organization_headers_when_the_creator_is_any_of_several_that_are_trusted(string? createdBy, bool kept)
    {
        string[] injected = createdBy is null ? [Sender, Receiver] : [Sender, Receiver, "X-CreatedBy: " + createdBy];
        var context = Files.Context with { TrustedCreatedBy = ["MSExchange15", "Notes", ""] };

        var message = Files.Replay(Files.Of([.. injected, "X-MS-Exchange-Organization-SCL: -1", Date, Id]), context).Accepted();

        Assert.Equal(kept, message.Lines().Contains("X-MS-Exchange-Organization-SCL: -1"));
    }

    [Fact]
    public void should_trust_nobody_when_the_list_is_empty()
    {
        var message = Files.Replay(
            Files.Of(Sender, Receiver, "X-CreatedBy: MSExchange15", "X-MS-Exchange-Organization-SCL: -1", Date, Id),
            Files.Context with { TrustedCreatedBy = [] }).Accepted();

        Assert.DoesNotContain("X-MS-Exchange-Organization-SCL: -1", message.Lines());
    }

    [Theory]
    [InlineData("<u@contoso.com>; X-ExtendedProps=BQAm", DsnNotify.Unspecified, null, "BQAm")] // R13
    [InlineData("<u@contoso.com> ORCPT=rfc822;u@contoso.com NOTIFY=NEVER; X-ExtendedProps=BQAm", DsnNotify.Never, "rfc822;u@contoso.com", "BQAm")] // R14
    [InlineData("<u@contoso.com> ORCPT=rfc822;u@contoso.com NOTIFY=NEVER; X-ExtendedProps=BQ\r\n\tAm\r\n AA==", DsnNotify.Never, "rfc822;u@contoso.com", "BQAmAA==")]
    [InlineData("<u@contoso.com> notify=success,Failure", DsnNotify.Success | DsnNotify.Failure, null, null)]
    [InlineData("<u@contoso.com> NOTIFY=SUCCESS,\r\n DELAY", DsnNotify.Success | DsnNotify.Delay, null, null)]
    [InlineData("u@contoso.com ORCPT=x400;c=us", DsnNotify.Unspecified, "x400;c=us", null)]
    [InlineData("u@contoso.com; X-ExtendedProps=BQAm", DsnNotify.Unspecified, null, "BQAm")]
    [InlineData("<u@contoso.com> ;", DsnNotify.Unspecified, null, null)]
    [InlineData("<u@contoso.com>\t NOTIFY=NEVER \r\n ", DsnNotify.Never, null, null)]
    public void should_read_the_parameters_when_a_receiver_has_them(string value, DsnNotify notify, string? orcpt, string? properties)
    {
        var message = Files.Replay(Files.Of(Sender, "X-Receiver: " + value)).Accepted();

        Assert.Equal([new EnvelopeRecipient("u@contoso.com", notify, orcpt, properties)], message.Envelope.Recipients.ToArray());
        Assert.Empty(message.Warnings);
    }

    [Theory]
    [InlineData("<u@contoso.com> SIZE=1", DsnNotify.Unspecified, null)]
    [InlineData("<u@contoso.com> NOTIFY=NEVER NOTIFY=DELAY", DsnNotify.Never, null)]
    [InlineData("<u@contoso.com> ORCPT=rfc822;a@x.com orcpt=rfc822;b@x.com", DsnNotify.Unspecified, "rfc822;a@x.com")]
    [InlineData("<u@contoso.com> ORCPT=rfc822;a+0D+0Ab@x.com", DsnNotify.Unspecified, null)]
    [InlineData("<u@contoso.com> ORCPT=rfc822;", DsnNotify.Unspecified, null)]
    [InlineData("<u@contoso.com>; X-ExtendedProps=!", DsnNotify.Unspecified, null)]
    public void should_warn_and_go_on_when_a_parameter_says_nothing_certain(string value, DsnNotify notify, string? orcpt)
    {
        var message = Files.Replay(Files.Of(Sender, "X-Receiver: " + value)).Accepted();

        Assert.Equal([new EnvelopeRecipient("u@contoso.com", notify, orcpt)], message.Envelope.Recipients.ToArray());
        Assert.Equal(SubmissionWarningKind.EnvelopeParameterIgnored, Assert.Single(message.Warnings).Kind);
    }

    [Theory]
    [InlineData("ENVID=", 100, true)]
    [InlineData("ENVID=", 101, false)]
    [InlineData("AUTH=", 500, true)]
    [InlineData("AUTH=", 501, false)]
    public void should_ignore_a_parameter_when_it_is_longer_than_allowed(string name, int length, bool kept)
    {
        var value = new string('a', length);

        var envelope = Files.Replay(Files.Of($"{Sender} {name}{value}", Receiver)).Accepted().Envelope;

        Assert.Equal(kept ? value : null, envelope.EnvelopeId ?? envelope.Auth);
    }

    [Fact] // R16
    public void should_believe_no_size_when_the_end_marker_lies()
    {
        var message = Files.Replay(Files.Of(Sender, Receiver, "X-EndOfInjectedXHeaders: 999999", "X-Source: mine", Date, Id)).Accepted();

        Assert.Equal(["X-Source: mine", Date, Id], message.Lines()[1..]);
        Assert.Equal("Replay", message.Trace.Source);
    }

    [Fact] // R17
    public void should_leave_the_native_address_to_the_resolver_when_it_is_encapsulated()
    {
        var address = Assert.Single(Files.Replay(Files.Of(Sender, "X-Receiver: <IMCEAFAX-+2B1425@contoso.com>")).Accepted().Addresses());

        Assert.True(SmtpAddress.TryParse(address, out var parsed, out _));
        Assert.True(Imcea.TryResolve(parsed, "contoso.com", out var native, out _));
        Assert.Equal("FAX:+1425", native.ToString());
    }

    [Fact]
    public void should_read_the_trace_when_the_file_is_a_real_export()
    {
        var message = Files.Replay(Files.Of(
            "X-sender: <list+bounces-1@lists.example.org>",
            "X-Receiver: <user@contoso.com> ORCPT=rfc822;user@contoso.com NOTIFY=NEVER; X-ExtendedProps=BQAVABYAAgAAAA==",
            "X-CreatedBy: MSExchange15",
            "X-HeloDomain: mx1.contoso.com",
            "X-ExtendedMessageProps: BQBjAAoAgkemlidQ3AgFADcAAgAADwA8AAAA",
            "X-Source: SMTP:Default MBX2",
            "X-SourceIPAddress: 10.53.40.199",
            "X-ForeignTransport-Possible-Duplicate: true",
            "X-EndOfInjectedXHeaders: 12503",
            "Received: from a by b; c",
            "From: A list <list@lists.example.org>",
            Date,
            Id)).Accepted();

        Assert.Equal(
            new TraceInfo("MSExchange15", "mx1.contoso.com", "BQBjAAoAgkemlidQ3AgFADcAAgAADwA8AAAA", "SMTP:Default MBX2", "10.53.40.199"),
            message.Trace);
        Assert.Equal("list@lists.example.org", message.HeaderFrom);
        Assert.Equal(["Received: from a by b; c", "From: A list <list@lists.example.org>", Date, Id], message.Lines()[1..]);
        Assert.Empty(message.Warnings);
    }

    [Fact]
    public void should_ignore_doubtful_trace_when_it_is_repeated_or_malformed()
    {
        var message = Files.Replay(Files.Of(
            Sender, Receiver, "X-Source: one\u0007", "X-Source: two", "X-SourceIPAddress: here", "X-ExtendedProps: ??", Receiver)).Accepted();

        Assert.Equal(new TraceInfo("Unspecified", Source: "one?"), message.Trace);
        Assert.Equal(["X-Source", "X-SourceIPAddress", "X-ExtendedProps", "X-Receiver: address repeated"], message.Warnings.Select(warning => warning.Detail));
    }

    [Fact]
    public void should_respect_notify_when_a_recipient_is_refused()
    {
        var message = Files.Replay(Files.Of(Sender, Receiver, "X-Receiver: <no body@x.com> NOTIFY=NEVER ORCPT=rfc822;n@x.com", "X-Receiver: <>", "X-Receiver: <open")).Accepted();

        Assert.Equal(["mary@contoso.com"], message.Addresses());
        Assert.Equal(["no body@x.com", "<>", "<open"], message.Refused.Select(refused => refused.Address));
        Assert.Equal((DsnNotify.Never, "rfc822;n@x.com"), (message.Refused[0].Notify, message.Refused[0].OriginalRecipient));
    }

    [Fact]
    public void should_measure_the_message_without_its_injected_headers_when_it_has_a_limit()
    {
        var file = Files.Of(Sender, Receiver, "Subject: s");
        var injected = Encoding.ASCII.GetByteCount($"{Sender}\r\n{Receiver}\r\n");

        Assert.Empty(Files.Replay(file, Files.Context with { MaxMessageSize = file.Length - injected }).Accepted().Refused);
        Assert.True(Files.Replay(file, Files.Context with { MaxMessageSize = file.Length - injected - 1 }).Accepted().HeadOnly);
    }

    [Fact]
    public void should_bound_the_warnings_when_a_file_is_full_of_nonsense() =>
        Assert.Equal(8, Files.Replay(Files.Of($"{Sender}{string.Concat(Enumerable.Repeat(" a=b", 10_000))}", Receiver)).Accepted().Warnings.Length);
}
