using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Server.Bench;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Urgent messages go first, through the real server, and also when it ended while they waited.</summary>
public sealed class PrioritySpecs : IDisposable
{
    private const int LargerThan250Kilobytes = 260_000;

    private const string Organization =
        """
        {
          "acceptedDomains": [{ "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }],
          "foreignConnectors": [{ "name": "Fax", "addressSpaces": ["SMTP:gateway.example;1"], "sourceTransportServers": ["Hub01"], "enabled": false }]
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly string _data;
    private readonly string _outbox;

    public PrioritySpecs()
    {
        _data = Path.Combine(_root.Path, "data");
        _outbox = Directory.CreateDirectory(Path.Combine(_root.Path, "outbox")).FullName;
        File.WriteAllText(OrganizationFile, Organization);
    }

    private string OrganizationFile => Path.Combine(_root.Path, "organization.json");

    private string Drop => Path.Combine(_data, "Fax");

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task should_deliver_the_urgent_first_when_the_connector_is_enabled_after_a_restart()
    {
        string[] waiting = ["before", "low", "plain", "large", "urgent", "important", "second plain"];
        await using (var server = await StartAsync())
        {
            using var http = new HttpClient { BaseAddress = server.Http };
            await SubmitAsync(http, 1, "before", "X-Priority: 1\r\n");
            await ChangeAsync(http, "transport-config", new { priorityQueuingEnabled = true });
            await SubmitAsync(http, 2, "low", "X-Priority: 5 (Lowest)\r\n");
            await SubmitAsync(http, 3, "plain", "");
            await SubmitAsync(http, 4, "large", "X-Priority: 1\r\n", LargerThan250Kilobytes);
            await SubmitAsync(http, 5, "urgent", "X-Priority: 1 (Highest)\r\n");
            await SubmitAsync(http, 6, "important", "Importance: high\r\n");
            await SubmitAsync(http, 7, "second plain", "X-Priority: 3\r\nImportance: high\r\n");
            await server.KillAsync();
        }

        await using (var server = await StartAsync())
        {
            using var http = new HttpClient { BaseAddress = server.Http };
            await CheckWaitingAsync(http, waiting.Length);
            await ChangeAsync(http, "foreign-connectors/Fax", new { enabled = true });

            var dropped = await DroppedAsync(waiting.Length);

            Assert.Equal(["urgent", "important", "before", "plain", "large", "second plain", "low"], dropped.Select(SubjectOf));
            Assert.Contains("\r\nX-Priority: 1 (Highest)\r\n", dropped[0], StringComparison.Ordinal);
            await CheckTrackingAsync(http, waiting);
        }
    }

    private static async Task CheckWaitingAsync(HttpClient http, int count)
    {
        await WaitingAsync(http, count);
        Assert.Equal(["important", "urgent"], await SubjectsAsync(http, "Priority -eq 'High'"));
        Assert.Equal(["low"], await SubjectsAsync(http, "Priority -eq 'low'"));
        Assert.Equal(["important", "low", "urgent"], await SubjectsAsync(http, "Priority -ne 'Normal'"));
        var queues = (await GetAsync(http, "queues"))["items"]!.AsArray();
        var unreachable = Assert.Single(queues, queue => queue!["messageCount"]!.GetValue<int>() > 0)!;
        Assert.Equal(count, unreachable["messageCount"]!.GetValue<int>());
        Assert.Equal("[2,4,1,0]", unreachable["messageCountsPerPriority"]!.ToJsonString());
        var urgent = (await GetAsync(http, $"messages?filter={Uri.EscapeDataString("Subject -eq 'urgent'")}"))["items"]!.AsArray().Single()!;
        Assert.Equal(
            TimeSpan.FromHours(8), Time(urgent, "expirationTime") - Time(urgent, "dateReceived"));
        Assert.Equal("High", urgent["priority"]!.GetValue<string>());
    }

    /// <summary>What was received just before the server ended may have been recorded by the next one, before that knew whether to log subjects.</summary>
    private static async Task CheckTrackingAsync(HttpClient http, string[] subjects) => await EventuallyAsync(async () =>
    {
        var rows = (await GetAsync(http, "tracking?resultSize=100"))["items"]!.AsArray();
        IEnumerable<string> Told(string happened, bool withSubject) => rows.Where(row => row!["eventId"]!.GetValue<string>() == happened)
            .Select(row => $"{(withSubject ? row!["messageSubject"] : "")} {string.Join(';', row!["eventData"]!.AsArray().Select(data => $"{data!["key"]}={data["value"]}"))}")
            .Order(StringComparer.Ordinal);
        var isComplete = Told("RECEIVE", withSubject: false).SequenceEqual(subjects.Select(subject => $" {PriorityOf(subject)}").Order(StringComparer.Ordinal))
            && Told("SEND", withSubject: true).SequenceEqual(subjects.Select(subject => $"{subject} {PriorityOf(subject)}").Order(StringComparer.Ordinal));
        return isComplete ? null : string.Join('\n', rows.Select(row => row!.ToJsonString()));
    });

    private static string PriorityOf(string subject) => subject switch
    {
        "before" => "",
        "urgent" or "important" => "DeliveryPriority=High",
        "low" => "DeliveryPriority=Low",
        _ => "DeliveryPriority=Normal"
    };

    private static DateTimeOffset Time(JsonNode message, string key) => DateTimeOffset.Parse(message[key]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static string SubjectOf(string file) =>
        file.Split("\r\n").First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..];

    private static async Task<string[]> SubjectsAsync(HttpClient http, string filter) =>
    [
        .. (await GetAsync(http, $"messages?filter={Uri.EscapeDataString(filter)}&sortOrder=Subject"))["items"]!.AsArray()
            .Select(message => message!["subject"]!.GetValue<string>())
    ];

    private static async Task<JsonNode> GetAsync(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync($"api/v1/{path}"))!;

    private static async Task ChangeAsync(HttpClient http, string path, object changes)
    {
        using var answer = await http.PatchAsJsonAsync($"api/v1/{path}", changes);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task EventuallyAsync(Func<Task<string?>> missing)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await missing() is { } what)
        {
            Assert.False(patience.IsCancellationRequested, what);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static Task WaitingAsync(HttpClient http, int count) => EventuallyAsync(async () =>
        (await SubjectsAsync(http, "Status -eq 'Ready'")) is var subjects && subjects.Length == count
            ? null
            : $"{subjects.Length} of {count} messages wait");

    /// <summary>One partition: each has a queue of its own for a next hop, and these go on beside each other.</summary>
    private Task<ServerProcess> StartAsync()
    {
        var launch = new ServerLaunch(ServerExecutable.In(AppContext.BaseDirectory), "Hub01", _data, OrganizationFile);
        return ServerProcess.StartAsync(
            launch with { Options = launch.Options.SetItem(ClusterOptions.PartitionsOption.EnvironmentVariable, "1") }, Patience, CancellationToken.None);
    }

    /// <summary>Hands a message in, and waits until it waits: the next one is younger.</summary>
    private async Task SubmitAsync(HttpClient http, int count, string subject, string fields, int size = 10)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{count}.eml");
        File.WriteAllText(
            Path.Combine(_outbox, name),
            $"From: bob@fabrikam.com\r\nTo: {count}@gateway.example\r\nSubject: {subject}\r\n{fields}\r\n{new string('x', size)}\r\n", Encoding.Latin1);
        File.Move(Path.Combine(_outbox, name), Path.Combine(_data, "pickup", name));
        await WaitingAsync(http, count);
    }

    /// <summary>What the gateway finds, in the order of the names.</summary>
    private async Task<string[]> DroppedAsync(int count)
    {
        string[] Files() => Directory.Exists(Drop) ? Directory.GetFiles(Drop, "*.eml") : [];
        await EventuallyAsync(() => Task.FromResult(Files().Length == count ? null : $"{Files().Length} of {count} files"));
        return [.. Files().Order(StringComparer.Ordinal).Select(path => File.ReadAllText(path, Encoding.Latin1))];
    }
}
