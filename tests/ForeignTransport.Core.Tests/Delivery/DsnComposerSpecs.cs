using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using MimeKit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>The message as a whole: header, parts, and what nobody can smuggle into them.</summary>
public class DsnComposerSpecs
{
    [Fact]
    public void should_carry_the_documented_header_when_composed()
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request());
        var message = dsn.Parse();

        Assert.Equal("\"ForeignTransport\" <postmaster@contoso.com>", message.From.ToString());
        Assert.Equal("bounce@fabrikam.com", message.To.ToString());
        Assert.Equal("Undeliverable: Order 7", message.Subject);
        Assert.Equal(DsnFixture.Arrival.AddSeconds(1), message.Date);
        Assert.Equal("0f8e1c2d3b4a5968778695a4b3c2d1e0@contoso.com", message.MessageId);
        Assert.Equal("4867a3d7@fabrikam.com", message.InReplyTo);
        Assert.Equal(["4867a3d7@fabrikam.com"], message.References);
        Assert.Equal("auto-replied", message.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("1.0", message.Headers[HeaderId.MimeVersion]);
        Assert.Equal("en-US", message.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.Equal("delivery-status", dsn.Report().ReportType);
        Assert.Equal(3, dsn.Report().Count);
    }

    [Fact]
    public void should_go_to_the_originator_from_nobody_when_submitted()
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request());

        Assert.Equal("bounce@fabrikam.com", dsn.Recipient);
        Assert.Equal("Undeliverable: Order 7", dsn.Subject);
        Assert.Equal("<0f8e1c2d3b4a5968778695a4b3c2d1e0@contoso.com>", dsn.InternetMessageId);
        Assert.True(dsn.Envelope.HasNullReversePath);
        Assert.Equal(DsnReturn.Unspecified, dsn.Envelope.Return);
        Assert.Equal(new EnvelopeRecipient("bounce@fabrikam.com", DsnNotify.Never), Assert.Single(dsn.Envelope.Recipients));
    }

    [Theory]
    [InlineData(DsnKind.Failed, "postmaster@contoso.com", true, "5.4.4")]
    [InlineData(DsnKind.Failed, "postmaster@contoso.com", true, "5.1.4", "5.4.4")]
    [InlineData(DsnKind.Failed, "postmaster@contoso.com", false, "5.4.6")]
    [InlineData(DsnKind.Failed, "postmaster@contoso.com", false)]
    [InlineData(DsnKind.Delayed, "postmaster@contoso.com", false, "5.4.4")]
    [InlineData(DsnKind.Failed, "BOUNCE@fabrikam.com", false, "5.4.4")] // who got it already
    public void should_be_copied_to_the_postmaster_when_a_code_is_listed(DsnKind kind, string postmaster, bool copied, params string[] codes)
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(kind) with { PostmasterAddress = postmaster, CopiedCodes = [.. codes] });

        Assert.Equal<EnvelopeRecipient>(
            copied ? [new("bounce@fabrikam.com", DsnNotify.Never), new(postmaster, DsnNotify.Never)] : [new EnvelopeRecipient("bounce@fabrikam.com", DsnNotify.Never)],
            dsn.Envelope.Recipients);
    }

    [Theory]
    [InlineData(DsnKind.Failed, "Undeliverable: Order 7", "failed")]
    [InlineData(DsnKind.Delayed, "Delivery delayed: Order 7", "delayed")] // D5
    [InlineData(DsnKind.Relayed, "Relayed: Order 7", "relayed")] // D9
    [InlineData(DsnKind.Delivered, "Delivered: Order 7", "delivered")] // D4
    [InlineData(DsnKind.Expanded, "Expanded: Order 7", "expanded")]
    public void should_say_its_kind_when_composed(DsnKind kind, string subject, string action)
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(kind));

        Assert.Equal(subject, dsn.Parse().Subject);
        Assert.Equal(action, dsn.Groups()[1]["Action"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void should_have_the_prefix_alone_as_subject_when_the_original_had_none(string? subject) =>
        Assert.Equal("Undeliverable:", DsnComposer.Compose(DsnFixture.Request().WithOriginal(o => o with { Subject = subject })).Parse().Subject);

    [Fact]
    public void should_be_the_same_bytes_when_composed_again() =>
        Assert.Equal(DsnComposer.Compose(DsnFixture.Request()).Content, DsnComposer.Compose(DsnFixture.Request()).Content);

    [Fact]
    public void should_have_crlf_line_ends_when_the_original_is_well_formed()
    {
        var text = DsnComposer.Compose(DsnFixture.Request()).Text();

        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }

    // D8: the caller asks DsnPolicy; asking the composer instead is a mistake in the program.
    [Fact]
    public void should_refuse_when_the_sender_is_null_or_nobody_is_listed()
    {
        var request = DsnFixture.Request();

        Assert.Throws<ArgumentException>(() =>
            DsnComposer.Compose(request.WithOriginal(o => o with { Envelope = o.Envelope with { ReversePath = "" } })));
        Assert.Throws<ArgumentException>(() => DsnComposer.Compose(request with { Recipients = [] }));
    }

    [Fact]
    public void should_add_no_header_when_subject_and_message_id_hold_line_ends()
    {
        var message = DsnComposer.Compose(DsnFixture.Request().WithOriginal(o => o with
        {
            Subject = "x\r\nBcc: victim@example.com\r\n\r\nbody\0\u2028y",
            InternetMessageId = "<a@b>\r\nX-Evil: 1"
        })).Parse();

        Assert.Equal("Undeliverable: x Bcc: victim@example.com body y", message.Subject);
        Assert.DoesNotContain(message.Headers, header => header.Field is "Bcc" or "X-Evil");
        Assert.Equal("a@b", message.InReplyTo);
    }

    [Theory]
    [InlineData("a@b.c\r\nBcc: victim@example.com")]
    [InlineData("a@b.c, victim@example.com")]
    [InlineData("Name <victim@example.com>")]
    [InlineData("group: victim@example.com;")]
    public void should_name_nobody_when_the_originator_is_no_address(string reversePath)
    {
        var message = DsnComposer.Compose(DsnFixture.Request()
            .WithOriginal(o => o with { Envelope = o.Envelope with { ReversePath = reversePath } })).Parse();

        Assert.Equal("undisclosed-recipients: ;", message.To.ToString());
        Assert.Empty(message.To.Mailboxes);
        Assert.DoesNotContain(message.Headers, header => header.Id == HeaderId.Bcc);
    }

    [Theory]
    [InlineData("\"a b\"@fabrikam.com")]
    [InlineData("bob@[203.0.113.9]")]
    [InlineData("IMCEAX400-c=3DUS@contoso.com")]
    [InlineData("owner+list=x@fabrikam.com")]
    public void should_name_the_originator_when_the_address_is_unusual(string reversePath) =>
        Assert.Equal(reversePath, Assert.Single(DsnComposer.Compose(DsnFixture.Request()
            .WithOriginal(o => o with { Envelope = o.Envelope with { ReversePath = reversePath } })).Parse().To.Mailboxes).Address);

    // RFC 6531: the envelope names an international originator; the header must still be readable.
    [Fact]
    public void should_go_to_the_envelope_address_when_the_originator_is_international()
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request()
            .WithOriginal(o => o with { Envelope = o.Envelope with { ReversePath = "j\u00f6@fabrikam.com" } }));

        Assert.Equal("j\u00f6@fabrikam.com", dsn.Recipient);
        Assert.Equal("j\u00f6@fabrikam.com", Assert.Single(dsn.Parse().To.Mailboxes).Address);
    }

    [Fact]
    public void should_choose_other_boundaries_when_the_original_contains_the_first()
    {
        var request = DsnFixture.Request();
        var body = $"--=_report_{request.Id}--\r\n--=_report_{request.Id.Derive(0)}\r\n";

        var dsn = DsnComposer.Compose(DsnFixture.Request(body: body));

        Assert.Equal($"=_report_{request.Id.Derive(1)}", dsn.Report().Boundary);
        Assert.Equal(3, dsn.Report().Count);
        Assert.Equal(DsnFixture.VisibleHead + "\r\n" + body, dsn.RawOriginal());
    }

    [Fact]
    public void should_survive_words_of_any_script_when_composed()
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(recipients: DsnFixture.NoConnector with { DisplayName = "Jürgen 猫" })
            .WithOriginal(o => o with { Subject = "Grüße \ud83d\ude00 \ud800" }));

        Assert.Equal("Undeliverable: Grüße \ud83d\ude00 \ufffd", dsn.Parse().Subject);
        Assert.Equal("Jürgen 猫", dsn.Groups()[1]["X-Display-Name"]);
        Assert.Contains("Jürgen 猫 (FAX: +1425)", dsn.PlainText(), StringComparison.Ordinal);
        Assert.All(dsn.Content, octet => Assert.True(octet < 0x80));
    }
}
