using System.Text.Json;
using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Servers that an administrator takes out of service and back, with messages flowing all the time.</summary>
[Collection(nameof(Alone))]
public sealed class SuspensionSpecs(PostgreSqlFixture database, ITestOutputHelper output) : IDisposable
{
    // No proxy: the environment may name one, and this is about this machine.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose() => _client.Dispose();

    [UnixFact]
    public async Task should_lose_and_repeat_nothing_when_a_server_is_drained_and_stopped_and_started_and_resumed()
    {
        await using var drill = await HubDrill.StartAsync(database, output, ratePerSecond: 200);
        await SetAsync(drill.Second, drill.First, "suspend");
        await StateAsync(drill, drill.First, "Drained");
        drill.Say($"{drill.First.Name} is drained");

        await drill.Cluster.StopAsync(drill.First, CancellationToken.None);
        await drill.DeliversAsync(drill.Second);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await StateAsync(drill, drill.First, "Drained");
        await SetAsync(drill.First, drill.First, "resume");

        await drill.DeliversAsync(drill.First);
        await drill.RequireVerdictAsync();
    }

    [UnixFact]
    public async Task should_lose_and_repeat_nothing_when_a_draining_server_is_killed()
    {
        await using var drill = await HubDrill.StartAsync(database, output, ratePerSecond: 400);
        await SetAsync(drill.Second, drill.First, "suspend");

        // Not a moment later: its partitions are about to move, and its connectors have work in hand.
        await drill.Cluster.KillAsync(drill.First);
        await drill.DeliversAsync(drill.Second);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await StateAsync(drill, drill.First, "Drained");
        await SetAsync(drill.Second, drill.First, "resume");

        await drill.DeliversAsync(drill.First);
        await drill.RequireVerdictAsync();
    }

    private async Task SetAsync(Hub asked, Hub hub, string what)
    {
        using var answer = await _client.PostAsync(new Uri(asked.Http!, $"api/v1/servers/{hub.Name}/{what}"), null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task StateAsync(HubDrill drill, Hub hub, string state)
    {
        using var patience = new CancellationTokenSource(HubDrill.Patience);
        var last = "";
        while (!last.Contains($"\"state\":\"{state}\"", StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, $"{hub.Name} is not {state}: {last}\n{drill.LastOutput}");
            await HubDrill.PassAsync(0.1);
            using var answer = await _client.GetAsync(new Uri(drill.Second.Http!, "api/v1/servers"), CancellationToken.None);
            last = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if (answer.IsSuccessStatusCode)
            {
                var servers = JsonDocument.Parse(last).RootElement.GetProperty("items").EnumerateArray();
                last = JsonSerializer.Serialize(servers.Single(server => server.GetProperty("name").GetString() == hub.Name));
            }
        }
    }
}
