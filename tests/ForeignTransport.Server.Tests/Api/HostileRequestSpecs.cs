using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Server.Api;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Requests that are meant to do harm, or whose sender made a mistake that would.</summary>
[Collection(ApiCollection.Name)]
public class HostileRequestSpecs(ApiServer server)
{
    private static int _number;

    [Theory]
    [InlineData("unquoted")]
    [InlineData("\"unterminated")]
    [InlineData("'single'")]
    [InlineData(",")]
    [InlineData("")]
    [InlineData("*, \"x\"")]
    [InlineData("\"a\", \"b\"")]
    public async Task should_refuse_a_write_when_its_if_match_cannot_be_read(string tag)
    {
        var name = await ConnectorAsync();

        var changed = await server.SendAsync("PATCH", $"/foreign-connectors/{name}", """{"comment":"lost update"}""", ("If-Match", tag));
        var removed = await server.SendAsync("DELETE", $"/foreign-connectors/{name}", null, ("If-Match", tag));

        Assert.Equal((HttpStatusCode.BadRequest, "FT-5170"), (changed.Status, changed.Text("code")));
        Assert.Equal((HttpStatusCode.BadRequest, "FT-5170"), (removed.Status, removed.Text("code")));
        Assert.Equal("", (await server.GetAsync($"/foreign-connectors/{name}"))["comment"]!.GetValue<string>());
    }

    [Fact]
    public async Task should_answer_with_the_header_alone_when_asked_for_no_more()
    {
        var name = await ConnectorAsync();
        var path = $"/foreign-connectors/{name}";
        var read = await server.SendAsync("GET", path);

        var head = await server.SendAsync("HEAD", path);
        var same = await server.SendAsync("HEAD", path, null, ("If-None-Match", read.ETag!));

        Assert.Equal((HttpStatusCode.OK, "application/json", read.ETag), (head.Status, head.ContentType, head.ETag));
        Assert.Null(head.Json);
        Assert.Equal(HttpStatusCode.NotModified, same.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("HEAD", "/foreign-connectors/nobody")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await server.SendAsync("HEAD", $"{path}/test")).Status);
    }

    [Theory]
    [InlineData("/alive")]
    [InlineData("/ready")]
    public async Task should_answer_a_load_balancer_when_it_asks_for_the_header_of_a_probe(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var answer = await server.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, 2L), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData("DELETE", "/foreign-connectors/{0}?what-if=true", "what-if")]
    [InlineData("PATCH", "/foreign-connectors/{0}?whatIff=true", "whatIff")]
    [InlineData("GET", "/foreign-connectors?filtr=x", "filtr")]
    public async Task should_refuse_a_request_when_its_query_has_a_parameter_that_is_not_known(string method, string path, string parameter)
    {
        var name = await ConnectorAsync();

        var reply = await server.SendAsync(method, string.Format(CultureInfo.InvariantCulture, path, name), method == "PATCH" ? """{"comment":"x"}""" : null);

        Assert.Equal((HttpStatusCode.BadRequest, "FT-5003", parameter), (reply.Status, reply.Text("code"), reply.Text("parameter")));
        Assert.Equal("", (await server.GetAsync($"/foreign-connectors/{name}"))["comment"]!.GetValue<string>());
    }

    [Fact]
    public async Task should_match_no_weak_tag_when_a_write_depends_on_it()
    {
        var name = await ConnectorAsync();
        var read = await server.SendAsync("GET", $"/foreign-connectors/{name}");

        var weak = await server.SendAsync("PATCH", $"/foreign-connectors/{name}", """{"comment":"x"}""", ("If-Match", $"W/{read.ETag}"));
        var any = await server.SendAsync("PATCH", $"/foreign-connectors/{name}", """{"comment":"y"}""", ("If-Match", "*"));

        Assert.Equal(HttpStatusCode.PreconditionFailed, weak.Status);
        Assert.Equal(HttpStatusCode.OK, any.Status);
    }

    [Theory]
    [InlineData("whatIf=1")]
    [InlineData("whatIf=yes")]
    [InlineData("whatIf=")]
    [InlineData("whatIf")]
    [InlineData("WHATIF=$true")]
    [InlineData("whatIf=true&whatIf=true")]
    public async Task should_change_nothing_when_what_if_cannot_be_read(string query)
    {
        var before = await server.GetAsync("/configuration");

        var reply = await server.SendAsync("PATCH", $"/foreign-connectors/Fax?{query}", """{"comment":"was to be looked at only"}""");

        Assert.Equal((HttpStatusCode.BadRequest, "FT-5001", "WhatIf"), (reply.Status, reply.Text("code"), reply.Text("parameter")));
        Assert.True(JsonNode.DeepEquals(before, await server.GetAsync("/configuration")));
    }

    [Fact]
    public async Task should_refuse_what_if_when_an_operation_does_not_have_it()
    {
        var created = await server.SendAsync("POST", "/access-tokens?whatIf=true", """{"name":"only what if","role":"ViewOnly"}""");
        var removed = await server.SendAsync("DELETE", "/access-tokens/nobody?whatIf=true");
        using var message = new StringContent("Subject: x\r\n\r\nx\r\n");
        message.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var submitted = await server.Client.PostAsync(new Uri("/api/v1/messages?from=a@contoso.com&to=[FAX:1]&whatIf=true", UriKind.Relative), message);

        Assert.Equal((HttpStatusCode.BadRequest, "WhatIf"), (created.Status, created.Text("parameter")));
        Assert.Equal((HttpStatusCode.BadRequest, "WhatIf"), (removed.Status, removed.Text("parameter")));
        Assert.Equal(HttpStatusCode.BadRequest, submitted.StatusCode);
        Assert.DoesNotContain("only what if", (await server.GetAsync("/access-tokens")).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH", "/foreign-connectors/Fax", "{\"\\ud800\":\"x\"}")]
    [InlineData("PATCH", "/foreign-connectors/Fax", "{\"addressSpaces\":{\"\\udfff\":[\"x\"]}}")]
    [InlineData("PATCH", "/foreign-connectors/Fax", "{\"comment\":\"\u00ff\"}")]
    [InlineData("PATCH", "/foreign-connectors/Fax", "{\"\u00ff\":\"x\"}")]
    [InlineData("PATCH", "/foreign-connectors/Fax", "{\"addressSpaces\":[\"\u00c3(\"]}")]
    [InlineData("POST", "/foreign-connectors", "{\"name\":\"\u00ff\"}")]
    [InlineData("POST", "/access-tokens", "{\"\\ud800\":\"x\"}")]
    [InlineData("PUT", "/configuration", "{\"foreignConnectors\":[{\"name\":\"\u00ff\"}]}")]
    public async Task should_say_that_a_body_is_no_text_when_it_is_none(string method, string path, string latin1)
    {
        foreach (var query in path == "/access-tokens" ? new[] { "" } : ["", "?whatIf=true"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}{query}")
            {
                Content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin1)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }
            };

            using var answer = await server.Client.SendAsync(request);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("FT-5170", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("[]")]
    [InlineData("[\"2099-01-31T00:00:00Z\"]")]
    [InlineData("{\"add\":\"2099-01-31T00:00:00Z\"}")]
    [InlineData("true")]
    public async Task should_make_no_token_for_ever_when_its_end_cannot_be_read(string expires)
    {
        var reply = await server.SendAsync("POST", "/access-tokens", $$"""{"name":"no end","role":"ViewOnly","expires":{{expires}}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "Expires"), (reply.Status, reply.Text("parameter")));
        Assert.DoesNotContain("no end", (await server.GetAsync("/access-tokens")).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x%41")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb/c")]
    [InlineData("100% of?it#;+")]
    [InlineData("%00")]
    public async Task should_find_an_object_under_its_location_when_its_name_looks_like_an_escape(string name)
    {
        var created = await server.SendAsync("POST", "/foreign-connectors", new JsonObject
        {
            ["name"] = name,
            ["addressSpaces"] = new JsonArray($"ESC:{Interlocked.Increment(ref _number)};1")
        }.ToJsonString());

        var path = created.Location!["/api/v1".Length..];
        Assert.Equal(name, (await server.GetAsync(path))["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("POST", $"{path}/test")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("DELETE", path)).Status);
    }

    [Theory]
    [InlineData("Fax", "/foreign-connectors/{identity}", "/api/v1/foreign-connectors/Fax", "Fax")]
    [InlineData("a%2Fb", "/foreign-connectors/{identity}", "/api/v1/foreign-connectors/a%2Fb?x=%252F", "a/b")]
    [InlineData("a%2Fb", "/foreign-connectors/{identity}", "/api/v1/foreign-connectors/a%252Fb/", "a%2Fb")]
    [InlineData("a%2Fb", "/foreign-connectors/{identity}/test", "/api/v1/foreign-connectors/a%252Fb/test", "a%2Fb")]
    [InlineData("a%2fb%2Fc", "/foreign-connectors/{identity}", "http://localhost/api/v1/foreign-connectors/a%252fb%2Fc", "a%2fb/c")]
    [InlineData("a%2Fb", "/foreign-connectors/{identity}", "/api/v1/foreign-connectors/a%252Fb/x/..", "a/b")]
    [InlineData("a%2Fb", "/foreign-connectors/{identity}/test", "*", "a/b")]
    public void should_decode_an_identity_once(string routeValue, string route, string target, string identity) =>
        Assert.Equal(identity, PathIdentity.Decode(routeValue, route, target));

    private async Task<string> ConnectorAsync()
    {
        var name = $"Target{Interlocked.Increment(ref _number)}";
        Assert.Equal(HttpStatusCode.Created, (await server.SendAsync(
            "POST", "/foreign-connectors", $$"""{"name":"{{name}}","addressSpaces":["{{name}}:*;1"]}""")).Status);
        return name;
    }
}
