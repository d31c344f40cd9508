using System.Text;
using MimeKit;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>What a sender is told, through the connector that serves his domain, and what he is not told.</summary>
[Collection(EndToEndCollection.Name)]
public class FailureSpecs(SharedServer shared)
{
    private readonly ServerFolder _folder = shared.Folder;

    [Theory]
    [InlineData("unknown", "nobody@contoso.com", "5.1.1", 10)] // categorizer.md C1
    [InlineData("not decoded", "IMCEAFAX-1@lists.contoso.com, nobody@contoso.com", "5.1.1", 10)]
    [InlineData("no connector", "[TELEX:123]", "5.4.4", 10)]
    [InlineData("other x400", "[X400:c=de;a=dbp;s=kohl]", "5.4.4", 10)]
    [InlineData("too large", "x@small.example", "5.3.4", 100_000)]
    public async Task should_return_the_message_to_its_sender_when_no_route_will_ever_do(string name, string to, string status, int size)
    {
        var subject = $"failure {name}";
        _folder.Put(
            _folder.Pickup,
            $"From: Bob <bob@fabrikam.com>\r\nTo: {to}\r\nMessage-ID: <{name.Replace(' ', '-')}@fabrikam.com>\r\nSubject: {subject}\r\n\r\n{new string('x', size)}");

        var file = await _folder.DroppedAsync("Mail", $"Undeliverable: {subject}");

        Assert.Equal("<>", file.Sender.Split(' ')[0]);
        Assert.Equal("<bob@fabrikam.com>", Assert.Single(file.Receivers).Split(' ')[0]);
        var message = file.Parse();
        Assert.Equal($"{name.Replace(' ', '-')}@fabrikam.com", message.InReplyTo);
        var report = Assert.IsType<MultipartReport>(message.Body);
        Assert.Equal("delivery-status", report.ReportType);
        var groups = file.StatusGroups();
        Assert.Equal("dns;hub01.contoso.com", groups[0]["Reporting-MTA"]);
        var recipient = groups.Skip(1).Single(group => group["Status"] == status);
        Assert.Equal("failed", recipient["Action"]);
        Assert.Contains($" {status} ", recipient["Diagnostic-Code"], StringComparison.Ordinal);
        Assert.Contains(subject, Encoding.Latin1.GetString(file.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_deliver_the_others_when_one_recipient_fails()
    {
        _folder.Put(_folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+1], nobody@contoso.com, [TELEX:1]\r\nSubject: partly\r\n\r\nbody");

        var delivered = await _folder.DroppedAsync("Fax", "partly");
        var returned = await _folder.DroppedAsync("Mail", "Undeliverable: partly");

        Assert.Equal("<IMCEAFAX-+2B1@contoso.com>", Assert.Single(delivered.Receivers));
        Assert.Equal(["5.1.1", "5.4.4"], returned.StatusGroups().Skip(1).Select(group => group["Status"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task should_return_the_file_and_remove_it_when_it_has_too_many_recipients()
    {
        var to = string.Join(",\r\n ", Enumerable.Range(0, 101).Select(i => $"r{i}@fabrikam.com")); // pickup-replay.md P10
        var path = _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: {to}\r\nSubject: crowd\r\n\r\nbody");

        var file = await _folder.DroppedAsync("Mail", "Undeliverable: crowd");

        Assert.All(file.StatusGroups().Skip(1), group => Assert.Equal("5.5.3", group["Status"]));
        Assert.False(File.Exists(path));
        Assert.DoesNotContain(_folder.Dropped("Mail"), other => other.Head.Contains("Subject: crowd\r\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("null sender", "<>", "")]
    [InlineData("notify never", "<bob@fabrikam.com>", " NOTIFY=NEVER")]
    [InlineData("notify success", "<bob@fabrikam.com>", " NOTIFY=SUCCESS")]
    public async Task should_tell_nobody_when_a_failure_is_not_to_be_told(string name, string sender, string parameters)
    {
        _folder.Put(
            _folder.Replay,
            $"X-Sender: {sender}\r\nX-Receiver: <nobody@contoso.com>{parameters}\r\nX-Receiver: <IMCEAFAX-+2B1@contoso.com> NOTIFY=NEVER\r\nSubject: silent {name}\r\n\r\nbody");

        await _folder.DroppedAsync("Fax", $"silent {name}");
        await AfterEverythingElseAsync($"after {name}");

        Assert.DoesNotContain(
            _folder.Dropped("Mail"), file => file.Head.Contains($": silent {name}\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_report_relayed_exactly_once_when_it_was_asked_for()
    {
        // connectors.md 15.4: of these recipients only the first asked to be told.
        _folder.Put(
            _folder.Replay,
            "X-Sender: <bob@fabrikam.com> ENVID=abc+2Bd\r\nX-Receiver: <a@relay.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Jane+2B1@contoso.com\r\n"
            + "X-Receiver: <b@relay.example>\r\nX-Receiver: <c@relay.example> NOTIFY=NEVER\r\nSubject: relayed\r\n\r\nbody");

        await _folder.DroppedAsync("Relay", "relayed");
        var file = await _folder.DroppedAsync("Mail", "Relayed: relayed");
        await AfterEverythingElseAsync("after relayed");

        Assert.Single(_folder.Dropped("Mail"), other => other.Head.Contains("Relayed: relayed", StringComparison.Ordinal));
        var groups = file.StatusGroups();
        Assert.Equal("abc+d", groups[0]["Original-Envelope-Id"]); // D14
        var recipient = Assert.Single(groups.Skip(1));
        Assert.Equal("relayed", recipient["Action"]); // D9
        Assert.Equal("2.0.0", recipient["Status"]);
        Assert.Equal("rfc822;Jane+1@contoso.com", recipient["Original-Recipient"]); // D15
        Assert.Equal("rfc822;a@relay.example", recipient["Final-Recipient"]);
    }

    [Fact]
    public async Task should_report_nothing_when_the_null_sender_asks_for_success()
    {
        _folder.Put(_folder.Replay, "X-Sender: <>\r\nX-Receiver: <a@relay.example> NOTIFY=SUCCESS\r\nSubject: quiet relay\r\n\r\nbody");

        await _folder.DroppedAsync("Relay", "quiet relay");
        await AfterEverythingElseAsync("after quiet relay");

        Assert.DoesNotContain(_folder.Dropped("Mail"), file => file.Head.Contains("Relayed: quiet relay", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_return_headers_only_when_the_sender_says_so()
    {
        _folder.Put(
            _folder.Replay,
            "X-Sender: <bob@fabrikam.com> RET=HDRS\r\nX-Receiver: <nobody@contoso.com>\r\nSubject: headers only\r\n\r\nsecret words of the body");

        var file = await _folder.DroppedAsync("Mail", "Undeliverable: headers only");

        Assert.Contains(file.Parse().BodyParts, part => part.ContentType.IsMimeType("text", "rfc822-headers")); // D11
        Assert.DoesNotContain("secret words", Encoding.Latin1.GetString(file.Body), StringComparison.Ordinal);
    }

    /// <summary>
    /// Sends failing messages to every partition and waits for their DSNs: a DSN that was owed before has been written by then, since
    /// each partition writes its DSNs in order.
    /// </summary>
    private async Task AfterEverythingElseAsync(string subject)
    {
        const int Partitions = 16;
        for (var i = 0; i < Partitions; i++)
        {
            _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: nobody@contoso.com\r\nSubject: {subject} {i}.\r\n\r\n");
        }

        for (var i = 0; i < Partitions; i++)
        {
            await _folder.DroppedAsync("Mail", $"Undeliverable: {subject} {i}.");
        }
    }
}
