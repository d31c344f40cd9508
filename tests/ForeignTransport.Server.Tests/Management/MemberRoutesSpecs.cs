using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Reading the member list of three nodes (contract sections 2 and 4, checklist 2 and 3).</summary>
[Collection(ManagementCollection.Name)]
public class MemberRoutesSpecs(ThreeNodes cluster)
{
    [Theory]
    [InlineData("/cluster/members")]
    [InlineData("/cluster/members/")]
    public async Task should_show_everybody_when_asked_for_members(string path)
    {
        var (first, second, third) = (cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2]);

        var (status, body) = await second.GetRawAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        var members = new JsonArray([.. cluster.Nodes.OrderBy(node => node.Address, StringComparer.Ordinal).Select(node => Expected(node, Roles(node)))]);
        Json.Equal(
            $$"""
            {"selfNode":"{{second.Address}}","members":{{members.ToJsonString()}},"unreachable":[],
             "leader":"{{first.Cluster.State.Leader}}","oldest":"{{first.Address}}",
             "oldestPerRole":{"admin":"{{first.Address}}","web":"{{first.Address}}","worker":"{{second.Address}}"} }
            """,
            body);
        Assert.NotEqual(second.Address, third.Address);
    }

    [Theory]
    [InlineData("akka.tcp://Main@localhost:{0}")]
    [InlineData("akka.tcp%3A%2F%2FMain%40localhost%3A{0}")]
    [InlineData("akka.tcp%3a%2f%2fMain%40localhost%3a{0}")]
    [InlineData("Main@localhost:{0}")]
    [InlineData("Main%40localhost%3A{0}")]
    [InlineData("Main@LocalHost:{0}")]
    [InlineData("akka.tcp://Main@LOCALHOST:{0}")]
    public async Task should_show_one_member_when_its_address_is_written_in_any_form(string form)
    {
        var node = cluster.Nodes[2];
        var address = string.Format(CultureInfo.InvariantCulture, form, node.Cluster.SelfAddress.Port);

        var (status, body) = await cluster.First.GetRawAsync($"/cluster/members/{address}");

        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal(Expected(node, "worker").ToJsonString(), body);
    }

    [Theory]
    [InlineData("akka.tcp://Main@localhost:1", "akka.tcp://Main@localhost:1")]
    [InlineData("akka.tcp%3A%2F%2FMain%40localhost%3A1", "akka.tcp://Main@localhost:1")]
    [InlineData("akka.tcp:/Main@localhost:1", "akka.tcp:/Main@localhost:1")]
    [InlineData("main@localhost:{0}", "main@localhost:{0}")]
    [InlineData("localhost:{0}", "localhost:{0}")]
    [InlineData("%3Cscript%3E", "<script>")]
    public async Task should_answer_404_with_the_text_that_was_sent_when_nobody_has_that_address(string form, string text)
    {
        var port = cluster.First.Cluster.SelfAddress.Port;

        var answer = await cluster.First.GetRawAsync($"/cluster/members/{string.Format(CultureInfo.InvariantCulture, form, port)}");

        Json.Message(HttpStatusCode.NotFound, $"Member [{string.Format(CultureInfo.InvariantCulture, text, port)}] not found", answer);
    }

    [Fact]
    public async Task should_find_a_member_with_an_IPv6_address()
    {
        await using var node = await ClusterNode.StartAsync(hostName: "::1");
        node.Cluster.Join(node.Cluster.SelfAddress);
        await node.SeesAsync(node, Akka.Cluster.MemberStatus.Up);

        Assert.Equal($"akka.tcp://Main@[::1]:{node.Cluster.SelfAddress.Port}", node.Address);
        foreach (var text in new[] { node.Address, $"Main@[::1]:{node.Cluster.SelfAddress.Port}", $"Main%40%5B%3A%3A1%5D%3A{node.Cluster.SelfAddress.Port}" })
        {
            var (status, body) = await node.GetRawAsync($"/cluster/members/{text}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(node.Address, (string?)body?["node"]);
        }
    }

    [Theory]
    [InlineData("POST", "/cluster/members", 405)]
    [InlineData("POST", "/cluster/members/", 405)]
    [InlineData("PUT", "/cluster/members/x", 405)]
    [InlineData("DELETE", "/cluster/members/x", 405)]
    [InlineData("PUT", "/cluster", 404)]
    [InlineData("PUT", "/cluster/", 404)]
    [InlineData("PUT", "/loglevel/akka?level=DEBUG", 403)]
    [InlineData("POST", "/ready", 405)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("GET", "/", 404)]
    public async Task should_refuse_every_write_when_read_only(string method, string path, int status) =>
        Json.Refused((HttpStatusCode)status, await cluster.First.SendAsync(new HttpMethod(method), path, ("address", cluster.First.Address), ("operation", "Down")));

    [Fact]
    public async Task should_name_the_methods_that_there_are_when_one_is_not()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/cluster/members/x");
        using var answer = await cluster.First.Client.SendAsync(request);

        Assert.Equal(["GET"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task should_offer_up_to_five_members_to_join_when_a_node_looks_for_seeds()
    {
        var (status, body) = await cluster.First.GetAsync("/bootstrap/seed-nodes");

        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal(Address(cluster.First).ToJsonString(), body!["SelfNode"]);
        var expected = cluster.Nodes.Select(node => new JsonObject
        {
            ["Node"] = Address(node),
            ["NodeUid"] = node.Cluster.SelfUniqueAddress.Uid,
            ["Status"] = 1,
            ["Roles"] = new JsonArray([.. Roles(node).Select(role => JsonValue.Create(role))]),
        }.ToJsonString());
        Assert.Equal(expected.Order(StringComparer.Ordinal), body["Nodes"]!.AsArray().Select(item => item!.ToJsonString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task should_say_where_it_is_reached()
    {
        var (status, body) = await cluster.First.GetAsync("/remote/address");

        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal($$"""{"Address":"{{cluster.First.Address}}"}""", body);
    }

    [Fact]
    public async Task should_answer_503_when_no_receptionist_runs_and_its_path_when_one_does()
    {
        var (status, body) = await cluster.First.GetAsync("/cluster-client/receptionist");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Json.Equal(
            """
            {"error":{"reason":"not available","message":"Cluster client receptionist is not available"},
             "code":503,"message":"Cluster client receptionist is not available"}
            """,
            body);

        await using var node = await ClusterNode.StartAsync("akka.extensions = [\"Akka.Cluster.Tools.Client.ClusterClientReceptionistExtensionProvider, Akka.Cluster.Tools\"]");
        (status, body) = await node.GetAsync("/cluster-client/receptionist");
        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal($$"""{"ReceptionistPath":"{{node.Address}}/system/receptionist"}""", body);
    }

    [Fact]
    public async Task should_read_the_log_level()
    {
        Assert.Equal("INFO", await cluster.First.Client.GetStringAsync("/loglevel/akka"));
    }

    private string[] Roles(ClusterNode node) => node == cluster.First ? ["admin", "web"] : ["worker"];

    private static JsonObject Expected(ClusterNode node, params string[] roles) => new()
    {
        ["node"] = node.Address,
        ["nodeUid"] = node.Cluster.SelfUniqueAddress.Uid.ToString(CultureInfo.InvariantCulture),
        ["status"] = "Up",
        ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
    };

    private static JsonObject Address(ClusterNode node) => new()
    {
        ["Host"] = "localhost",
        ["Port"] = node.Cluster.SelfAddress.Port,
        ["System"] = "Main",
        ["Protocol"] = "akka.tcp",
        ["HasLocalScope"] = false,
        ["HasGlobalScope"] = true,
    };
}
