using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Texts of the administrator's own through HTTP, on a real server.</summary>
[Collection(ApiCollection.Name)]
public class SystemMessageRoutesSpecs(ApiServer server)
{
    private const string One = "/system-messages/fr-CA%5CExternal%5C5.7.1";

    [Fact]
    public async Task should_create_read_change_export_and_remove_a_text()
    {
        var created = await server.SendAsync("POST", "/system-messages", """{"dsnCode":"5.07.1","internal":false,"language":"FR-ca","text":"Pas <B>permis</B> à l'extérieur."}""");
        Assert.Equal((HttpStatusCode.Created, $"/api/v1{One}"), (created.Status, created.Location));
        Assert.Equal(HttpStatusCode.Conflict, (await server.SendAsync("POST", "/system-messages", """{"dsnCode":"5.7.1","internal":false,"language":"fr-CA","text":"x"}""")).Status);

        var read = await server.SendAsync("GET", "/system-messages/fr-ca%5Cexternal%5C5.7.1");
        Assert.True(JsonNode.DeepEquals(created.Json!["object"], read.Json));
        Assert.Equal(@"fr-CA\External\5.7.1", read.Text("identity"));

        var changed = await server.SendAsync("PATCH", One, """{"text":"Non."}""", ("If-Match", read.ETag!));
        Assert.Equal((HttpStatusCode.OK, "Non."), (changed.Status, changed.Json!["object"]!["text"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.SendAsync("PATCH", One, """{"text":"Oui."}""", ("If-Match", read.ETag!))).Status);
        Assert.Contains("\"Non.\"", (await server.GetAsync("/configuration"))["systemMessages"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(
            @"fr-CA\External\5.7.1", (await server.GetAsync("/system-messages"))["items"]!.AsArray().Select(item => item!["identity"]!.GetValue<string>()));

        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", One)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", One)).Status);
    }

    [Fact]
    public async Task should_list_what_notifications_say_by_themselves_when_asked()
    {
        var original = await server.GetAsync("/system-messages?original=true&resultSize=unlimited");

        Assert.Contains(@"en\Internal\5.4.4", original["items"]!.AsArray().Select(item => item!["identity"]!.GetValue<string>()));
    }
}
