using System.Net;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Who changed what, before and after; and who may come in.</summary>
[Collection(GuardedApiCollection.Name)]
public class AuditSpecs(GuardedApiServer server)
{
    [Fact]
    public async Task should_record_each_change_with_before_and_after()
    {
        await SendAsync("POST", "/foreign-connectors", """{"name":"Audited","addressSpaces":["AUDIT:*;1"]}""", ("X-ForeignTransport-Client", "ftx/1.2.3"));
        await SendAsync("PATCH", "/foreign-connectors/Audited", """{"comment":"new"}""");
        await SendAsync("PATCH", "/foreign-connectors/Audited", """{"enabled":"maybe"}""");
        await SendAsync("PATCH", "/foreign-connectors/Audited?whatIf=true", """{"comment":"never"}""");
        await SendAsync("DELETE", "/foreign-connectors/Audited");

        var log = (await SendAsync("GET", "/audit?objectIds=audited")).Json!;
        var entries = log["items"]!.AsArray();

        Assert.Equal(4, log["total"]!.GetValue<int>());
        Assert.Equal(
            ["Remove-ForeignConnector", "Set-ForeignConnector", "Set-ForeignConnector", "New-ForeignConnector"],
            entries.Select(entry => Text(entry, "cmdletName")));
        Assert.Equal([true, false, true, true], entries.Select(entry => entry!["succeeded"]!.GetValue<bool>()));
        Assert.All(entries, entry => Assert.Equal(("a Administrator", "Administrator", "token", "Hub01", "127.0.0.1"),
            (Text(entry, "caller"), Text(entry, "role"), Text(entry, "authentication"), Text(entry, "server"), Text(entry, "remoteAddress"))));

        var (removed, refused, changed, created) = (entries[0]!, entries[1]!, entries[2]!, entries[3]!);
        Assert.Null(created["before"]);
        Assert.Equal("ftx/1.2.3", Text(created, "client"));
        Assert.Equal("""[{"name":"name","value":"Audited"},{"name":"addressSpaces","value":"[\"AUDIT:*;1\"]"}]""", Unescaped(created["cmdletParameters"]!));
        Assert.Equal(("", "new"), (Text(changed["before"], "comment"), Text(changed["after"], "comment")));
        Assert.Contains("FT-5001", Text(refused, "error"), StringComparison.Ordinal);
        Assert.Equal(("new", null), (Text(removed["before"], "comment"), removed["after"]));
    }

    [Fact]
    public async Task should_name_an_object_as_it_is_called_when_json_had_to_escape_it()
    {
        // A reverse solidus before a u is no escape of a character, and an escaped umlaut is one.
        await SendAsync("POST", "/queues/commands", """{"command":"Suspend","identity":"Hub01\\Unreachable"}""");
        await SendAsync("POST", "/queues/commands", """{"command":"Resume","identity":"Hub01\\Unreachable"}""");
        await SendAsync("POST", "/foreign-connectors", """{"name":"M\u00fcnchen","addressSpaces":["MUC:*;1"]}""");
        await SendAsync("DELETE", "/foreign-connectors/M%C3%BCnchen");

        var queues = (await SendAsync("GET", "/audit?cmdlets=Suspend-Queue,Resume-Queue")).Json!["items"]!.AsArray();
        var created = (await SendAsync("GET", "/audit?cmdlets=New-ForeignConnector&objectIds=M%C3%BCnchen")).Json!["items"]!.AsArray();

        Assert.Contains(queues, entry => Text(entry, "objectModified") == @"Hub01\Unreachable");
        Assert.Equal("München", Text(Assert.Single(created), "objectModified"));
        Assert.Contains("""{"name":"name","value":"München"}""", Unescaped(created[0]!["cmdletParameters"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_record_who_was_given_a_token_and_never_its_secret()
    {
        var created = await SendAsync("POST", "/access-tokens", """{"name":"ci","role":"view-only","expires":"2099-01-01T00:00:00Z"}""");
        var secret = created.Json!["object"]!["token"]!.GetValue<string>();
        Assert.Equal((HttpStatusCode.Created, "/api/v1/access-tokens/ci"), (created.Status, created.Location));
        Assert.StartsWith("ft_", secret, StringComparison.Ordinal);

        var used = await server.SendAsync("GET", "/session", null, ("Authorization", $"Bearer {secret}"));
        Assert.Equal(("ci", "ViewOnly"), (used.Text("caller"), used.Text("role")));
        var list = (await SendAsync("GET", "/access-tokens")).Json!;
        Assert.DoesNotContain(secret, list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync("POST", "/access-tokens", """{"name":"CI","role":"Operator"}""")).Status);

        var removed = await SendAsync("DELETE", "/access-tokens/ci");
        Assert.Equal(HttpStatusCode.OK, removed.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync("GET", "/session", null, ("Authorization", $"Bearer {secret}"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync("DELETE", "/access-tokens/ci")).Status);

        var log = (await SendAsync("GET", "/audit?cmdlets=New-TransportAccessToken,Remove-TransportAccessToken&objectIds=ci")).Json!;
        Assert.DoesNotContain(secret, log.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([false, true, true], log["items"]!.AsArray().Where(entry => Text(entry, "objectModified") == "ci").Select(entry => entry!["succeeded"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("""{"role":"Operator"}""", "Name")]
    [InlineData("""{"name":"x"}""", "Role")]
    [InlineData("""{"name":"x","role":"King"}""", "Role")]
    [InlineData("""{"name":"x","role":"Operator","expires":"soon"}""", "Expires")]
    [InlineData("""{"name":"x","role":"Operator","secret":"ft_1"}""", "Secret")]
    public async Task should_make_no_token_when_a_parameter_is_wrong(string body, string parameter)
    {
        var reply = await SendAsync("POST", "/access-tokens", body);

        Assert.Equal((HttpStatusCode.BadRequest, parameter), (reply.Status, reply.Text("parameter")));
        Assert.DoesNotContain("\"x\"", (await SendAsync("GET", "/access-tokens")).Json!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_find_by_time_caller_and_cmdlet()
    {
        await SendAsync("PATCH", "/transport-config", """{"maxSendSize":"12MB"}""");

        Assert.NotEqual(0, await CountAsync("?userIds=a%20administrator&cmdlets=set-transportconfig"));
        Assert.Equal(0, await CountAsync("?userIds=nobody"));
        Assert.Equal(0, await CountAsync("?startDate=2099-01-01T00:00:00Z"));
        Assert.Equal(0, await CountAsync("?endDate=2001-01-01"));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("GET", "/audit?startDate=yesterday")).Status);
    }

    [Fact]
    public async Task should_find_an_act_by_the_name_of_the_object_however_it_was_named()
    {
        var created = await SendAsync("POST", "/foreign-connectors", """{"name":"Named, Berlin","addressSpaces":["NAMED:*;1"]}""");
        var guid = created.Json!["object"]!["guid"]!.GetValue<string>();
        await SendAsync("PATCH", $"/foreign-connectors/{guid}", """{"name":"Named, Hamburg"}""");
        await SendAsync("PUT", "/configuration", """{"foreignConnectors":[{"name":"Named, Hamburg","addressSpaces":["NAMED:*;2"],"sourceTransportServers":["Hub01"]},{"name":"Named 2","addressSpaces":["NAMED:*;3"],"sourceTransportServers":["Hub01"]}]}""");
        await SendAsync("DELETE", $"/foreign-connectors/{guid}");
        await SendAsync("DELETE", "/foreign-connectors/Named%202");

        Assert.Equal((3, 2), (await CountAsync("?objectIds=named%2C%20hamburg"), await CountAsync("?objectIds=named%2C%20berlin")));
        Assert.Equal(2, await CountAsync($"?objectIds={guid}"));
        Assert.Equal(2, await CountAsync("?objectIds=named%202"));
        Assert.Equal(4, await CountAsync("?objectIds=named%2C%20berlin&objectIds=named%2C%20hamburg"));
        var import = (await SendAsync("GET", "/audit?objectIds=Named%202&cmdlets=Import-TransportConfiguration")).Json!["items"]![0]!;
        Assert.Equal("Named, Hamburg, Named 2", Text(import, "objectModified"));
    }

    [Fact]
    public async Task should_page_from_answer_to_answer()
    {
        for (var i = 0; i < 3; i++)
        {
            await SendAsync("PATCH", "/transport-config", $$"""{"maxSendSize":"{{20 + i}}MB"}""");
        }

        var seen = new List<string?>();
        string? next = null;
        do
        {
            var page = (await SendAsync("GET", $"/audit?cmdlets=Set-TransportConfig&resultSize=2{(next is null ? "" : $"&before={next}")}")).Json!;
            seen.AddRange(page["items"]!.AsArray().Select(item => Text(item, "id")));
            next = Text(page, "next");
        }
        while (next is not null);

        Assert.Equal(await CountAsync("?cmdlets=Set-TransportConfig"), seen.Distinct().Count());
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("GET", "/audit?before=yesterday")).Status);
    }

    private async Task<int> CountAsync(string query) => (await SendAsync("GET", "/audit" + query)).Json!["total"]!.GetValue<int>();

    private Task<ApiReply> SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        server.SendAsync(method, path, json, [server.Token(Role.Administrator), .. headers]);

    private static string? Text(JsonNode? node, string key) => node?[key]?.GetValue<string>();

    private static string Unescaped(JsonNode node) => node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
