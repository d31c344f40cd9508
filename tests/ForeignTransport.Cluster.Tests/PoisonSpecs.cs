using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>
/// A message is taken for poison when the process ends over it alone, and not because it was in hand when the process was killed. The marks in
/// the data directory say what is in hand; a process that is stopped there and then cannot wipe them before it is killed.
/// </summary>
[Collection(nameof(Alone))]
public sealed class PoisonSpecs : IDisposable
{
    private const int Messages = 10;
    private const int BodyBytes = 8_000_000;

    /// <summary>Long enough in hand to be seen there.</summary>
    private const int LargeBodyBytes = 24_000_000;

    private const int Slots = 64;
    private const int SlotBytes = 24;
    private const int IdBytes = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly ServerLaunch _launch;

    public PoisonSpecs()
    {
        File.WriteAllText(Path.Combine(_root.Path, "organization.json"), Organization());
        _launch = new ServerLaunch(
            ServerExecutable.In(AppContext.BaseDirectory), "Hub01", Path.Combine(_root.Path, "data"), Path.Combine(_root.Path, "organization.json"));
        // Ten connectors are to write side by side, whatever the machine has.
        _launch = _launch with
        {
            Options = _launch.Options.SetItem("FT_CLUSTER_PARTITIONS", "1").SetItem("DOTNET_ThreadPool_ForceMinWorkerThreads", "40")
        };
    }

    public void Dispose() => _root.Dispose();

    [UnixFact]
    public async Task should_quarantine_none_of_ten_messages_when_the_server_is_killed_twice_with_them_in_hand()
    {
        var messages = 0;
        for (var inHand = 0; inHand == 0;)
        {
            Assert.True(messages < 10 * Messages, "No message was ever seen in hand after the first end.");
            await using (var server = await StartAsync())
            {
                messages = await KillWithAllInHandAsync(server, messages);
            }

            // They are handled one after the other now. Where the server was done before anybody saw it at work, others are tried.
            await using var again = ServerProcess.Serve(_launch);
            await UntilAsync(again, () => InHand() == 0, "it has taken over what the first left");
            inHand = await KillWithInHandAsync(again, 1, () => Dropped() == messages);
            Assert.True(inHand < Messages, $"{inHand} were in hand.");
        }

        await using (var server = await StartAsync())
        {
            await UntilAsync(server, () => Dropped() == messages, "everything is dropped");
            Assert.Equal(0, await PoisonAsync(server));
            Assert.Equal(0, await server.StopAsync(CancellationToken.None));
        }

        Assert.Equal(messages, Dropped());
    }

    [UnixFact]
    public async Task should_quarantine_the_message_over_which_the_server_ends_twice_and_nothing_else()
    {
        // Where the server was done before anybody saw it at work, another message is tried.
        var dropped = 0;
        while (!await EndsTwiceOverAsync(messages: dropped + 1))
        {
            dropped++;
            Assert.True(dropped < Messages, "No message was ever seen in hand at both ends.");
        }

        await using var server = await StartAsync();
        Submit(1);
        var started = Stopwatch.GetTimestamp();
        while (await PoisonAsync(server) == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, server.LastOutput);
            await Task.Delay(50);
        }

        Assert.Equal(1, await PoisonAsync(server));
        await UntilAsync(server, () => Dropped() == dropped + 1, "the other is dropped");
        Assert.Equal(dropped, Directory.GetFiles(Path.Combine(_root.Path, "gateways", "g0"), "*.eml").Length);
        Assert.Equal(0, await server.StopAsync(CancellationToken.None));
    }

    /// <summary>Submits messages until all ten of a round are in hand at one instant, and kills the server then.</summary>
    /// <param name="server">The server.</param>
    /// <param name="messages">How many messages there were before.</param>
    /// <returns>How many messages there are now.</returns>
    private async Task<int> KillWithAllInHandAsync(ServerProcess server, int messages)
    {
        for (var rounds = 1; ; rounds++)
        {
            Assert.True(rounds <= 10, "Ten messages were never in hand at one instant.");
            await CommandAsync(server, "Suspend");
            foreach (var number in Enumerable.Range(0, Messages))
            {
                Submit(number);
            }

            // All of them are routed at one instant, each to a connector of its own.
            await UntilAsync(server, () => Directory.GetFiles(Pickup).Length == 0, "everything is taken in");
            await CommandAsync(server, "Resume");
            messages += Messages;
            if (await KillWithInHandAsync(server, Messages, () => Dropped() == messages) == Messages)
            {
                return messages;
            }
        }
    }

    /// <summary>Kills the server over a new message, and once more when it tries that message again.</summary>
    /// <param name="messages">How many messages there are with this one.</param>
    /// <returns>False when the message was dropped before that.</returns>
    private async Task<bool> EndsTwiceOverAsync(int messages)
    {
        await using (var server = await StartAsync())
        {
            Submit(0, LargeBodyBytes);
            if (await KillWithInHandAsync(server, 1, () => Dropped() == messages) == 0)
            {
                return false;
            }
        }

        await using (var server = ServerProcess.Serve(_launch))
        {
            await UntilAsync(server, () => InHand() == 0, "it has taken over what the first left");
            // It is counted, and tried again at once.
            return await KillWithInHandAsync(server, 1, () => Dropped() == messages) == 1 && Dropped() < messages;
        }
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(_launch, Patience, CancellationToken.None);

    private string Pickup => Path.Combine(_root.Path, "data", "pickup");

    private int Dropped() => Enumerable.Range(0, Messages).Sum(number => Directory.GetFiles(Path.Combine(_root.Path, "gateways", $"g{number}"), "*.eml").Length);

    /// <summary>Kills the server at an instant at which so many messages, or more, are in hand.</summary>
    /// <returns>How many they were; 0 when the server lives, because such an instant cannot come any more.</returns>
    private async Task<int> KillWithInHandAsync(ServerProcess server, int atLeast, Func<bool>? isTooLate = null)
    {
        var inHand = 0;
        await UntilAsync(
            server,
            () =>
            {
                if (InHand() < atLeast)
                {
                    return isTooLate?.Invoke() ?? false;
                }

                server.Pause();
                inHand = InHand();
                if (inHand < atLeast)
                {
                    server.Continue();
                }

                return inHand >= atLeast;
            },
            $"{atLeast} messages are in hand");
        if (inHand < atLeast)
        {
            return 0;
        }

        await server.KillAsync();
        return inHand;
    }

    private int InHand()
    {
        var bytes = new byte[Slots * SlotBytes];
        try
        {
            using var file = new FileStream(Path.Combine(_root.Path, "data", "work.marks"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.ReadExactly(bytes);
        }
        catch (Exception cause) when (cause is FileNotFoundException or EndOfStreamException)
        {
            // Not made yet.
            return 0;
        }

        return Enumerable.Range(0, Slots).Count(slot => bytes.AsSpan(slot * SlotBytes, IdBytes).ContainsAnyExcept((byte)0));
    }

    private static async Task CommandAsync(ServerProcess server, string command)
    {
        using var http = new HttpClient { BaseAddress = server.Http };
        using var answer = await http.PostAsJsonAsync(
            new Uri("api/v1/queues/commands", UriKind.Relative), new { command, identity = @"Hub01\Submission" });
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<int> PoisonAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Http };
        using var queue = JsonDocument.Parse(await http.GetStringAsync(new Uri("api/v1/queues/Hub01%5CPoison", UriKind.Relative)));
        return queue.RootElement.GetProperty("messageCount").GetInt32();
    }

    private void Submit(int number, int bodyBytes = BodyBytes)
    {
        var path = Path.Combine(_root.Path, $"{number}.eml");
        using (var file = new StreamWriter(path) { NewLine = "\r\n" })
        {
            file.WriteLine("From: alice@fabrikam.com");
            file.WriteLine($"To: IMCEAG{number}-1@contoso.com");
            file.WriteLine($"Subject: {number}");
            file.WriteLine();
            var line = new string('x', 70);
            for (var written = 0; written < bodyBytes; written += line.Length + 2)
            {
                file.WriteLine(line);
            }
        }

        File.Move(path, Path.Combine(Pickup, $"{number}.eml"));
    }

    private async Task UntilAsync(ServerProcess server, Func<bool> holds, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.False(server.HasExited, server.LastOutput);
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                Assert.Fail($"not before {what}:\n{server.LastOutput}\n{Files()}\n{await MessagesAsync(server)}");
            }

            await Task.Delay(1);
        }
    }

    private static async Task<string> MessagesAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Http, Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            return await http.GetStringAsync(new Uri("api/v1/messages", UriKind.Relative)) + await http.GetStringAsync(new Uri("api/v1/tracking", UriKind.Relative));
        }
        catch (Exception cause) when (cause is HttpRequestException or OperationCanceledException)
        {
            return $"It does not answer: {cause.Message}";
        }
    }

    private string Files() => string.Join('\n', Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories));

    private string Organization()
    {
        var connectors = Enumerable.Range(0, Messages).Select(number =>
        {
            Directory.CreateDirectory(Path.Combine(_root.Path, "gateways", $"g{number}"));
            return $$"""
                { "name": "G{{number}}", "addressSpaces": ["G{{number}}:*;1"], "sourceTransportServers": ["Hub01"],
                  "dropDirectory": {{JsonSerializer.Serialize(Path.Combine(_root.Path, "gateways", $"g{number}"))}} }
                """;
        });
        return $$"""
            {
              "transportConfig": { "maxSendSize": "100 MB", "maxReceiveSize": "100 MB" },
              "transportServices": [
                { "name": "Hub01", "queueGlitchRetryInterval": "00:00:01", "queueGlitchRetryCount": 10, "messageRetryInterval": "00:00:01" }
              ],
              "acceptedDomains": [
                { "name": "contoso.com", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
              ],
              "foreignConnectors": [ {{string.Join(",\n", connectors)}} ]
            }
            """;
    }
}
