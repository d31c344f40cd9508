using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Delivery.Languages;
using ForeignTransport.Core.Messages;
using MimeKit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>The first part of a notification: what people read.</summary>
public class DsnReportSpecs
{
    [Fact]
    public void should_say_what_happened_and_what_to_do_when_no_connector_serves_a_fax_number()
    {
        var recipient = DsnFixture.NoConnector with { Recipient = new EnvelopeRecipient("IMCEAFAX-+2B1+20425+20555+200100@contoso.com") };
        const string expected =
            "Your message could not be delivered to these recipients or groups:\r\n"
            + "\r\n"
            + "FAX: +1 425 555 0100\r\n"
            + "    There is no route to this address: no connection of this mail system\r\n"
            + "    serves it.\r\n"
            + "    Check the kind of address and its spelling. If they are right, ask your\r\n"
            + "    e-mail administrator to connect that destination.\r\n"
            + "\r\n"
            + "Subject of your message: Order 7\r\n"
            + "\r\n"
            + "Diagnostic information for administrators:\r\n"
            + "\r\n"
            + "Generating server: mbx1.contoso.com\r\n"
            + "\r\n"
            + "IMCEAFAX-+2B1+20425+20555+200100@contoso.com\r\n"
            + "#550 5.4.4 ROUTING.NoConnector; no connector serves this address type ##\r\n"
            + "\r\n"
            + "Original message headers:\r\n"
            + "\r\n"
            + DsnFixture.VisibleHead;

        Assert.Equal(expected, DsnComposer.Compose(DsnFixture.Request(recipients: recipient)).PlainText());
    }

    [Theory]
    [InlineData("IMCEAFAX-+2B1+20425+20555+200100@contoso.com", "FAX: +1 425 555 0100")]
    [InlineData("jane@contoso.com", "jane@contoso.com")]
    [InlineData("IMCEAFAX-1@fabrikam.com", "IMCEAFAX-1@fabrikam.com")] // C6: not of the default domain
    [InlineData("not an address\r\n", "not an address")]
    public void should_show_the_address_as_its_user_knows_it_when_it_can(string address, string expected) =>
        Assert.Equal(expected, DsnReport.Readable(address, "contoso.com"));

    [Theory]
    [InlineData("en", "It is not known whether", "may have been delivered")]
    [InlineData("de", "Es ist nicht bekannt, ob", "möglicherweise zugestellt worden")]
    [InlineData("fr", "On ne sait pas si", "a peut-être été remis")]
    [InlineData("es", "No se sabe si", "posible que el mensaje se haya entregado")]
    public void should_not_claim_that_a_message_was_not_delivered_when_nobody_knows(string tag, string opening, string reason)
    {
        var language = DsnLanguages.Find(tag)!;
        var texts = DsnTexts.For(Languages.DsnTextsSpecs.Organization(new() { ExternalDsnDefaultLanguage = tag }), DsnAudience.External);
        foreach (var response in (SmtpResponse[])[StandardResponses.QueueExpiredInDoubt, StandardResponses.ReceiptMissing])
        {
            var dsn = DsnComposer.Compose(DsnFixture.Request(recipients: Expired(response)) with { Texts = texts });

            Assert.StartsWith(opening, dsn.PlainText(), StringComparison.Ordinal);
            foreach (var words in (string[])[Unwrapped(dsn.PlainText()), System.Net.WebUtility.HtmlDecode(dsn.Html())])
            {
                Assert.Contains(reason, words, StringComparison.Ordinal);
                Assert.Contains(language.InDoubt.Advice, words, StringComparison.Ordinal);
                Assert.DoesNotContain(language.OpeningOf(DsnKind.Failed), words, StringComparison.Ordinal);
                Assert.DoesNotContain(language.ByCode["4.4.7"].Reason, words, StringComparison.Ordinal);
            }

            Assert.Equal($"{language.SubjectOf(DsnKind.Failed)} Order 7", dsn.Subject);
        }
    }

    [Fact]
    public void should_tell_what_is_known_from_what_is_not_when_recipients_differ()
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request(recipients:
        [
            Expired(StandardResponses.QueueExpired) with { Recipient = new EnvelopeRecipient("late@fabrikam.com") }, Expired(StandardResponses.QueueExpiredInDoubt)
        ]));

        var words = Unwrapped(dsn.PlainText());
        Assert.StartsWith("Your message could not be delivered to these recipients or groups, or it is not known whether it was:", words, StringComparison.Ordinal);
        Assert.Contains($"late@fabrikam.com {DsnLanguages.English.ByCode["4.4.7"].Reason}", words, StringComparison.Ordinal);
        Assert.Contains($"FAX: +1425 {DsnLanguages.English.InDoubt.Reason}", words, StringComparison.Ordinal);
    }

    [Fact]
    public void should_say_that_nobody_knows_also_after_a_text_of_the_administrators_own()
    {
        var organization = Languages.DsnTextsSpecs.Organization(new(), new Core.Configuration.SystemMessage("en", false, "4.4.7", "The <B>link</B> was down."));
        var dsn = DsnComposer.Compose(DsnFixture.Request(recipients: Expired(StandardResponses.QueueExpiredInDoubt)) with
        {
            Texts = DsnTexts.For(organization, DsnAudience.External)
        });

        var told = $"{DsnLanguages.English.InDoubt.Reason} {DsnLanguages.English.InDoubt.Advice}";
        Assert.Contains($"The link was down. {told}", Unwrapped(dsn.PlainText()), StringComparison.Ordinal);
        Assert.Contains($"<b>link</b> was down.</div>\n<p>{told}</p>", dsn.Html().ReplaceLineEndings("\n"), StringComparison.OrdinalIgnoreCase);
    }

    private static DsnRecipient Expired(SmtpResponse response) => DsnFixture.NoConnector with { Status = new EnhancedStatusCode(4, 4, 7), Diagnostic = response };

    private static string Unwrapped(string text) => string.Join(' ', text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ');

    // D16
    [Fact]
    public void should_give_the_time_that_remains_when_delivery_is_delayed()
    {
        var request = DsnFixture.Request(DsnKind.Delayed) with
        {
            Now = DsnFixture.Arrival.AddHours(4).AddMinutes(3),
            ExpiresAt = DsnFixture.Arrival.AddDays(2)
        };

        var dsn = DsnComposer.Compose(request);

        Assert.Contains("for 1 day, 19 hours, 57 minutes more.", dsn.PlainText().Replace("\r\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("for 1 day, 19 hours, 57 minutes more.", dsn.Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_quote_the_remote_server_when_it_answered()
    {
        Assert.True(SmtpResponse.TryParse("550 5.1.1 no such user", out var answer));
        var recipient = new DsnRecipient(new EnvelopeRecipient("jane@fabrikam.com"), answer.EffectiveStatus, answer, "mx.fabrikam.com", DsnFixture.Arrival);

        var text = DsnComposer.Compose(DsnFixture.Request(recipients: recipient)).PlainText();

        Assert.Contains("Sun, 31 Mar 2024 16:36:42 +0000 - Remote server mx.fabrikam.com returned '550 5.1.1 no such user'", text, StringComparison.Ordinal);
        Assert.Contains("There is no such address.", text, StringComparison.Ordinal);
        Assert.Contains("mx.fabrikam.com.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void should_tell_a_story_once_when_recipients_share_it()
    {
        var unknown = new DsnRecipient(new EnvelopeRecipient("jane@contoso.com"), new EnhancedStatusCode(5, 1, 1), StandardResponses.RecipientNotFound);
        var dsn = DsnComposer.Compose(DsnFixture.Request(recipients:
            [DsnFixture.NoConnector, unknown, DsnFixture.NoConnector with { Recipient = new EnvelopeRecipient("IMCEAFAX-2@contoso.com") }]));

        Assert.Contains("\r\n\r\nFAX: +1425\r\nFAX: 2\r\n    There is no route", dsn.PlainText(), StringComparison.Ordinal);
        Assert.Contains("<b>FAX: +1425<br>\r\nFAX: 2</b>", dsn.Html().ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        Assert.Contains("\r\n\r\njane@contoso.com\r\n    There is no such address.", dsn.PlainText(), StringComparison.Ordinal);
        Assert.Equal(4, dsn.Groups().Count);
    }

    [Fact]
    public void should_offer_plain_text_first_when_html_is_on()
    {
        var alternative = Assert.IsType<MultipartAlternative>(DsnComposer.Compose(DsnFixture.Request()).Report()[0]);

        Assert.Equal(["text/plain", "text/html"], alternative.Select(part => part.ContentType.MimeType));
    }

    [Fact]
    public void should_be_plain_text_alone_when_html_is_off() =>
        Assert.Equal("text/plain", DsnComposer.Compose(DsnFixture.Request() with { SendHtml = false }).Report()[0].ContentType.MimeType);

    [Fact]
    public void should_encode_markup_when_input_holds_it()
    {
        var recipient = new DsnRecipient(
            new EnvelopeRecipient("\"<script>a</script>\"@x.com"), new EnhancedStatusCode(5, 0, 0),
            new SmtpResponse(550, null, null, "<script>b</script>"), DisplayName: "<script>c</script>", RemoteMta: "<script>d</script>");
        var request = DsnFixture.Request(recipients: recipient)
            .WithHead("X-Evil: <script>e</script>\r\n")
            .WithOriginal(o => o with { Subject = "<script>f</script>" });

        var html = DsnComposer.Compose(request).Html();

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1 + 8, html.Split("&lt;script&gt;").Length);
    }

    [Fact]
    public void should_shorten_the_headers_when_there_are_many()
    {
        var head = string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-Header-{i}: value\r\n"));

        var text = DsnComposer.Compose(DsnFixture.Request().WithHead(head)).PlainText();

        Assert.EndsWith("(shortened)\r\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 8000, 12000);
    }

    [Theory]
    [InlineData("5.1.1")]
    [InlineData("5.2.3")]
    [InlineData("5.3.4")]
    [InlineData("5.4.4")]
    [InlineData("5.4.6")]
    [InlineData("5.5.3")]
    [InlineData("5.6.0")]
    [InlineData("5.7.1")]
    [InlineData("4.3.2")]
    [InlineData("4.4.7")]
    public void should_explain_the_code_when_it_is_common(string code)
    {
        Assert.True(EnhancedStatusCode.TryParse(code, out var status));
        Assert.NotEqual(DsnLanguages.English.Unspecific, DsnLanguages.English.Explain(DsnKind.Failed, status));
    }
}
