using System.Text;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using FsCheck.Xunit;
using MimeKit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>The third part of a notification.</summary>
public class ReturnedOriginalSpecs
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(DsnKind.Failed, DsnReturn.Unspecified, true)]
    [InlineData(DsnKind.Failed, DsnReturn.Full, true)]
    [InlineData(DsnKind.Failed, DsnReturn.Headers, false)] // D11
    [InlineData(DsnKind.Delayed, DsnReturn.Unspecified, false)]
    [InlineData(DsnKind.Delayed, DsnReturn.Full, false)]
    [InlineData(DsnKind.Relayed, DsnReturn.Full, false)]
    [InlineData(DsnKind.Delivered, DsnReturn.Full, false)]
    [InlineData(DsnKind.Expanded, DsnReturn.Full, false)]
    public void should_follow_kind_and_ret_when_something_is_returned(DsnKind kind, DsnReturn ret, bool whole)
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(kind).WithOriginal(o => o with { Envelope = o.Envelope with { Return = ret } }));

        Assert.Equal(whole ? "message/rfc822" : "text/rfc822-headers", dsn.Report()[2].ContentType.MimeType);
        Assert.Equal(whole ? DsnFixture.VisibleHead + "\r\nPlease deliver.\r\n" : DsnFixture.VisibleHead, dsn.RawOriginal());
    }

    // D12 and the limits around it.
    [Theory]
    [InlineData(11 * Megabyte, 10 * Megabyte, false)]
    [InlineData(10 * Megabyte, 10 * Megabyte, true)]
    [InlineData((10 * Megabyte) + 1, 10 * Megabyte, false)]
    [InlineData(500, 0, false)]
    [InlineData(500, 2147483647L, true)]
    public void should_return_headers_only_when_the_original_is_larger_than_the_limit(long size, long limit, bool whole) =>
        Assert.Equal(whole, ReturnedOriginal.IsWhole((DsnFixture.Request() with { AttachLimit = limit }).WithOriginal(o => o with { Size = size })));

    [Fact]
    public void should_return_headers_only_when_the_body_was_not_handed_in()
    {
        var request = DsnFixture.Request().WithOriginal(o => o with { Body = default, Size = 5000 });

        Assert.Equal("text/rfc822-headers", DsnComposer.Compose(request).Report()[2].ContentType.MimeType);
    }

    [Fact]
    public void should_return_it_whole_when_the_body_is_really_empty() =>
        Assert.Equal("message/rfc822", DsnComposer.Compose(DsnFixture.Request(body: "")).Report()[2].ContentType.MimeType);

    [Theory]
    [InlineData("plain\r\n", BodyType.SevenBit, null)]
    [InlineData("no line end", BodyType.SevenBit, null)]
    [InlineData("gr\u00fc\u00dfe\r\n", BodyType.EightBitMime, "8bit")]
    [InlineData("bare\nline feed", BodyType.BinaryMime, "binary")]
    [InlineData("bare\rreturn\r\n", BodyType.BinaryMime, "binary")]
    [InlineData("ends with a return\r", BodyType.BinaryMime, "binary")]
    [InlineData("nul\0\r\n", BodyType.BinaryMime, "binary")]
    [InlineData("\n", BodyType.BinaryMime, "binary")]
    [InlineData("a\r\r\n\n", BodyType.BinaryMime, "binary")]
    public void should_return_every_byte_and_label_it_truly_when_the_body_is_odd(string body, BodyType width, string? encoding)
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(body: body));

        Assert.Equal(DsnFixture.VisibleHead + "\r\n" + body, dsn.RawOriginal());
        Assert.Equal(width, dsn.Body);
        Assert.Equal(width, dsn.Envelope.Body);
        Assert.Equal(encoding, dsn.Report()[2].Headers[HeaderId.ContentTransferEncoding] is "7bit" ? null : dsn.Report()[2].Headers[HeaderId.ContentTransferEncoding]);
        // RFC 2045 section 6.4: the enclosing multipart is as wide.
        Assert.Equal(encoding, dsn.Report().Headers[HeaderId.ContentTransferEncoding]);
    }

    [Fact]
    public void should_be_binary_when_a_line_is_longer_than_the_rfc_allows()
    {
        var longest = new string('a', 998) + "\r\n";

        Assert.Equal(BodyType.SevenBit, ReturnedOriginal.WidthOf(Encoding.Latin1.GetBytes(longest)));
        Assert.Equal(BodyType.BinaryMime, ReturnedOriginal.WidthOf(Encoding.Latin1.GetBytes("a" + longest)));
        Assert.Equal(BodyType.BinaryMime, ReturnedOriginal.WidthOf(Encoding.Latin1.GetBytes(new string('a', 999))));
    }

    [Property(Replay = "(11,13)", MaxTest = 300)]
    public void should_return_every_byte_when_the_body_is_anything(byte[] body)
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(body: Encoding.Latin1.GetString(body)));

        Assert.Equal(DsnFixture.VisibleHead + "\r\n" + Encoding.Latin1.GetString(body), dsn.RawOriginal());
        Assert.Equal(3, dsn.Report().Count);
    }

    [Fact]
    public void should_not_return_what_stays_inside_when_headers_are_hidden_in_every_way()
    {
        const string head =
            "X-MS-Exchange-Organization-SCL: -1\r\nx-ms-exchange-forest-RulesExecuted: a\r\n\tb\r\nReceived: from a\r\n by b\r\nreceived : c\r\n"
            + "Resent-From: d@e\r\nRESENT-BCC: e@f\r\nBCC\t:\r\n hidden@x.com\r\nSubject: kept\r\n folded\r\nX-Mailer: m\rBcc: after@bare.return\r\n"
            + "X-Last: n\nBcc: after@line.feed\r\nNo colon here\r\nReceived-SPF: pass\r\nX-End: o";

        Assert.Equal(
            "Subject: kept\r\n folded\r\nX-Mailer: m\rX-Last: n\nNo colon here\r\nReceived-SPF: pass\r\nX-End: o\r\n",
            Encoding.Latin1.GetString(ReturnedHeaders.Filter(Encoding.Latin1.GetBytes(head))));
    }

    [Theory]
    [InlineData("X-MS-Exchange-Organization-")]
    [InlineData("x-ms-exchange-forest-")]
    [InlineData("Resent-")]
    public void should_not_return_what_stays_inside_however_long_its_name_is(string prefix) =>
        Assert.Equal(
            "A: b\r\n", Encoding.Latin1.GetString(ReturnedHeaders.Filter(Encoding.Latin1.GetBytes($"{prefix}{new string('n', 300)}: hidden\r\nA: b\r\n"))));

    [Theory]
    [InlineData("", "")]
    [InlineData("\r\n", "")]
    [InlineData("A: b\r\n\r\nC: d\r\n", "A: b\r\n")]
    [InlineData("A: b\n\nC: d\n", "A: b\n")]
    [InlineData(" begins folded\r\nA: b\r\n", " begins folded\r\nA: b\r\n")]
    [InlineData("Bcc", "")]
    public void should_end_at_the_blank_line_when_headers_are_filtered(string head, string expected) =>
        Assert.Equal(expected, Encoding.Latin1.GetString(ReturnedHeaders.Filter(Encoding.Latin1.GetBytes(head))));

    [Fact]
    public void should_make_broken_headers_legal_when_only_headers_are_returned()
    {
        const string head = "Subject: gr\u00fc\u00dfe\r\nX-Bare: a\nX-Nul: \0\r\n";
        var dsn = DsnComposer.Compose(DsnFixture.Request(DsnKind.Delayed).WithHead(head));

        Assert.Equal(BodyType.SevenBit, dsn.Body);
        Assert.All(dsn.Content, octet => Assert.InRange(octet, (byte)1, (byte)0x7F));
        Assert.Contains("Content-Transfer-Encoding: quoted-printable", dsn.Text(), StringComparison.Ordinal);
        Assert.Contains("gr=FC=DFe", dsn.RawOriginal(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_hold_the_result_and_nothing_as_large_beside_it_when_the_original_is_large()
    {
        var body = new byte[8 * Megabyte];
        body.AsSpan().Fill((byte)'a');
        for (var i = 70; i + 1 < body.Length; i += 72)
        {
            body[i] = (byte)'\r';
            body[i + 1] = (byte)'\n';
        }

        var request = DsnFixture.Request().WithOriginal(o => o with { Body = body, Size = body.Length + o.Head.Length });
        DsnComposer.Compose(DsnFixture.Request());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var dsn = DsnComposer.Compose(request);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(dsn.Content.AsSpan().IndexOf(body) > 0);
        Assert.InRange(allocated, dsn.Content.Length, dsn.Content.Length + Megabyte);
    }
}
