using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using FsCheck.Xunit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>The second part of a notification (RFC 3464).</summary>
public class DeliveryStatusFieldsSpecs
{
    // categorizer.md 22.2, complete second part.
    [Fact]
    public void should_be_the_reference_text_when_no_connector_serves_the_type()
    {
        const string expected =
            "Reporting-MTA: dns;mbx1.contoso.com\r\n"
            + "Received-From-MTA: dns;mail.fabrikam.com (203.0.113.9)\r\n"
            + "Arrival-Date: Sun, 31 Mar 2024 16:36:42 +0000\r\n"
            + "\r\n"
            + "Final-Recipient: rfc822;IMCEAFAX-+2B1425@contoso.com\r\n"
            + "Action: failed\r\n"
            + "Status: 5.4.4\r\n"
            + "Diagnostic-Code: smtp;550 5.4.4 ROUTING.NoConnector; no connector serves this address type\r\n";

        Assert.Equal(expected, DsnComposer.Compose(DsnFixture.Request()).RawStatusPart());
    }

    [Fact]
    public void should_keep_the_order_of_the_rfc_when_every_field_is_known()
    {
        var recipient = new DsnRecipient(
            new EnvelopeRecipient("jane@contoso.com", DsnNotify.Delay, "rfc822;jane@contoso.com"),
            new EnhancedStatusCode(4, 4, 7), StandardResponses.MessageDelayed, "mx.fabrikam.com", DsnFixture.Arrival.AddHours(4), "Neko", "0f8e", "<mx.fabrikam.com #5.1.1 smtp;550 no>");
        var request = (DsnFixture.Request(DsnKind.Delayed, recipients: recipient) with { Gateway = "gw.contoso.com", ExpiresAt = DsnFixture.Arrival.AddDays(2) })
            .WithOriginal(o => o with { Envelope = o.Envelope with { EnvelopeId = "12345AB" } });

        var groups = DsnComposer.Compose(request).Groups();

        Assert.Equal(
            ["Original-Envelope-Id=12345AB", "Reporting-MTA=dns;mbx1.contoso.com", "DSN-Gateway=dns;gw.contoso.com",
             "Received-From-MTA=dns;mail.fabrikam.com (203.0.113.9)", "Arrival-Date=Sun, 31 Mar 2024 16:36:42 +0000"],
            groups[0].Select(field => $"{field.Field}={field.Value}"));
        Assert.Equal(
            ["Original-Recipient=rfc822;jane@contoso.com", "Final-Recipient=rfc822;jane@contoso.com", "Action=delayed", "Status=4.4.7",
             "Remote-MTA=dns;mx.fabrikam.com", "Diagnostic-Code=smtp;400 4.4.7 Message delayed", "Last-Attempt-Date=Sun, 31 Mar 2024 20:36:42 +0000",
             "Final-Log-ID=0f8e", "Will-Retry-Until=Tue, 02 Apr 2024 16:36:42 +0000", "X-Display-Name=Neko", "X-Supplementary-Info=<mx.fabrikam.com #5.1.1 smtp;550 no>"],
            groups[1].Select(field => $"{field.Field}={field.Value}"));
    }

    // D10
    [Fact]
    public void should_keep_the_transient_status_when_a_message_expired()
    {
        var expired = new DsnRecipient(new EnvelopeRecipient(DsnFixture.FaxAddress), new EnhancedStatusCode(4, 4, 7), StandardResponses.QueueExpired);

        var group = DsnComposer.Compose(DsnFixture.Request(recipients: expired) with { ExpiresAt = DsnFixture.Arrival.AddDays(2) }).Groups()[1];

        Assert.Equal("failed", group["Action"]);
        Assert.Equal("4.4.7", group["Status"]);
        Assert.Equal("smtp;550 4.4.7 QUEUE.Expired; message expired", group["Diagnostic-Code"]);
        Assert.False(group.Contains("Will-Retry-Until"));
    }

    // D13
    [Fact]
    public void should_list_only_the_failed_recipient_when_another_was_delivered()
    {
        var dsn = DsnComposer.Compose(DsnFixture.Request().WithOriginal(o => o with
        {
            Envelope = o.Envelope with { Recipients = [new EnvelopeRecipient("ok@contoso.com"), new EnvelopeRecipient(DsnFixture.FaxAddress)] }
        }));

        Assert.Equal(2, dsn.Groups().Count);
        Assert.DoesNotContain("ok@contoso.com", dsn.Text(), StringComparison.Ordinal);
    }

    // D14
    [Theory]
    [InlineData("abc+2Bd", "abc+d")]
    [InlineData("AbC", "AbC")]
    [InlineData("a+0D+0AX-Evil:+201", "a+0D+0AX-Evil:+201")]
    public void should_decode_the_envelope_id_when_there_is_one(string envelopeId, string expected)
    {
        var groups = DsnComposer.Compose(DsnFixture.Request().WithOriginal(o => o with { Envelope = o.Envelope with { EnvelopeId = envelopeId } })).Groups();

        Assert.Equal(expected, groups[0]["Original-Envelope-Id"]);
        Assert.False(groups[0].Contains("X-Evil"));
    }

    // D15; RFC 3464 section 2.3.1: forbidden without ORCPT.
    [Theory]
    [InlineData("rfc822;Jane+2B1@contoso.com", "rfc822;Jane+1@contoso.com")]
    [InlineData("x400;c=US+3Ba=+20+3Bs=Doe", "x400;c=US;a= ;s=Doe")]
    [InlineData("fax;+2B1+20425", "fax;+1 425")]
    [InlineData(null, null)]
    public void should_decode_the_original_recipient_when_it_was_given(string? orcpt, string? expected)
    {
        var recipient = DsnFixture.NoConnector with { Recipient = new EnvelopeRecipient(DsnFixture.FaxAddress, OriginalRecipient: orcpt) };

        Assert.Equal(expected, DsnComposer.Compose(DsnFixture.Request(recipients: recipient)).Groups()[1]["Original-Recipient"]);
    }

    // RFC 6533 section 3.
    [Theory]
    [InlineData("jö=@contoso.com", "utf-8;j\\x{F6}\\x{3D}@contoso.com")]
    [InlineData("a@b\r\nX-Evil: 1", "utf-8;a@b\\x{0D}\\x{0A}X-Evil:\\x{20}1")]
    public void should_escape_an_address_when_it_is_not_printable_ascii(string address, string expected)
    {
        var group = DsnComposer.Compose(DsnFixture.Request(recipients: DsnFixture.NoConnector with { Recipient = new EnvelopeRecipient(address) })).Groups()[1];

        Assert.Equal(expected, group["Final-Recipient"]);
        Assert.False(group.Contains("X-Evil"));
    }

    // MimeKit would write encoded words for an ordinary header of this length.
    [Fact]
    public void should_stay_on_one_line_when_an_address_is_long()
    {
        var address = $"IMCEAX400-{new string('a', 305)}@{new string('b', 250)}.com";

        var part = DsnComposer.Compose(DsnFixture.Request(recipients: DsnFixture.NoConnector with { Recipient = new EnvelopeRecipient(address) })).RawStatusPart();

        Assert.Contains($"\r\nFinal-Recipient: rfc822;{address}\r\n", part, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mbx1.contoso.com", "dns;mbx1.contoso.com")]
    [InlineData("MBX1", "x-local-hostname;MBX1")]
    public void should_say_what_kind_of_name_it_is_when_the_server_names_itself(string name, string expected) =>
        Assert.Equal(expected, DsnComposer.Compose(DsnFixture.Request() with { ReportingMta = name }).Groups()[0]["Reporting-MTA"]);

    [Theory]
    [InlineData("mail.fabrikam.com", "203.0.113.9", "dns;mail.fabrikam.com (203.0.113.9)")]
    [InlineData("mail.fabrikam.com", null, "dns;mail.fabrikam.com")]
    [InlineData(null, "203.0.113.9", "dns;[203.0.113.9]")]
    [InlineData(null, "2001:db8::1", "dns;[IPv6:2001:db8::1]")]
    [InlineData("evil)\r\nX: (", "203.0.113.9", "dns;evil???X:?? (203.0.113.9)")]
    [InlineData(null, null, null)]
    public void should_name_the_previous_server_when_there_was_one(string? helo, string? address, string? expected) =>
        Assert.Equal(expected, DsnComposer.Compose(DsnFixture.Request().WithOriginal(o => o with { ReceivedFrom = new ReceivedFrom(helo, address) })).Groups()[0]["Received-From-MTA"]);

    [Fact]
    public void should_write_the_numeric_zone_when_the_arrival_was_local_time()
    {
        var local = new DateTimeOffset(2024, 3, 31, 18, 36, 42, TimeSpan.FromHours(2));

        Assert.Equal("Sun, 31 Mar 2024 18:36:42 +0200",
            DsnComposer.Compose(DsnFixture.Request().WithOriginal(o => o with { ArrivedAt = local })).Groups()[0]["Arrival-Date"]);
    }

    [Property(Replay = "(11,13)", MaxTest = 200)]
    public void should_have_no_other_fields_when_its_texts_hold_anything(string? words, string? address, string? name, string? envelopeId, string? orcpt)
    {
        var recipient = new DsnRecipient(
            new EnvelopeRecipient(address ?? "", OriginalRecipient: orcpt), new EnhancedStatusCode(5, 0, 0), new SmtpResponse(550, null, null, words ?? ""),
            RemoteMta: name ?? "", DisplayName: name, FinalLogId: name, SupplementaryInfo: words);
        var dsn = DsnComposer.Compose(DsnFixture.Request(recipients: recipient)
            .WithOriginal(o => o with { Subject = words, InternetMessageId = name, Envelope = o.Envelope with { EnvelopeId = envelopeId } }));

        string[] allowed =
        [
            "Original-Envelope-Id", "Reporting-MTA", "Received-From-MTA", "Arrival-Date", "Original-Recipient", "Final-Recipient", "Action", "Status",
            "Remote-MTA", "Diagnostic-Code", "Final-Log-ID", "X-Display-Name", "X-Supplementary-Info"
        ];
        Assert.Equal(3, dsn.Report().Count);
        Assert.Equal(2, dsn.Groups().Count);
        Assert.All(dsn.Groups().SelectMany(group => group), field => Assert.Contains(field.Field, allowed));
        Assert.All(dsn.Text().Split("\r\n"), line => Assert.True(line.Length <= 998 && !line.TrimStart('\t').Any(char.IsControl)));
    }
}
