using System.Text;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>From Pickup and Replay to the Drop directory, through the whole server.</summary>
[Collection(EndToEndCollection.Name)]
public class DeliverySpecs(SharedServer shared)
{
    private readonly ServerFolder _folder = shared.Folder;

    [Theory]
    [InlineData("IMCEAFAX-+2B14255550100@contoso.com", "Fax", "<IMCEAFAX-+2B14255550100@contoso.com>")]
    [InlineData("Jane Doe[FAX:+14255550100]", "Fax", "<IMCEAFAX-+2B14255550100@contoso.com>")]
    [InlineData("[FAX:+49 30 1]", "Fax Germany", "<IMCEAFAX-+2B49+2030+201@contoso.com>")]
    [InlineData("[X400:c=fr;a=atlas;p=x;s=dupont]", "X400", "<IMCEAX400-c=fr+3Ba=atlas+3Bp=x+3Bs=dupont@contoso.com>")]
    [InlineData("\"Doe, Jane\" <jane@fabrikam.com>", "Mail", "<jane@fabrikam.com>")]
    public async Task should_drop_the_message_where_its_address_space_says(string to, string connector, string receiver)
    {
        var subject = $"route {to.GetHashCode(StringComparison.Ordinal):x} {connector}";
        _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: {to}\r\nSubject: {subject}\r\n\r\nbody\r\n");

        var file = await _folder.DroppedAsync(connector, subject);

        Assert.Equal("<bob@fabrikam.com>", file.Sender);
        Assert.Equal(receiver, Assert.Single(file.Receivers), ignoreCase: true);
        Assert.Equal("body\r\n", Encoding.ASCII.GetString(file.Body));
        Assert.Contains("Received: from Pickup by hub01.contoso.com with ForeignTransport id 1.2.3;", file.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_give_each_connector_one_file_with_only_its_recipients_when_there_are_several()
    {
        _folder.Put(
            _folder.Pickup,
            "From: bob@fabrikam.com\r\nTo: [FAX:+1], [FAX:+2], [FAX:+49 1]\r\nCc: jane@fabrikam.com\r\nBcc: [X400:c=fr;a=atlas;s=secret]\r\n"
            + "Subject: bifurcated\r\n\r\nbody");

        var fax = await _folder.DroppedAsync("Fax", "bifurcated");
        var germany = await _folder.DroppedAsync("Fax Germany", "bifurcated");
        var mail = await _folder.DroppedAsync("Mail", "bifurcated");
        var x400 = await _folder.DroppedAsync("X400", "bifurcated");

        Assert.Equal(["<IMCEAFAX-+2B1@contoso.com>", "<IMCEAFAX-+2B2@contoso.com>"], fax.Receivers);
        Assert.Equal(["<IMCEAFAX-+2B49+201@contoso.com>"], germany.Receivers);
        Assert.Equal(["<jane@fabrikam.com>"], mail.Receivers);
        Assert.Single(x400.Receivers);
        foreach (var visible in new[] { fax, germany, mail })
        {
            Assert.DoesNotContain("secret", Encoding.Latin1.GetString(visible.Bytes), StringComparison.OrdinalIgnoreCase);
        }

        await _folder.SubmittedAsync();
        Assert.Single(_folder.Dropped("Fax"), file => file.Head.Contains("Subject: bifurcated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_give_each_recipient_a_file_when_the_connector_asks_for_it()
    {
        _folder.Put(_folder.Pickup, "From: bob@fabrikam.com\r\nTo: [PAGER:1], [PAGER:2], [PAGER:3]\r\nSubject: paged\r\n\r\nbody");

        var files = await _folder.DroppedAsync("Pager", count: 3);

        Assert.Equal(
            ["<IMCEAPAGER-1@contoso.com>", "<IMCEAPAGER-2@contoso.com>", "<IMCEAPAGER-3@contoso.com>"],
            files.Select(file => Assert.Single(file.Receivers)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task should_keep_envelope_and_trace_when_a_replay_file_has_every_x_header()
    {
        _folder.Put(
            _folder.Replay,
            "X-Sender: <bob@fabrikam.com> BODY=8bitmime RET=HDRS ENVID=12345AB AUTH=<>\r\n"
            + "X-Receiver: <IMCEAFAX-+2B1+20425@contoso.com> ORCPT=rfc822;IMCEAFAX-+2B2B1+2B20425@contoso.com NOTIFY=SUCCESS,FAILURE; X-ExtendedProps=BQAm\r\n"
            + "X-Receiver: <IMCEAFAX-+2B2@contoso.com> NOTIFY=NEVER\r\n"
            + "X-CreatedBy: MSExchange15\r\nX-HeloDomain: mail.fabrikam.com\r\nX-ExtendedProps: BQBjAAoA\r\nX-Source: SMTP:Default MBX1\r\n"
            + "X-SourceIPAddress: 203.0.113.9\r\nX-EndOfInjectedXHeaders: 1432\r\n"
            + "Received: from a by b; Sun, 31 Mar 2024 16:36:42 +0000\r\nFrom: Bob <bob@fabrikam.com>\r\nTo: other@x.com\r\nBcc: z@x.com\r\n"
            + "Subject: replayed\r\n\r\nbody");

        var file = await _folder.DroppedAsync("Fax", "replayed");

        Assert.Contains("ENVID=12345AB", file.Sender, StringComparison.Ordinal);
        Assert.Contains("RET=HDRS", file.Sender, StringComparison.Ordinal);
        Assert.Contains("BODY=8BITMIME", file.Sender, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, file.Receivers.Length);
        Assert.StartsWith(
            "<IMCEAFAX-+2B1+20425@contoso.com> ORCPT=rfc822;IMCEAFAX-+2B2B1+2B20425@contoso.com NOTIFY=SUCCESS,FAILURE",
            file.Receivers[0], StringComparison.Ordinal);
        Assert.Equal("<IMCEAFAX-+2B2@contoso.com> NOTIFY=NEVER", file.Receivers[1]);
        Assert.Contains("X-HeloDomain: mail.fabrikam.com", file.Injected);
        Assert.Contains("X-Source: SMTP:Default MBX1", file.Injected);
        Assert.Contains("X-SourceIPAddress: 203.0.113.9", file.Injected);
        Assert.Contains("Received: from a by b;", file.Head, StringComparison.Ordinal);
        Assert.Contains("To: other@x.com\r\n", file.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc", file.Head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task should_deliver_the_same_again_when_a_dropped_file_is_copied_into_replay()
    {
        _folder.Put(_folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+7001], [FAX:+7002]\r\nSubject: round trip\r\n\r\nsome \u00E4 body\nof lines");
        var first = await _folder.DroppedAsync("Fax", "round trip");

        _folder.Put(_folder.Replay, first.Bytes);
        var second = await Eventually.FindAsync(
            () => _folder.Dropped("Fax").FirstOrDefault(
                file => file.Path != first.Path && file.Head.Contains("Subject: round trip\r\n", StringComparison.Ordinal)),
            _folder.Describe);

        Assert.Equal(first.Sender, second.Sender);
        Assert.Equal(first.Receivers, second.Receivers);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Parse().MessageId, second.Parse().MessageId);
    }

    [Theory]
    [InlineData("8bit", "\u00E4\u00F6\u00FC\u00DF\u00FF\u0080\0\u0001")]
    [InlineData("bare-lf", "one\ntwo\n\nthree\n")]
    [InlineData("bare-cr", "one\rtwo\r\rthree\r")]
    [InlineData("dots", ".\r\n..\r\n.leading\r\n.\r\n")]
    [InlineData("no-end", "no line end")]
    [InlineData("empty", "")]
    [InlineData("header-like", "X-Sender: <evil@x.com>\r\n\r\nFrom: x\r\n")]
    public async Task should_not_change_a_byte_of_the_body(string name, string body)
    {
        _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: bytes {name}\r\n\r\n{body}");

        var file = await _folder.DroppedAsync("Fax", $"bytes {name}");

        Assert.Equal(Encoding.Latin1.GetBytes(body), file.Body);
    }

    [Fact]
    public async Task should_not_change_a_byte_of_the_body_when_it_is_large()
    {
        var body = new byte[5_000_000];
        new Random(5).NextBytes(body);
        _folder.Put(_folder.Pickup, [.. "From: bob@fabrikam.com\r\nTo: [FAX:+1], jane@fabrikam.com\r\nSubject: large\r\n\r\n"u8, .. body]);

        var fax = await _folder.DroppedAsync("Fax", "large");
        var mail = await _folder.DroppedAsync("Mail", "large");

        Assert.True(fax.Body.AsSpan().SequenceEqual(body));
        Assert.True(mail.Body.AsSpan().SequenceEqual(body));
    }
}
