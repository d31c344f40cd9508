using System.Net;
using System.Net.Http.Json;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Management;
using ForeignTransport.Server.Tests.EndToEnd;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Changing the cluster when it may be changed (contract sections 4.2 to 4.6, checklist 3).</summary>
[Collection(ManagementCollection.Name)]
public class MemberWritesSpecs
{
    private const string Writable = "akka.management.http.route-providers-read-only = off";

    [Theory]
    [InlineData("down", MemberStatus.Down)]
    [InlineData("DOWN", MemberStatus.Down)]
    [InlineData("Leave", MemberStatus.Leaving)]
    [InlineData("DELETE", MemberStatus.Leaving)]
    public async Task should_end_membership_when_told_to(string operation, MemberStatus first)
    {
        // A member that is downed is removed once it does not answer.
        var nodes = await ClusterNode.StartClusterAsync($"{Writable}\n{ClusterNode.Watchful}", ClusterNode.Watchful);
        await using var staying = nodes[0];
        await using var going = nodes[1];
        var path = $"/cluster/members/{going.Cluster.SelfAddress.HostPort()}";

        var answer = operation == "DELETE"
            ? await staying.SendAsync(HttpMethod.Delete, path)
            : await staying.SendAsync(HttpMethod.Put, path, ("operation", operation));

        Json.Message(HttpStatusCode.OK, $"{(first == MemberStatus.Down ? "Downing" : "Leaving")} {going.Address}", answer);
        await Eventually.HoldsAsync(
            () => staying.Cluster.State.Members.All(member => member.Address != going.Cluster.SelfAddress), () => $"{staying.Cluster.State}");
        await Eventually.HoldsAsync(() => going.Cluster.IsTerminated, () => "it has not left");
        await LeftAsync(going);
    }

    [Fact]
    public async Task should_refuse_in_the_order_of_the_contract_when_a_request_is_wrong()
    {
        await using var node = await ClusterNode.StartAsync(Writable);
        node.Cluster.Join(node.Cluster.SelfAddress);
        await node.SeesAsync(node, MemberStatus.Up);
        var self = $"/cluster/members/{node.Address}";
        const string Unknown = "/cluster/members/Main@localhost:1";
        const string NotSupported = "Operation not supported";

        Json.Message(HttpStatusCode.NotFound, "Member [Main@localhost:1] not found", await node.SendAsync(HttpMethod.Put, Unknown, ("operation", "junk")));
        Json.Message(HttpStatusCode.NotFound, "Member [Main@localhost:1] not found", await node.SendAsync(HttpMethod.Delete, Unknown));
        Json.Message(HttpStatusCode.BadRequest, NotSupported, await node.SendAsync(HttpMethod.Put, self, ("operation", "Join")));
        Json.Message(HttpStatusCode.BadRequest, NotSupported, await node.SendAsync(HttpMethod.Put, self, ("operation", "junk")));
        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Put, self, ("Operation", "Down")));
        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Put, self));
        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Put, self + "?operation=Down"));
        Json.Message(HttpStatusCode.NotImplemented, NotSupported, await node.SendAsync(HttpMethod.Put, "/cluster", ("operation", "Prepare-For-Full-Shutdown")));
        Json.Message(HttpStatusCode.BadRequest, NotSupported, await node.SendAsync(HttpMethod.Put, "/cluster/", ("operation", "Leave")));

        using var json = new HttpRequestMessage(HttpMethod.Put, self) { Content = JsonContent.Create(new { operation = "Down" }) };
        Json.Refused(HttpStatusCode.UnsupportedMediaType, await node.SendAsync(json));
        using var large = new HttpRequestMessage(HttpMethod.Put, self) { Content = new FormUrlEncodedContent([new("operation", new string('x', 100_000))]) };
        Json.Refused(HttpStatusCode.RequestEntityTooLarge, await node.SendAsync(large));
        using var broken = new HttpRequestMessage(HttpMethod.Put, self) { Content = new StringContent("no parts") };
        broken.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(broken));

        Assert.Equal(MemberStatus.Up, node.Cluster.SelfMember.Status);
    }

    [Fact]
    public async Task should_join_once_when_the_address_is_that_of_a_node_of_this_system()
    {
        await using var node = await ClusterNode.StartAsync(Writable);
        var port = node.Cluster.SelfAddress.Port;
        string[] wrong =
        [
            "", "junk", "localhost:1", $"Main@localhost:{port}", "akka.tcp://Main", "akka.tcp://Main@localhost", "akka.tcp://Main@localhost:0",
            "akka.tcp://Main@localhost:99999", $"akka.tcp://Main@localhost:{port}/user/x", $"http://Main@localhost:{port}", $"akka.tcp://Other@localhost:{port}",
            $"akka.ssl.tcp://Main@localhost:{port}", $"akka.tcp://Main@localhost:{port} ", $"akka.tcp://main@localhost:{port}",
        ];
        foreach (var address in wrong)
        {
            Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Post, "/cluster/members", ("address", address)));
        }

        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Post, "/cluster/members", ("Address", node.Address)));
        Assert.Empty(node.Cluster.State.Members);

        using var multipart = new HttpRequestMessage(HttpMethod.Post, "/cluster/members/")
        {
            Content = new MultipartFormDataContent { { new StringContent(node.Address), "address" } },
        };
        Json.Message(HttpStatusCode.OK, $"Joining {node.Address}", await node.SendAsync(multipart));
        await node.SeesAsync(node, MemberStatus.Up);
        Json.Refused(HttpStatusCode.Conflict, await node.SendAsync(HttpMethod.Post, "/cluster/members", ("address", node.Address)));
    }

    [Theory]
    [InlineData("Origin", "http://127.0.0.1:8558")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    public async Task should_refuse_a_write_when_a_page_sends_it(string header, string value)
    {
        await using var node = await ClusterNode.StartAsync(Writable);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/cluster/members")
        {
            Content = new FormUrlEncodedContent([new("address", node.Address)]),
            Headers = { { header, value } },
        };

        Json.Refused(HttpStatusCode.Forbidden, await node.SendAsync(request));
        Assert.Equal(MemberStatus.Removed, node.Cluster.SelfMember.Status);
        Assert.Empty(node.Cluster.State.Members);
    }

    [Fact]
    public async Task should_record_each_write_on_one_line_when_it_is_tried()
    {
        await using var node = await ClusterNode.StartAsync(Writable);
        var audit = node.System.ActorOf(Props.Create<AuditReader>());
        await audit.Ask<string>("ready");

        await node.SendAsync(HttpMethod.Put, "/cluster/members/x%0D%0A%22forged%22", ("operation", "Down"));
        await node.SendAsync(HttpMethod.Post, "/cluster/members", ("address", "a\nb"));
        await node.SendAsync(HttpMethod.Put, "/loglevel/akka?level=warning");
        await node.GetAsync("/cluster/members");

        var entries = await node.AuditAsync();
        Assert.Equal(
            ["PUT /loglevel/akka", "POST /cluster/members", "PUT /cluster/members/{address}"], entries.Select(entry => entry.CmdletName));
        Assert.Equal([true, false, false], entries.Select(entry => entry.Outcome!.Succeeded));
        Assert.Equal("x\r\n\"forged\"", entries[2].ObjectModified);
        Assert.Equal(new AuditParameter("operation", "Down"), Assert.Single(entries[2].Parameters));
        Assert.Equal("404 Member [x\r\n\"forged\"] not found", entries[2].Outcome!.Error);
        Assert.All(entries, entry => Assert.Equal((Caller.Local, "Hub01", "127.0.0.1"), (entry.Caller, entry.Server, entry.RemoteAddress)));

        var lines = await audit.Ask<string[]>("lines", TimeSpan.FromSeconds(30));
        Assert.Equal(3, lines.Length);
        Assert.Matches(
            """^Management: PUT from 127\.0\.0\.1:\d+ on "/cluster/members/x%0D%0A%22forged%22": 404 "Member \[x\\r\\n\\u0022forged\\u0022\] not found"$""", lines[0]);
        Assert.Matches("""^Management: POST from 127\.0\.0\.1:\d+ on "/cluster/members address=a\\nb": 400 ".*"$""", lines[1]);
        Assert.Matches("""^Management: PUT from 127\.0\.0\.1:\d+ on "/loglevel/akka level=warning": 200 "OK"$""", lines[2]);
    }

    [Fact]
    public async Task should_set_the_log_level_when_it_is_one()
    {
        await using var node = await ClusterNode.StartAsync(Writable);

        foreach (var level in new[] { "ERROR", "WARNING", "DEBUG", "OFF", "INFO" })
        {
            Json.Message(HttpStatusCode.OK, "OK", await node.SendAsync(HttpMethod.Put, $"/loglevel/akka?level={level.ToLowerInvariant()}"));
            Assert.Equal(level, await node.Client.GetStringAsync("/loglevel/akka"));
        }

        Assert.Equal(LogLevel.InfoLevel, node.System.EventStream.LogLevel);
        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Put, "/loglevel/akka?level=LOUD"));
        Json.Refused(HttpStatusCode.BadRequest, await node.SendAsync(HttpMethod.Put, "/loglevel/akka"));
    }

    /// <summary>What docs/http.md says of it: a limit of Akka.NET, and worth knowing when it goes away.</summary>
    [Fact]
    public async Task should_reach_only_new_loggers_when_more_is_to_be_logged()
    {
        await using var node = await ClusterNode.StartAsync(Writable);
        var before = Logging.GetLogger(node.System, typeof(MemberWritesSpecs));

        await node.SendAsync(HttpMethod.Put, "/loglevel/akka?level=DEBUG");

        Assert.False(before.IsDebugEnabled);
        Assert.True(Logging.GetLogger(node.System, typeof(MemberWritesSpecs)).IsDebugEnabled);
    }

    /// <summary>Checklist 5, contract section 9.5: what the departed node still remembers is not told.</summary>
    private static async Task LeftAsync(ClusterNode node)
    {
        foreach (var path in new[] { "/cluster/members", $"/cluster/members/{node.Address}", "/cluster/domain-events", "/cluster/shards", "/cluster/shards/x", "/cluster/shards/x/stats" })
        {
            Json.Refused(HttpStatusCode.ServiceUnavailable, await node.GetAsync(path));
        }

        var (status, body) = await node.GetAsync("/bootstrap/seed-nodes");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(503, (int)body!["code"]!);
        using var ready = await node.Client.GetAsync("/ready");
        Assert.Equal(HttpStatusCode.InternalServerError, ready.StatusCode);
    }

    private sealed class AuditReader : ReceiveActor
    {
        private readonly List<string> _lines = [];

        public AuditReader()
        {
            Receive<string>(question =>
            {
                if (question == "ready")
                {
                    Context.System.EventStream.Subscribe(Self, typeof(Info));
                    Sender.Tell("yes");
                }
                else
                {
                    Sender.Tell(_lines.ToArray());
                }
            });
            Receive<Info>(line =>
            {
                if (line.LogClass == typeof(ManagementServices))
                {
                    _lines.Add(line.ToString()[line.ToString().IndexOf("Management:", StringComparison.Ordinal)..]);
                }
            });
        }
    }
}
