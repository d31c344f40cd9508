using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Akka.Cluster;
using ForeignTransport.Server.Management;
using ForeignTransport.Server.Tests.EndToEnd;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>The stream of domain events (contract section 4.7, checklist 5 and 6).</summary>
[Collection(ManagementCollection.Name)]
public class DomainEventRouteSpecs(ThreeNodes cluster)
{
    [Fact]
    public async Task should_begin_with_the_state_when_a_stream_opens()
    {
        await using var stream = await EventStream.OpenAsync(cluster.First, "");
        Assert.Equal("text/event-stream", stream.ContentType);

        // Three members, a leader, and a leader for each of the three roles, with nothing between: seen-changes and the like are not shown.
        var events = await stream.ReadAsync(7);

        Assert.Equal(
            ["LeaderChanged", "MemberUp", "MemberUp", "MemberUp", "RoleLeaderChanged", "RoleLeaderChanged", "RoleLeaderChanged"],
            events.Select(item => item.EventType).Order(StringComparer.Ordinal));
        Assert.All(events, item => Assert.Equal(item.EventType, (string?)item.Data!["type"]));
        var up = events.First(item => (string?)item.Data?["member"]?["uniqueAddress"]?["address"] == cluster.First.Address).Data;
        Json.Equal(
            $$"""
            {"member":{"dataCenter":"default","roles":["admin","web"],"status":"Up",
             "uniqueAddress":{"address":"{{cluster.First.Address}}","longUid":{{cluster.First.Cluster.SelfUniqueAddress.Uid}} } },"type":"MemberUp"}
            """,
            up);
        Json.Equal(
            $$"""{"address":"{{cluster.First.Cluster.State.Leader}}","type":"LeaderChanged"}""",
            events.First(item => item.EventType == "LeaderChanged").Data);
        Json.Equal(
            $$"""{"address":"{{cluster.First.Address}}","role":"admin","type":"RoleLeaderChanged"}""",
            events.First(item => (string?)item.Data!["role"] == "admin").Data);
    }

    [Theory]
    [InlineData("?type=LeaderChanged", "LeaderChanged")]
    [InlineData("?type=LeaderChanged&type=Junk&type=leaderchanged", "LeaderChanged")]
    [InlineData("?type=MemberEvent", "MemberUp")]
    [InlineData("?type=MemberUp&type=LeaderChanged", "LeaderChanged,MemberUp")]
    [InlineData("?type=Junk", "")]
    [InlineData("?type=ReachabilityEvent", "")]
    [InlineData("?type=DataCenterReachabilityEvent", "")]
    [InlineData("?type=ClusterDomainEvent&type=LeaderChanged", "LeaderChanged,MemberUp,RoleLeaderChanged")]
    public async Task should_send_what_was_asked_for_and_then_heartbeats_when_names_are_given(string query, string expected)
    {
        await using var node = await SingleListenerAsync();
        await using var stream = await EventStream.OpenAsync(node, query);

        // A heartbeat is an event without a name and without data. A stream that is slow to begin shows some before all that was asked for has come.
        var wanted = expected.Length == 0 ? 0 : expected.Split(',').Length;
        var events = new List<(string EventType, JsonNode? Data)>();
        (string EventType, JsonNode? Data) last;
        do
        {
            last = (await stream.ReadAsync(1))[0];
            if (last.Data is not null)
            {
                events.Add(last);
            }
        }
        while (last.Data is not null || events.Count < wanted);

        Assert.Equal("message", last.EventType);
        Assert.Equal(expected, string.Join(',', events.Select(item => item.EventType).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task should_tell_how_a_member_leaves_when_one_does()
    {
        var nodes = await ClusterNode.StartClusterAsync("", "");
        await using var staying = nodes[0];
        await using var going = nodes[1];
        await using var stream = await EventStream.OpenAsync(staying, "?type=MemberLeft&type=MemberExited&type=MemberRemoved");
        await using var own = await EventStream.OpenAsync(going, "?type=ClusterShuttingDown");

        going.Cluster.Leave(going.Cluster.SelfAddress);

        var events = await stream.ReadAsync(3);
        Assert.Equal(["MemberLeft", "MemberExited", "MemberRemoved"], events.Select(item => item.EventType));
        Assert.Equal(["Leaving", "Exiting", "Removed"], events.Select(item => (string?)item.Data!["member"]!["status"]));
        Assert.Equal([null, null, "Exiting"], events.Select(item => (string?)item.Data!["previousStatus"]));
        Json.Equal("""{"type":"ClusterShuttingDown"}""", (await own.ReadAsync(1))[0].Data);
        Assert.True(await own.EndsAsync());
    }

    [Fact]
    public async Task should_refuse_another_stream_when_there_are_as_many_as_may_be_and_take_one_when_one_has_gone()
    {
        await using var node = await SingleListenerAsync();
        var streams = new List<EventStream>();
        for (var i = 0; i < DomainEventRoute.MaxStreams; i++)
        {
            streams.Add(await EventStream.OpenAsync(node, "?type=Junk"));
        }

        Json.Refused(HttpStatusCode.TooManyRequests, await node.GetAsync("/cluster/domain-events"));

        await streams[0].DisposeAsync();
        await using var next = await EventuallyOpenAsync(node);
        foreach (var stream in streams[1..])
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task should_end_streams_when_the_host_stops()
    {
        await using var node = await SingleListenerAsync();
        await using var stream = await EventStream.OpenAsync(node, "?type=LeaderChanged");
        await stream.ReadAsync(1);

        await node.Host.StopAsync();

        Assert.True(await stream.EndsAsync());
    }

    /// <summary>A member of its own, whose streams show soon that they live.</summary>
    private static async Task<ClusterNode> SingleListenerAsync()
    {
        var node = await ClusterNode.StartAsync("akka.cluster.roles = [solo]", heartbeat: TimeSpan.FromMilliseconds(300));
        node.Cluster.Join(node.Cluster.SelfAddress);
        await node.SeesAsync(node, MemberStatus.Up);
        await Eventually.HoldsAsync(() => node.Cluster.State.RoleLeader("solo") is not null, () => "no leader");
        return node;
    }

    private static async Task<EventStream> EventuallyOpenAsync(ClusterNode node)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await EventStream.TryOpenAsync(node, "") is { } stream)
            {
                return stream;
            }

            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>The client's side of a stream.</summary>
    private sealed class EventStream : IAsyncDisposable
    {
        private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
        private readonly HttpResponseMessage _answer;
        private readonly IAsyncEnumerator<SseItem<string>> _items;

        private EventStream(HttpResponseMessage answer, Stream body)
        {
            _answer = answer;
            _items = SseParser.Create(body).EnumerateAsync(_patience.Token).GetAsyncEnumerator(_patience.Token);
        }

        public string? ContentType => _answer.Content.Headers.ContentType?.MediaType;

        public static async Task<EventStream> OpenAsync(ClusterNode node, string query)
        {
            var stream = await TryOpenAsync(node, query);
            Assert.NotNull(stream);
            return stream;
        }

        public static async Task<EventStream?> TryOpenAsync(ClusterNode node, string query)
        {
            var answer = await node.Client.GetAsync("/cluster/domain-events" + query, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return new EventStream(answer, await answer.Content.ReadAsStreamAsync());
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            answer.Dispose();
            return null;
        }

        public async Task<List<(string EventType, JsonNode? Data)>> ReadAsync(int count)
        {
            var events = new List<(string EventType, JsonNode? Data)>();
            while (events.Count < count)
            {
                Assert.True(await _items.MoveNextAsync(), "The stream ended.");
                events.Add((_items.Current.EventType, _items.Current.Data.Length == 0 ? null : JsonNode.Parse(_items.Current.Data)));
            }

            return events;
        }

        public async Task<bool> EndsAsync() => !await _items.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await _patience.CancelAsync();
            _answer.Dispose();
            _patience.Dispose();
        }
    }
}
