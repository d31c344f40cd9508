using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Servers, their directories, and tests of Drop directories, through HTTP.</summary>
[Collection(ApiCollection.Name)]
public class ServerRoutesSpecs(ApiServer server)
{
    [Fact]
    public async Task should_list_the_servers_with_what_they_say_of_themselves()
    {
        var servers = await server.GetAsync("/servers");

        var hub = Assert.Single(servers["items"]!.AsArray(), item => Text(item, "name") == "Hub01")!;
        Assert.Equal(("Up", "Active", "1.2.3", server.Folder.Data), (Text(hub, "status"), Text(hub, "state"), Text(hub, "version"), Text(hub, "dataDirectory")));
        Assert.True(hub["isLocal"]!.GetValue<bool>() && hub["isLeader"]!.GetValue<bool>() && hub["reachable"]!.GetValue<bool>());
        Assert.Equal(server.Client.BaseAddress!.Port, new Uri(Text(hub, "http")!).Port);
        Assert.NotEqual(0, hub["partitions"]!.GetValue<int>());
    }

    [Fact]
    public async Task should_show_where_the_directories_are_when_a_server_answers()
    {
        var service = await server.GetAsync("/transport-services/Hub01");

        Assert.Equal("default", Text(service, "pickupDirectoryPath"));
        Assert.Equal((server.Folder.Pickup, server.Folder.Replay), (Text(service["effective"], "pickupDirectoryPath"), Text(service["effective"], "replayDirectoryPath")));
        Assert.Equal(Path.Combine(server.Folder.Data, "MessageTracking"), Text(service["effective"], "messageTrackingLogPath"));
        var listed = (await server.GetAsync("/transport-services"))["items"]!.AsArray().Single(item => Text(item, "name") == "Hub01");
        Assert.True(JsonNode.DeepEquals(service, listed));
    }

    [Fact]
    public async Task should_suspend_and_resume_a_server()
    {
        var would = await server.SendAsync("POST", "/servers/hub01/suspend?whatIf=true");
        Assert.Equal(("Active", true), (Text(would.Json!["object"], "state"), would.Json["whatIf"]!.GetValue<bool>()));

        var suspended = await server.SendAsync("POST", "/servers/hub01/suspend");
        Assert.Equal((HttpStatusCode.OK, true), (suspended.Status, suspended.Json!["changed"]!.GetValue<bool>()));
        Assert.Contains(Text(suspended.Json["object"], "state"), new[] { "Draining", "Drained" });
        var resumed = await server.SendAsync("POST", "/servers/Hub01/resume");
        Assert.Equal("Active", Text(resumed.Json!["object"], "state"));
        Assert.False((await server.SendAsync("POST", "/servers/Hub01/resume")).Json!["changed"]!.GetValue<bool>());

        var unknown = await server.SendAsync("POST", "/servers/Hub09/suspend");
        Assert.Equal((HttpStatusCode.NotFound, "FT-5004"), (unknown.Status, unknown.Text("code")));
    }

    [Fact]
    public async Task should_test_the_drop_directory_of_a_connector_when_it_is_fine_and_when_it_is_not()
    {
        await server.SendAsync("POST", "/foreign-connectors", """{"name":"Missing","addressSpaces":["MISSING:*;1"],"sourceTransportServers":["Hub01","Hub09"]}""");
        await server.SendAsync("PATCH", "/foreign-connectors/Missing", """{"dropDirectory":"/no/such/directory"}""");

        var before = Directory.Exists(server.Folder.Drop("Fax")) ? Directory.GetFiles(server.Folder.Drop("Fax")) : [];
        var fine = Assert.Single((await server.SendAsync("POST", "/foreign-connectors/fax/test")).Json!["items"]!.AsArray());
        var reports = (await server.SendAsync("POST", "/foreign-connectors/Missing/test")).Json!["items"]!.AsArray();

        Assert.Equal(("Fax", "Hub01", "Passed", server.Folder.Drop("Fax")), (Text(fine, "connector"), Text(fine, "server"), Text(fine, "result"), Text(fine, "path")));
        Assert.Equal(before.Order(StringComparer.Ordinal), Directory.GetFiles(server.Folder.Drop("Fax")).Order(StringComparer.Ordinal));
        Assert.Equal([("Hub01", "Exists"), ("Hub09", "Answers")], reports.Select(report =>
            (Text(report, "server")!, Text(report!["checks"]!.AsArray().First(check => Text(check, "result") == "Failed"), "check")!)));
        Assert.All(reports, report => Assert.Equal("Failed", Text(report, "result")));
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("POST", "/foreign-connectors/Nobody/test")).Status);
        await server.SendAsync("DELETE", "/foreign-connectors/Missing");
    }

    private static string? Text(JsonNode? node, string key) => node?[key]?.GetValue<string>();
}
