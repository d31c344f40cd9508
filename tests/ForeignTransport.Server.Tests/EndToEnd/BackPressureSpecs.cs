using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Server.Serving;
using ForeignTransport.Transport.Hosting;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>A server whose resources are scarce, with its real drive, database and HTTP side.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class BackPressureSpecs : IAsyncLifetime
{
    private const string Message = "From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: scarce\r\n\r\nhello\r\n";

    private readonly ServerFolder _folder = new();
    private TransportServer? _server;
    private HttpClient _client = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task should_leave_files_and_refuse_mail_for_now_at_medium_and_deliver_them_when_there_is_space()
    {
        UseDrive();
        await StartAsync(("FT_BACK_PRESSURE_USED_DISK_SPACE", "1, 101, 1, 0"));
        await MeasuredAsync("Medium");
        var file = _folder.Put(_folder.Pickup, Message);

        using var refused = await PostAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal("FT-5300", problem["code"]!.GetValue<string>());
        Assert.Contains($"UsedDiskSpace[{_folder.Data}] is ", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        var hub = (await GetAsync("/servers"))["items"]![0]!;
        Assert.Equal("Medium", hub["backPressure"]!.GetValue<string>());
        // The memory of this machine may be scarce too.
        Assert.Contains(hub["backPressureCauses"]!.AsArray(), cause => cause!.GetValue<string>().Contains("(Medium from 1% on, until it falls to 0%)", StringComparison.Ordinal));
        using var ready = await _client.GetAsync("/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(Message, File.ReadAllText(file));
        Assert.Single(Directory.EnumerateFiles(_folder.Pickup));

        await StopAsync();
        await StartAsync();
        await _folder.DroppedAsync("Fax", "scarce");
    }

    [Fact]
    public async Task should_not_be_ready_at_high()
    {
        UseDrive();
        await StartAsync(("FT_BACK_PRESSURE_USED_DISK_SPACE", "1, 3, 2, 0"));
        await MeasuredAsync("High");

        using var ready = await _client.GetAsync("/ready");

        Assert.Equal(HttpStatusCode.InternalServerError, ready.StatusCode);
        Assert.Contains("Check [back-pressure] failed: FT-5300 InsufficientResources", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_show_every_resource_with_its_thresholds()
    {
        await StartAsync();

        var resources = (await GetAsync("/servers/hub01/back-pressure"))["items"]!.AsArray();

        Assert.Equal(
            [$"UsedDiskSpace[{_folder.Data}]", $"DatabaseUsedSpace[{_folder.Data}]", "PrivateBytes", "SystemMemory", "QueueLength[SubmissionQueue]", "DatabaseLag"],
            resources.Select(resource => resource!["resource"]!.GetValue<string>()));
        var queue = resources[4]!;
        Assert.Equal(
            (9999, 15000, 10000, 2000, 300, "messages"),
            (Number("lowToMedium"), Number("mediumToHigh"), Number("highToMedium"), Number("mediumToLow"), Number("historyDepth"), queue["unit"]!.GetValue<string>()));
        using var unknown = await _client.GetAsync("/api/v1/servers/Hub09/back-pressure");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        int Number(string key) => queue[key]!.GetValue<int>();
    }

    [Fact]
    public async Task should_measure_nothing_and_take_everything_when_it_is_turned_off()
    {
        await StartAsync(("FT_BACK_PRESSURE_ENABLED", "off"), ("FT_BACK_PRESSURE_USED_DISK_SPACE", "1, 3, 2, 0"));

        Assert.Empty((await GetAsync("/servers/hub01/back-pressure"))["items"]!.AsArray());
        using var taken = await PostAsync();
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    /// <summary>The lock keeps the real writer waiting; when it is given back, nobody but the server itself does anything.</summary>
    [Fact]
    public async Task should_refuse_mail_while_the_database_lags_and_take_it_again_by_itself()
    {
        await StartAsync(("FT_BACK_PRESSURE_INTERVAL", "100ms"), ("FT_BACK_PRESSURE_DATABASE_LAG", "200, 500, 400, 100"));
        using var blocker = new SqliteConnection($"Data Source={Path.Combine(_folder.Data, "content.db")};Pooling=False");
        blocker.Open();
        using (var transaction = blocker.BeginTransaction(deferred: false))
        {
            await Eventually.FindAsync(async () => await RefusalAsync() is { } detail && detail.Contains("DatabaseLag", StringComparison.Ordinal) ? detail : null, () => "never refused");
            transaction.Rollback();
        }

        await Eventually.FindAsync(
            async () =>
            {
                using var answer = await PostAsync();
                return answer.StatusCode == HttpStatusCode.Accepted ? "taken" : null;
            },
            () => "not taken again");
    }

    /// <summary>Takes space, where a temporary drive is all but empty: the thresholds of these specs are in its first few percent.</summary>
    private void UseDrive()
    {
        const int Percent = 4;
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(_folder.Root)! : _folder.Root);
        var used = drive.TotalSize - drive.TotalFreeSpace;
        var missing = ((used + drive.AvailableFreeSpace) / 100 * Percent) - used;
        if (missing > 0)
        {
            // Allocated, not written: it goes with the folder.
            using var ballast = new FileStream(
                Path.Combine(_folder.Root, "ballast"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = missing });
        }
    }

    /// <summary>Why mail is refused for lack of resources; two at once, for the first waits for the database.</summary>
    private async Task<string?> RefusalAsync()
    {
        var answers = await Task.WhenAll(PostAsync(), PostLaterAsync());
        string? detail = null;
        foreach (var answer in answers)
        {
            using (answer)
            {
                var problem = answer.StatusCode == HttpStatusCode.ServiceUnavailable ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
                detail = problem?["code"]?.GetValue<string>() == "FT-5300" ? problem["detail"]!.GetValue<string>() : detail;
            }
        }

        return detail;
    }

    private async Task<HttpResponseMessage> PostLaterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(800));
        return await PostAsync();
    }

    private async Task StartAsync(params (string Variable, string Value)[] options)
    {
        var node = _folder.Configuration([("FT_HTTP_ADDRESS", "127.0.0.1:0"), .. options]);
        _server = await TransportServer.OpenAsync(node, "1.2.3", TimeProvider.System, CancellationToken.None);
        var http = await ServerHttp.StartAsync(node, ServerFolder.Management, _server, CancellationToken.None);
        await _server.JoinAsync(SharedServer.Organization, CancellationToken.None);
        http.Begin();
        _client = new HttpClient { BaseAddress = http.Address };
    }

    private async Task MeasuredAsync(string level)
    {
        JsonNode? last = null;
        await Eventually.HoldsAsync(
            async () => (last = (await GetAsync("/servers"))["items"]![0])!["backPressure"]?.GetValue<string>() == level, () => $"not {level}: {last?.ToJsonString()}");
    }

    private async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            _client.Dispose();
            await server.DisposeAsync();
        }
    }

    private Task<HttpResponseMessage> PostAsync() =>
        _client.PostAsync("/api/v1/messages", new StringContent(Message, Encoding.ASCII, "message/rfc822"));

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _client.GetStringAsync("/api/v1" + path))!;
}
