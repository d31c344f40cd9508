using System.Text;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class DropFileSpecs
{
    private static readonly Envelope Fax = new(
        "bob@fabrikam.com",
        [new("IMCEAFAX-+2B1+20425@contoso.com", DsnNotify.Success | DsnNotify.Failure, "rfc822;IMCEAFAX-+2B2B1+2B20425@contoso.com")],
        DsnReturn.Headers,
        "12345AB",
        BodyType.SevenBit);

    private static readonly TraceInfo Trace = new("ignored", "mail.fabrikam.com", null, "SMTP:Default MBX1", "203.0.113.9");

    [Fact]
    public void should_write_the_documented_layout_when_everything_is_known()
    {
        var head = Compose(new DropFileHead(Fax, Trace, "MSExchange15", 7), "From: Bob <bob@fabrikam.com>\r\n\r\n");

        Assert.Equal(
            """
            X-Sender: <bob@fabrikam.com> BODY=7bit RET=HDRS ENVID=12345AB
            X-Receiver: <IMCEAFAX-+2B1+20425@contoso.com> ORCPT=rfc822;IMCEAFAX-+2B2B1+2B20425@contoso.com NOTIFY=SUCCESS,FAILURE
            X-CreatedBy: MSExchange15
            X-HeloDomain: mail.fabrikam.com
            X-Source: SMTP:Default MBX1
            X-SourceIPAddress: 203.0.113.9
            X-EndOfInjectedXHeaders: 39
            From: Bob <bob@fabrikam.com>


            """.ReplaceLineEndings("\r\n"),
            head);
    }

    [Fact]
    public void should_mark_a_possible_duplicate_last_when_asked()
    {
        var envelope = new Envelope("", [new("a@x.com", ExtendedProperties: "BQAm"), new("b@x.com", DsnNotify.Never)]);

        var head = Compose(new DropFileHead(envelope, new TraceInfo(ExtendedProperties: "AAAA"), "Notes", 0, PossibleDuplicate: true), "\r\n");

        Assert.Equal(
            """
            X-Sender: <>
            X-Receiver: <a@x.com>; X-ExtendedProps=BQAm
            X-Receiver: <b@x.com> NOTIFY=NEVER
            X-CreatedBy: Notes
            X-ExtendedProps: AAAA
            X-ForeignTransport-Possible-Duplicate: true
            X-EndOfInjectedXHeaders: 2


            """.ReplaceLineEndings("\r\n"),
            head);
    }

    [Theory]
    [InlineData("Bcc: x@x.com\r\nTo: a\r\n\r\n", "To: a\r\n\r\n")]
    [InlineData("To: a\r\nbcc : x@x.com,\r\n\ty@x.com\r\n\r\n", "To: a\r\n\r\n")]
    [InlineData("X-MS-Exchange-Organization-SCL: 1\r\nX-MS-Exchange-Forest-A:\r\n b\r\nBcc: c\r\nB: d\r\n\r\n", "B: d\r\n\r\n")]
    [InlineData("Received: a\r\nResent-Bcc: b\r\nX-MS-Other: c\r\n\r\n", "Received: a\r\nResent-Bcc: b\r\nX-MS-Other: c\r\n\r\n")]
    [InlineData("no field at all\r\nBcc: b\r\nTo:\r\n bcc: not a field\r\n\r\n", "no field at all\r\nTo:\r\n bcc: not a field\r\n\r\n")]
    [InlineData("Bcc: only", "")]
    [InlineData("", "")]
    public void should_keep_all_but_secrets_when_a_stored_head_is_copied(string stored, string expected)
    {
        var head = Compose(new DropFileHead(Fax, Trace, "Notes", 100), stored);

        var marker = $"X-EndOfInjectedXHeaders: {expected.Length + 100}\r\n";
        Assert.Equal(expected, head[(head.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..]);
    }

    [Fact]
    public void should_start_no_line_of_its_own_when_a_value_has_line_breaks()
    {
        var envelope = new Envelope("a@x.com\r\nX-Evil: 1", [new("b@x.com\nX-Evil: 2", OriginalRecipient: "rfc822;x\r\ny")], EnvelopeId: "a b", Auth: "a\nb");

        var head = Compose(new DropFileHead(envelope, new TraceInfo(HeloDomain: "h\r\nX-Evil: 3", Source: "s\u2028"), "c\rX-Evil: 4", 0), "\r\n");

        Assert.DoesNotContain("\nX-Evil", head, StringComparison.Ordinal);
        Assert.DoesNotContain("ORCPT", head, StringComparison.Ordinal);
        Assert.DoesNotContain("ENVID", head, StringComparison.Ordinal);
        Assert.Equal(head.Count(c => c == '\n'), head.Split("\r\n").Length - 1);
    }

    private static string Compose(DropFileHead request, string stored) =>
        Encoding.UTF8.GetString(DropFile.ComposeHead(request, Encoding.UTF8.GetBytes(stored)));
}
