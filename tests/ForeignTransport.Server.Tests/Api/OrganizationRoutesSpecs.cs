using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>The objects of the organization through HTTP, on a real server.</summary>
[Collection(ApiCollection.Name)]
public class OrganizationRoutesSpecs(ApiServer server)
{
    [Fact]
    public async Task should_create_read_change_and_remove_a_connector()
    {
        var created = await server.SendAsync("POST", "/foreign-connectors",
            """{"name":"Contoso Foreign Connector","addressSpaces":"X400:c=US;a=Fabrikam;P=Contoso;5","sourceTransportServers":["Hub01","Hub02"]}""");
        Assert.Equal((HttpStatusCode.Created, "/api/v1/foreign-connectors/Contoso%20Foreign%20Connector"), (created.Status, created.Location));
        Assert.True(created.Json!["changed"]!.GetValue<bool>());
        Assert.Contains("Hub02", created.Json["warnings"]!.ToJsonString(), StringComparison.Ordinal);

        // What was written is read at once, by name in any case, by GUID, and by Server\Name.
        var guid = created.Json["object"]!["guid"]!.GetValue<string>();
        foreach (var identity in new[] { "contoso%20FOREIGN%20connector", guid, "Hub01%5CContoso%20Foreign%20Connector" })
        {
            var read = await server.SendAsync("GET", $"/foreign-connectors/{identity}");
            Assert.Equal(HttpStatusCode.OK, read.Status);
            Assert.True(JsonNode.DeepEquals(created.Json["object"], read.Json));
        }

        var changed = await server.SendAsync("PATCH", $"/foreign-connectors/{guid}",
            """{"addressSpaces":{"add":"FAX:*;1","remove":["contoso.com"]},"maxMessageSize":10485760,"dropDirectory":"C:\\Drop Directory","enabled":false}""");
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        var now = changed.Json!["object"]!;
        Assert.Equal("""["X400:c=US;a=Fabrikam;P=Contoso;5","FAX:*;1"]""", now["addressSpaces"]!.ToJsonString());
        Assert.Equal(("10MB", @"C:\Drop Directory", false),
            (now["maxMessageSize"]!.GetValue<string>(), now["dropDirectory"]!.GetValue<string>(), now["enabled"]!.GetValue<bool>()));

        var again = await server.SendAsync("PATCH", $"/foreign-connectors/{guid}", """{"enabled":false}""");
        Assert.False(again.Json!["changed"]!.GetValue<bool>());
        Assert.True(JsonNode.DeepEquals(now, again.Json["object"]));

        var removed = await server.SendAsync("DELETE", $"/foreign-connectors/{guid}");
        Assert.Equal((HttpStatusCode.OK, null), (removed.Status, removed.Json!["object"]));
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", $"/foreign-connectors/{guid}")).Status);
    }

    [Theory]
    [InlineData("100% fax/telex")]
    [InlineData("%2F and %41")]
    [InlineData("Größe + 1?#")]
    [InlineData("a..b")]
    public async Task should_find_an_object_by_whatever_its_name_is(string name)
    {
        var created = await server.SendAsync("POST", "/foreign-connectors", new JsonObject { ["name"] = name, ["addressSpaces"] = "ODD:*;1" }.ToJsonString());
        Assert.Equal((HttpStatusCode.Created, name), (created.Status, created.Json!["object"]!["name"]!.GetValue<string>()));

        var read = await server.SendAsync("GET", created.Location!["/api/v1".Length..]);
        var removed = await server.SendAsync("DELETE", $"/foreign-connectors/{Uri.EscapeDataString(name)}?whatIf=false");

        Assert.Equal((HttpStatusCode.OK, name), (read.Status, read.Text("name")));
        Assert.Equal(HttpStatusCode.OK, removed.Status);
    }

    [Fact]
    public async Task should_make_the_answering_server_the_source_server_when_none_is_named()
    {
        var created = await server.SendAsync("POST", "/foreign-connectors", """{"name":"Here","addressSpaces":["HERE:*;1"]}""");

        Assert.Equal("""["Hub01"]""", created.Json!["object"]!["sourceTransportServers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("POST", "/foreign-connectors", """{"name":"F","addressSpaces":["FAX:*;1"],"dropDirectory":"x"}""", HttpStatusCode.BadRequest, "FT-5003", "DropDirectory")]
    [InlineData("POST", "/foreign-connectors", """{"name":"F"}""", HttpStatusCode.BadRequest, "FT-5011", "AddressSpaces")]
    [InlineData("POST", "/foreign-connectors", """{"name":"","addressSpaces":["FAX:*;1"]}""", HttpStatusCode.BadRequest, "FT-5011", "Name")]
    [InlineData("POST", "/foreign-connectors", """{"name":"F","addressSpaces":[]}""", HttpStatusCode.BadRequest, "FT-2005", "AddressSpaces")]
    [InlineData("POST", "/foreign-connectors", """{"name":"F","addressSpaces":["FAX:*;101"]}""", HttpStatusCode.BadRequest, null, "AddressSpaces")]
    [InlineData("POST", "/foreign-connectors", """{"name":"Fax","addressSpaces":["FAX:*;1"]}""", HttpStatusCode.Conflict, "FT-5005", "Name")]
    [InlineData("PATCH", "/foreign-connectors/Fax", """{"dropDirectoryQuota":0}""", HttpStatusCode.BadRequest, "FT-5002", "DropDirectoryQuota")]
    [InlineData("PATCH", "/foreign-connectors/Fax", """{"maxMessageSize":"ten"}""", HttpStatusCode.BadRequest, "FT-5001", "MaxMessageSize")]
    [InlineData("PATCH", "/foreign-connectors/Fax", """{"bogus":1}""", HttpStatusCode.BadRequest, "FT-5003", "Bogus")]
    [InlineData("PATCH", "/foreign-connectors/Fax", """{"comment":{"text":"x"}}""", HttpStatusCode.BadRequest, "FT-5001", "Comment")]
    [InlineData("PATCH", "/foreign-connectors/Fax", """{"comment":"a","Comment":"b"}""", HttpStatusCode.BadRequest, "FT-5170", "Comment")]
    [InlineData("PATCH", "/foreign-connectors/Fax", """{"comment":"\ud800"}""", HttpStatusCode.BadRequest, "FT-5001", "Comment")]
    [InlineData("PATCH", "/foreign-connectors/Fax", "[]", HttpStatusCode.BadRequest, "FT-5170", null)]
    [InlineData("PATCH", "/foreign-connectors/Fax", "{", HttpStatusCode.BadRequest, "FT-5170", null)]
    [InlineData("PATCH", "/foreign-connectors/Nobody", "{}", HttpStatusCode.NotFound, "FT-5004", null)]
    [InlineData("DELETE", "/foreign-connectors/Hub09%5CFax", null, HttpStatusCode.NotFound, "FT-5004", null)]
    [InlineData("GET", "/foreign-connectors?resultSize=0", null, HttpStatusCode.BadRequest, "FT-5001", "ResultSize")]
    [InlineData("GET", "/foreign-connectors?bookmarkIndex=x", null, HttpStatusCode.BadRequest, "FT-5001", "BookmarkIndex")]
    [InlineData("PATCH", "/transport-services/Hub01", """{"pickupDirectoryMaxMessagesPerMinute":0}""", HttpStatusCode.BadRequest, "FT-5002", "PickupDirectoryMaxMessagesPerMinute")]
    [InlineData("PATCH", "/transport-services/Hub01", """{"queueMaxIdleTime":"01:00:01"}""", HttpStatusCode.BadRequest, "FT-5002", "QueueMaxIdleTime")]
    [InlineData("PATCH", "/transport-services/Hub01", """{"pickupDirectoryPath":"D:\\a","replayDirectoryPath":"D:\\A"}""", HttpStatusCode.BadRequest, "FT-5006", null)]
    [InlineData("PATCH", "/transport-services/Hub09", "{}", HttpStatusCode.NotFound, "FT-5004", null)]
    [InlineData("DELETE", "/transport-services/Hub01", null, HttpStatusCode.Conflict, "FT-5009", null)]
    [InlineData("PATCH", "/transport-config", """{"maxReceiveSize":-1}""", HttpStatusCode.BadRequest, "FT-5001", "MaxReceiveSize")]
    [InlineData("POST", "/accepted-domains", """{"name":"N","domainName":"a.*.contoso.com"}""", HttpStatusCode.BadRequest, "FT-5001", "DomainName")]
    [InlineData("POST", "/accepted-domains", """{"name":"N","domainName":"n.example","domainType":"Sideways"}""", HttpStatusCode.BadRequest, "FT-5001", "DomainType")]
    [InlineData("POST", "/accepted-domains", """{"name":"N","domainName":"n.example","makeDefault":true}""", HttpStatusCode.BadRequest, "FT-5003", "MakeDefault")]
    [InlineData("PATCH", "/accepted-domains/Contoso", """{"makeDefault":"maybe"}""", HttpStatusCode.BadRequest, "FT-5001", "MakeDefault")]
    [InlineData("PATCH", "/accepted-domains/Contoso", """{"domainName":"other.example"}""", HttpStatusCode.BadRequest, "FT-5003", "DomainName")]
    [InlineData("DELETE", "/accepted-domains/Contoso", null, HttpStatusCode.BadRequest, "FT-5007", null)]
    [InlineData("POST", "/system-messages", """{"dsnCode":"5.1.1","internal":true,"language":"de","text":"<I>x</I>"}""", HttpStatusCode.BadRequest, "FT-5001", "Text")]
    [InlineData("POST", "/system-messages", """{"dsnCode":"2.1.1","internal":true,"language":"de","text":"x"}""", HttpStatusCode.BadRequest, "FT-5001", "DsnCode")]
    [InlineData("POST", "/system-messages", """{"dsnCode":"5.1.1","language":"de","text":"x"}""", HttpStatusCode.BadRequest, "FT-5011", "Internal")]
    [InlineData("POST", "/system-messages", """{"dsnCode":"5.1.1","internal":true,"language":"de","text":"x","name":"y"}""", HttpStatusCode.BadRequest, "FT-5003", "Name")]
    [InlineData("PATCH", "/system-messages/de%5CInternal%5C5.1.1", """{"text":"x"}""", HttpStatusCode.NotFound, "FT-5004", null)]
    [InlineData("GET", "/system-messages?original=perhaps", null, HttpStatusCode.BadRequest, "FT-5001", "Original")]
    [InlineData("PUT", "/configuration", """{"foreignConnectors":[{"name":"X"}]}""", HttpStatusCode.BadRequest, "FT-2005", "AddressSpaces")]
    [InlineData("PUT", "/configuration", """{"bogus":[]}""", HttpStatusCode.BadRequest, "FT-5003", null)]
    [InlineData("GET", "/route?size=1MB", null, HttpStatusCode.BadRequest, "FT-5011", "recipient")]
    [InlineData("GET", "/route?recipient=x&size=big", null, HttpStatusCode.BadRequest, "FT-5012", "Size")]
    [InlineData("GET", "/route?recipient=x&server=Hub09", null, HttpStatusCode.NotFound, "FT-5004", "Server")]
    [InlineData("GET", "/nowhere", null, HttpStatusCode.NotFound, "FT-5171", null)]
    [InlineData("PUT", "/route", "{}", HttpStatusCode.MethodNotAllowed, "FT-5171", null)]
    public async Task should_say_which_parameter_is_wrong_and_change_nothing_when_a_request_is(
        string method, string path, string? body, HttpStatusCode status, string? code, string? parameter)
    {
        var before = await server.GetAsync("/configuration");

        var reply = await server.SendAsync(method, path, body);

        Assert.Equal((status, "application/problem+json", parameter), (reply.Status, reply.ContentType, reply.Text("parameter")));
        Assert.Equal((int)status, reply.Json!["status"]!.GetValue<int>());
        Assert.StartsWith("FT-", reply.Text("code"), StringComparison.Ordinal);
        Assert.Equal(code ?? reply.Text("code"), reply.Text("code"));
        Assert.NotEmpty(reply.Text("title")!);
        Assert.NotEmpty(reply.Text("remedy")!);
        Assert.True(JsonNode.DeepEquals(before, await server.GetAsync("/configuration")));
        var explained = await server.SendAsync("GET", reply.Text("type")!["/api/v1".Length..]);
        Assert.Equal((HttpStatusCode.OK, reply.Text("name")), (explained.Status, explained.Text("name")));
    }

    [Fact]
    public async Task should_count_what_is_shown_for_a_reader_and_what_was_set_for_a_writer()
    {
        var read = await server.SendAsync("GET", "/transport-services/Hub01");
        var set = read.Text("etag")!;

        Assert.NotNull(read.Json!["effective"]);
        Assert.StartsWith($"\"{set}.", read.ETag, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await server.SendAsync("GET", "/transport-services/Hub01", null, ("If-None-Match", read.ETag!))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/transport-services/Hub01", null, ("If-None-Match", $"\"{set}\""))).Status);
        foreach (var tag in (string[])[read.ETag!, $"\"{set}\""])
        {
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("PATCH", "/transport-services/Hub01?whatIf=true", """{"poisonThreshold":7}""", ("If-Match", tag))).Status);
        }

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await server.SendAsync("PATCH", "/transport-services/Hub01?whatIf=true", """{"poisonThreshold":7}""", ("If-Match", $"\"x{set}\""))).Status);
    }

    [Fact]
    public async Task should_let_the_first_of_two_administrators_win_when_both_read_the_same()
    {
        await server.SendAsync("POST", "/foreign-connectors", """{"name":"Shared","addressSpaces":["SHARED:*;1"]}""");
        var read = await server.SendAsync("GET", "/foreign-connectors/Shared");
        Assert.Equal($"\"{read.Text("etag")}\"", read.ETag);

        var first = await server.SendAsync("PATCH", "/foreign-connectors/Shared", """{"comment":"first"}""", ("If-Match", read.ETag!));
        var second = await server.SendAsync("PATCH", "/foreign-connectors/Shared", """{"comment":"second"}""", ("If-Match", read.ETag!));
        var deletion = await server.SendAsync("DELETE", "/foreign-connectors/Shared", null, ("If-Match", read.ETag!));

        Assert.Equal((HttpStatusCode.OK, first.Json!["object"]!["etag"]!.GetValue<string>()), (first.Status, first.ETag!.Trim('"')));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "FT-5020"), (second.Status, second.Text("code")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, deletion.Status);
        var now = await server.SendAsync("GET", "/foreign-connectors/Shared", null, ("If-None-Match", read.ETag!));
        Assert.Equal((HttpStatusCode.OK, "first"), (now.Status, now.Text("comment")));
        Assert.Equal(HttpStatusCode.NotModified, (await server.SendAsync("GET", "/foreign-connectors/Shared", null, ("If-None-Match", now.ETag!))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", "/foreign-connectors/Shared", null, ("If-Match", now.ETag!))).Status);
    }

    [Fact]
    public async Task should_say_what_would_be_and_change_nothing_when_asked_what_if()
    {
        var before = await server.GetAsync("/configuration");

        var create = await server.SendAsync("POST", "/foreign-connectors?whatIf=true", """{"name":"Would","addressSpaces":["WOULD:*;1"]}""");
        var remove = await server.SendAsync("DELETE", "/foreign-connectors/Fax?whatIf=true");
        var refused = await server.SendAsync("PATCH", "/foreign-connectors/Fax?whatIf=true", """{"enabled":"x"}""");

        Assert.Equal((HttpStatusCode.OK, "Would", false, true),
            (create.Status, create.Json!["object"]!["name"]!.GetValue<string>(), create.Json["changed"]!.GetValue<bool>(), create.Json["whatIf"]!.GetValue<bool>()));
        Assert.Null(create.Location);
        Assert.Equal((HttpStatusCode.OK, null), (remove.Status, remove.Json!["object"]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.True(JsonNode.DeepEquals(before, await server.GetAsync("/configuration")));
    }

    [Fact]
    public async Task should_import_what_it_exported_and_tell_what_changed()
    {
        var exported = await server.GetAsync("/configuration");
        var same = await server.SendAsync("PUT", "/configuration", exported.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, false, "[]"),
            (same.Status, same.Json!["changed"]!.GetValue<bool>(), same.Json["changes"]!.ToJsonString()));

        var fax = exported["foreignConnectors"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == "Fax")!;
        fax["comment"] = "imported";
        exported["acceptedDomains"]!.AsArray().Add(JsonNode.Parse("""{"name":"Imported","domainName":"imported.example","domainType":"InternalRelay"}"""));
        var preview = await server.SendAsync("PUT", "/configuration?whatIf=true", exported.ToJsonString());
        var imported = await server.SendAsync("PUT", "/configuration", exported.ToJsonString());

        const string changes = """[{"object":"Accepted domain Imported","change":"created"},{"object":"Foreign connector Fax","change":"changed"}]""";
        Assert.Equal((changes, changes), (preview.Json!["changes"]!.ToJsonString(), imported.Json!["changes"]!.ToJsonString()));
        Assert.Equal("imported", (await server.GetAsync("/foreign-connectors/Fax"))["comment"]!.GetValue<string>());
        await server.SendAsync("DELETE", "/accepted-domains/Imported");
    }

    [Fact]
    public async Task should_manage_accepted_domains_and_settings()
    {
        var created = await server.SendAsync("POST", "/accepted-domains", """{"name":"Relay","domainName":"*.relay.example","domainType":"ExternalRelay"}""");
        Assert.Equal((HttpStatusCode.Created, "*.relay.example", false),
            (created.Status, created.Json!["object"]!["domainName"]!.GetValue<string>(), created.Json["object"]!["isDefault"]!.GetValue<bool>()));
        var renamed = await server.SendAsync("PATCH", "/accepted-domains/Relay", """{"name":"Relays","domainType":"InternalRelay"}""");
        Assert.Equal("Relays", renamed.Json!["object"]!["identity"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", "/accepted-domains/Relays")).Status);

        var config = await server.SendAsync("PATCH", "/transport-config", """{"maxRecipientEnvelopeLimit":"unlimited","generateCopyOfDSNFor":{"add":["5.7.1"]}}""");
        Assert.Equal("unlimited", config.Json!["object"]!["maxRecipientEnvelopeLimit"]!.GetValue<string>());
        Assert.Contains("5.7.1", config.Json["object"]!["generateCopyOfDSNFor"]!.ToJsonString(), StringComparison.Ordinal);

        var service = await server.SendAsync("PATCH", "/transport-services/hub01",
            """{"pickupDirectoryMaxHeaderSize":"96KB","pickupDirectoryMaxRecipientsPerMessage":250,"pickupDirectoryMaxMessagesPerMinute":200}""");
        Assert.Equal(("Hub01", "96KB", 200),
            (service.Json!["object"]!["identity"]!.GetValue<string>(),
                service.Json["object"]!["pickupDirectoryMaxHeaderSize"]!.GetValue<string>(),
                service.Json["object"]!["pickupDirectoryMaxMessagesPerMinute"]!.GetValue<int>()));
        await server.SendAsync("PATCH", "/transport-services/Hub01", """{"pickupDirectoryMaxMessagesPerMinute":"unlimited"}""");
    }

    [Fact]
    public async Task should_answer_with_the_part_that_is_asked_for_when_a_list_is_read_in_parts()
    {
        var all = await server.GetAsync("/foreign-connectors");
        var names = all["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()).ToList();

        var part = await server.GetAsync("/foreign-connectors?resultSize=2&bookmarkIndex=3");

        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(names.Skip(2).Take(2), part["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()));
        Assert.Equal(names.Count, part["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task should_refuse_the_body_when_it_is_too_large_or_of_another_type()
    {
        var large = await server.SendAsync("PATCH", "/foreign-connectors/Fax", $$"""{"comment":"{{new string('x', 1 << 20)}}"}""");
        using var form = new FormUrlEncodedContent([new("comment", "x")]);
        using var typed = await server.Client.PatchAsync("/api/v1/foreign-connectors/Fax", form);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "FT-5173"), (large.Status, large.Text("code")));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, typed.StatusCode);
    }
}
