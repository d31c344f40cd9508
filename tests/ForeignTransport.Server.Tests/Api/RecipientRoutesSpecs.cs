using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Recipients through HTTP, and what they do to mail from Pickup to the Drop directory, on a real server.</summary>
[Collection(ApiCollection.Name)]
public class RecipientRoutesSpecs(ApiServer server)
{
    [Fact]
    public async Task should_create_read_change_and_remove_a_contact()
    {
        var created = await server.SendAsync("POST", "/mail-contacts", """{"name":"Fax of Zoë","externalEmailAddress":"FAX:+1 425"}""");
        Assert.Equal((HttpStatusCode.Created, "/api/v1/mail-contacts/Fax%20of%20Zo%C3%AB"), (created.Status, created.Location));
        Assert.Equal(
            ["SMTP:FaxofZoe@contoso.com", "FAX:+1 425"], created.Json!["object"]!["emailAddresses"]!.AsArray().Select(address => address!.GetValue<string>()));

        foreach (var identity in new[] { "fax%20of%20zo%C3%AB", "faxofzoe", "FaxOfZoe%40contoso.com", "FAX%3A%2B1%20425" })
        {
            var read = await server.SendAsync("GET", $"/mail-contacts/{identity}");
            Assert.Equal(HttpStatusCode.OK, read.Status);
            Assert.True(JsonNode.DeepEquals(created.Json["object"], read.Json));
        }

        var changed = await server.SendAsync("PATCH", "/mail-contacts/faxofzoe",
            """{"primarySmtpAddress":"zoe@contoso.com","maxReceiveSize":"1MB","externalEmailAddress":"FAX:2"}""");
        var now = changed.Json!["object"]!;
        Assert.Equal(
            ("1MB", "zoe@contoso.com", "FAX:2"),
            (now["maxReceiveSize"]!.GetValue<string>(), now["primarySmtpAddress"]!.GetValue<string>(), now["externalEmailAddress"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", "/mail-users/faxofzoe")).Status);

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", "/mail-contacts/faxofzoe")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", "/mail-contacts/faxofzoe")).Status);
    }

    [Theory]
    [InlineData("POST", "/mail-contacts", """{"name":"x"}""", HttpStatusCode.BadRequest, "FT-5011")]
    [InlineData("POST", "/mail-contacts", """{"name":"x","externalEmailAddress":"no address"}""", HttpStatusCode.BadRequest, "FT-5001")]
    [InlineData("POST", "/mail-contacts", """{"name":"x","externalEmailAddress":"FAX:1","members":["y"]}""", HttpStatusCode.BadRequest, "FT-5003")]
    [InlineData("POST", "/distribution-groups", """{"name":"x","members":["nobody at all"]}""", HttpStatusCode.BadRequest, "FT-3112")]
    [InlineData("PATCH", "/mail-users/nobody", "{}", HttpStatusCode.NotFound, "FT-5004")]
    [InlineData("GET", "/distribution-groups/nobody/members", null, HttpStatusCode.NotFound, "FT-5004")]
    [InlineData("POST", "/distribution-groups/nobody/members", "{}", HttpStatusCode.BadRequest, "FT-5011")]
    [InlineData("POST", "/distribution-groups/nobody/members", """{"member":"\ud800"}""", HttpStatusCode.BadRequest, "FT-5001")]
    [InlineData("POST", "/distribution-groups/nobody/members", """{"MEMBER":"x"}""", HttpStatusCode.NotFound, "FT-5004")]
    [InlineData("POST", "/distribution-groups/nobody/members", """{"member":"x","membr":"y"}""", HttpStatusCode.BadRequest, "FT-5003")]
    [InlineData("POST", "/receipts/none.eml", """{"outcome":"\ud800"}""", HttpStatusCode.BadRequest, "FT-5001")]
    [InlineData("POST", "/receipts/none.eml", """{"outcome":"Failed","reason":"\udc00 x"}""", HttpStatusCode.BadRequest, "FT-5001")]
    [InlineData("POST", "/receipts/none.eml", """{"outcome":"Failed","reson":"x"}""", HttpStatusCode.BadRequest, "FT-5003")]
    [InlineData("DELETE", "/distribution-groups/nobody/members", null, HttpStatusCode.BadRequest, "FT-5011")]
    [InlineData("GET", "/recipients?recipientType=Mailbox", null, HttpStatusCode.BadRequest, "FT-5001")]
    public async Task should_refuse_with_the_code_of_the_mistake(string method, string path, string? body, HttpStatusCode status, string code)
    {
        var reply = await server.SendAsync(method, path, body);

        Assert.Equal((status, code), (reply.Status, reply.Text("code")));
    }

    [Fact]
    public async Task should_answer_with_the_object_that_was_meant_when_others_change_with_it()
    {
        await CreateAsync("/mail-contacts", """{"name":"cas1","externalEmailAddress":"FAX:81"}""");
        await CreateAsync("/mail-users", """{"name":"cas2","externalEmailAddress":"FAX:82"}""");
        await CreateAsync("/mail-users", """{"name":"cas3","externalEmailAddress":"FAX:83","forwardingAddress":"cas2"}""");
        await CreateAsync("/distribution-groups", """{"name":"cas4","members":["cas2"]}""");
        await CreateAsync("/distribution-groups", """{"name":"cas5","members":["cas4"]}""");

        foreach (var (path, name) in ((string, string)[])[("/mail-users/cas2", "casA"), ("/distribution-groups/cas4", "casB"), ("/mail-contacts/cas1", "casC")])
        {
            var reply = await server.SendAsync("PATCH", path, $$"""{"name":"{{name}}"}""");
            Assert.Equal(name, reply.Json!["object"]!["name"]!.GetValue<string>());
        }

        var removed = await server.SendAsync("DELETE", "/distribution-groups/casB");
        Assert.True(removed.Json!["object"] is null && removed.Json["changed"]!.GetValue<bool>(), removed.Json.ToJsonString());
    }

    [Fact]
    public async Task should_carry_a_new_name_through_groups_and_keep_members_in_order()
    {
        await CreateAsync("/mail-contacts", """{"name":"ren1","externalEmailAddress":"FAX:71"}""");
        await CreateAsync("/mail-contacts", """{"name":"ren2","externalEmailAddress":"FAX:72"}""");
        await CreateAsync("/distribution-groups", """{"name":"rengroup","members":["ren1@contoso.com","FAX:72"]}""");

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PATCH", "/mail-contacts/ren1", """{"name":"Renamed"}""")).Status);

        Assert.Equal(["Renamed", "ren2"], await MembersAsync());
        Assert.Equal("FT-3115", (await server.SendAsync("POST", "/distribution-groups/rengroup/members", """{"member":"ren2"}""")).Text("code"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", "/distribution-groups/rengroup/members?member=ren2@contoso.com")).Status);
        Assert.Equal("FT-3116", (await server.SendAsync("DELETE", "/distribution-groups/rengroup/members?member=ren2")).Text("code"));
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", "/mail-contacts/Renamed")).Status);
        Assert.Empty(await MembersAsync());

        async Task<string[]> MembersAsync() =>
        [
            .. (await server.SendAsync("GET", "/distribution-groups/rengroup/members")).Json!["items"]!.AsArray()
                .Select(item => item!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)
        ];
    }

    [Fact]
    public async Task should_drop_once_for_each_member_when_mail_to_nested_groups_is_picked_up()
    {
        await CreateAsync("/mail-contacts", """{"name":"e2e fax","externalEmailAddress":"FAX:+1425"}""");
        await CreateAsync("/mail-contacts", """{"name":"e2e mail","externalEmailAddress":"somebody@fabrikam.com"}""");
        await CreateAsync("/distribution-groups", """{"name":"e2einner","members":["e2e fax"]}""");
        await CreateAsync("/distribution-groups", """{"name":"e2eouter","members":["e2einner","e2e fax","e2e mail"]}""");
        await CreateAsync("/distribution-groups/e2einner/members", """{"member":"e2eouter"}""", HttpStatusCode.OK);

        server.Folder.Put(server.Folder.Pickup, "From: bob@fabrikam.com\r\nTo: e2eouter@contoso.com, [FAX:+1425]\r\nSubject: e2e nested\r\n\r\nbody");

        var fax = await server.Folder.DroppedAsync("Fax", "e2e nested");
        var mail = await server.Folder.DroppedAsync("Mail", "e2e nested");
        Assert.Equal("<IMCEAFAX-+2B1425@contoso.com>", Assert.Single(fax.Receivers));
        Assert.Equal("<somebody@fabrikam.com> ORCPT=rfc822;e2eouter@contoso.com", Assert.Single(mail.Receivers));
    }

    [Fact]
    public async Task should_report_the_expansion_when_a_replayed_message_asks_for_success()
    {
        await CreateAsync("/mail-contacts", """{"name":"exp fax","externalEmailAddress":"FAX:+888"}""");
        await CreateAsync("/distribution-groups", """{"name":"expgroup","members":["exp fax"]}""");

        server.Folder.Put(
            server.Folder.Replay,
            "X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <expgroup@contoso.com> NOTIFY=SUCCESS\r\nX-EndOfInjectedXHeaders: 1\r\n"
            + "From: bob@fabrikam.com\r\nTo: expgroup@contoso.com\r\nSubject: exp report\r\n\r\nbody");

        var fax = await server.Folder.DroppedAsync("Fax", "exp report");
        var report = await server.Folder.DroppedAsync("Mail", "Expanded: exp report");
        Assert.Equal("<IMCEAFAX-+2B888@contoso.com> ORCPT=rfc822;expgroup@contoso.com NOTIFY=NEVER", Assert.Single(fax.Receivers));
        var recipient = Assert.Single(report.StatusGroups().Skip(1));
        Assert.Equal(
            ("expanded", "2.1.5", "rfc822;expgroup@contoso.com"), (recipient["Action"], recipient["Status"], recipient["Final-Recipient"]));
    }

    [Fact]
    public async Task should_tell_the_sender_when_a_restriction_or_a_loop_refuses_the_message()
    {
        await CreateAsync("/mail-users", """{"name":"loopx","externalEmailAddress":"loopx@contoso.com"}""");
        await CreateAsync("/mail-users", """{"name":"loopy","externalEmailAddress":"loopy@contoso.com","forwardingAddress":"loopx"}""");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PATCH", "/mail-users/loopx", """{"forwardingAddress":"loopy"}""")).Status);
        await CreateAsync("/mail-contacts", """{"name":"guarded","externalEmailAddress":"FAX:9","acceptMessagesOnlyFromSendersOrMembers":["loopx"]}""");

        server.Folder.Put(server.Folder.Pickup, "From: bob@fabrikam.com\r\nTo: loopx@contoso.com, guarded@contoso.com\r\nSubject: refused twice\r\n\r\nbody");

        var report = await server.Folder.DroppedAsync("Mail", "Undeliverable: refused twice");
        Assert.Equal(
            ["5.4.6 rfc822;loopx@contoso.com", "5.7.1 rfc822;guarded@contoso.com"],
            report.StatusGroups().Skip(1).Select(group => $"{group["Status"]} {group["Final-Recipient"]}").Order(StringComparer.Ordinal));
    }

    private async Task CreateAsync(string path, string body, HttpStatusCode status = HttpStatusCode.Created)
    {
        var created = await server.SendAsync("POST", path, body);
        Assert.True(created.Status == status, $"{created.Status} {created.Json}");
    }
}
