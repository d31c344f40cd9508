using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A gateway that is away for long: its messages wait, survive the server, and come out once when it is back.</summary>
[Collection(nameof(Alone))]
public partial class BacklogSpecs(ITestOutputHelper output)
{
    /// <summary>For 100,000 messages with a Release build on the development machine: 10 s, the start of the process included. A CI machine gets longer.</summary>
    private static TimeSpan Limit => TimeSpan.FromSeconds(HubDrill.IsLong ? 10 : 30);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public Task should_recover_quickly_and_deliver_each_once_when_killed_with_ten_thousand_messages_waiting() => RunAsync(10_000);

    /// <summary>The same with 100,000 where FT_LONG is set; a tenth of the usual course where it is not.</summary>
    [Fact]
    [Trait("Category", "Soak")]
    public Task should_recover_quickly_and_deliver_each_once_when_killed_with_a_hundred_thousand_messages_waiting() =>
        RunAsync(HubDrill.IsLong ? 100_000 : 1_000);

    private async Task RunAsync(int messages)
    {
        const int Size = 1_024;
        using var root = TemporaryDirectory.Below(Path.GetTempPath());
        var folder = new BenchFolder(root.Path);
        var gateway = Path.Combine(root.Path, "gateway");
        File.WriteAllText(folder.OrganizationFile, Organization(gateway));
        var ledger = new DeliveryLedger(new BenchMessages(1, Size), messages);
        var feeder = new MessageFeeder(new BenchMessages(1, Size), messages, folder.Outbox, folder.Pickup);
        feeder.Prepare();
        var executable = ServerExecutable.In(AppContext.BaseDirectory);

        await using (var server = await ServerProcess.StartAsync(executable, folder, Patience, CancellationToken.None))
        {
            for (var index = 0; index < messages; index++)
            {
                feeder.Offer(index);
            }

            await UntilAsync(server, folder.IsSubmissionEmpty);
            await server.KillAsync();
        }

        await using (var server = ServerProcess.Serve(executable, folder))
        {
            await UntilAsync(server, () => Recovered().Matches(server.LastOutput).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) == messages);
            var recovery = Stopwatch.GetElapsedTime(server.StartedAt);
            await server.WaitReadyAsync(Patience, CancellationToken.None);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{messages} messages recovered {recovery.TotalSeconds:F1} s after the start, ready after {Stopwatch.GetElapsedTime(server.StartedAt).TotalSeconds:F1} s, peak {server.PeakMemoryBytes >> 20} MiB"));
            Assert.True(recovery < Limit, $"recovered after {recovery}");

            Directory.CreateDirectory(gateway);
            await using var consumer = new DropConsumer(gateway, ledger);
            consumer.Start();
            var alive = await Settling.WaitAsync(
                server, folder, ledger, messages, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), CancellationToken.None);
            Assert.True(alive, server.LastOutput);
            Assert.Equal(0, await server.StopAsync(CancellationToken.None));
            await consumer.StopAsync();
        }

        Assert.Equal(messages, ledger.Arrived);
        Assert.Empty(ledger.Close(_ => true));
    }

    private static async Task UntilAsync(ServerProcess server, Func<bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.False(server.HasExited, server.LastOutput);
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, server.LastOutput);
            await Task.Delay(10);
        }
    }

    private static string Organization(string gateway) =>
        $$"""
        {
          "transportServices": [
            { "name": "{{BenchFolder.ServerName}}", "queueGlitchRetryInterval": "00:00:01", "transientFailureRetryInterval": "00:00:01",
              "outboundConnectionFailureRetryInterval": "00:00:01" }
          ],
          "acceptedDomains": [
            { "name": "contoso.com", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "{{BenchFolder.Connector}}", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["{{BenchFolder.ServerName}}"],
              "dropDirectory": {{System.Text.Json.JsonSerializer.Serialize(gateway)}} }
          ]
        }
        """;

    [GeneratedRegex(@"recovered (\d+) messages")]
    private static partial Regex Recovered();
}
