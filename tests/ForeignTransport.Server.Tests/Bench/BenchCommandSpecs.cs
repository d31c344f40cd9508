using System.Text.Json;
using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

[Collection(nameof(Alone))]
public sealed class BenchCommandSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly StringWriter _output = new();
    private readonly StringWriter _progress = new();

    /// <summary>How long nothing moves before a run is given up: it goes by where something never comes, and must be longer than a busy machine stands still.</summary>
    private static readonly TimeSpan StallWithLoss = TimeSpan.FromSeconds(5);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task should_report_and_succeed_when_every_message_arrives_once()
    {
        var code = await RunAsync(FakeFlaw.None, Options() with { Json = true, Runs = 2 });

        Assert.True(code == 0, _progress.ToString());
        using var report = JsonDocument.Parse(_output.ToString());
        var run = Assert.Single(report.RootElement.GetProperty("runs").EnumerateArray());
        Assert.Equal(100, run.GetProperty("messages").GetInt32());
        Assert.True(run.GetProperty("messagesPerSecond").GetDouble() > 0);
        Assert.InRange(run.GetProperty("p50Ms").GetDouble(), 0.001, run.GetProperty("p99Ms").GetDouble());

        // The fake says that each message, warm-up aside, cost it a millisecond.
        Assert.Equal(1, run.GetProperty("cpuSecondsPer1000").GetDouble());
        Assert.Equal(64, run.GetProperty("peakMemoryMiB").GetDouble());
        Assert.True(report.RootElement.GetProperty("latency").GetProperty("p50Ms").GetDouble() > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Theory]
    [InlineData(FakeFlaw.LosesOne, "Lost 1")]
    [InlineData(FakeFlaw.DuplicatesOne, "Duplicated 1")]
    [InlineData(FakeFlaw.DamagesOne, "Damaged 1")]
    [InlineData(FakeFlaw.CutsOne, "Partial 1")]
    [InlineData(FakeFlaw.RefusesOne, "BadMail: 00000040.bad: FT-0000 FakeReason: because")]
    [InlineData(FakeFlaw.ForgetsClaim, "LeftBehind 1")]
    [InlineData(FakeFlaw.Invents, "Unknown 1")]
    [InlineData(FakeFlaw.Dies, "Server: it ended by itself")]
    [InlineData(FakeFlaw.ExitsWithCode3, "Server: exit code 3 when asked to stop")]
    [InlineData(FakeFlaw.NeverStops, "Server: it did not stop when asked")]
    [InlineData(FakeFlaw.IsNeverReady, "The server was not ready")]
    public async Task should_fail_and_say_why_when_the_server_breaks_its_word(FakeFlaw flaw, string expected)
    {
        var code = await RunAsync(flaw, Options() with
        {
            LatencyDuration = TimeSpan.Zero,
            StallTimeout = flaw is FakeFlaw.LosesOne or FakeFlaw.RefusesOne or FakeFlaw.ForgetsClaim ? StallWithLoss : Options().StallTimeout,
        });

        Assert.Equal(1, code);
        Assert.Contains(expected, _progress.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task should_fail_at_once_when_the_warm_up_already_fails()
    {
        var code = await RunAsync(FakeFlaw.LosesOne, Options() with { WarmUpMessages = 60, StallTimeout = StallWithLoss });

        Assert.Equal(1, code);
        Assert.Contains("Lost 1", _progress.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("messages/s", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_refuse_when_options_cannot_be_run()
    {
        var code = await RunAsync(FakeFlaw.None, Options() with { Runs = 0 });

        Assert.Equal(1, code);
        Assert.Contains("runs 0 is not positive", _progress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_clean_up_when_interrupted()
    {
        using var interrupted = new CancellationTokenSource();
        var options = Options() with { LatencyRatePerSecond = 1, LatencyDuration = TimeSpan.FromMinutes(10), Loads = [] };
        var run = BenchCommand.RunAsync(options, _output, _progress, FakeServer.With(FakeFlaw.None), interrupted.Token);
        await interrupted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    private Task<int> RunAsync(FakeFlaw flaw, BenchOptions options) =>
        BenchCommand.RunAsync(options, _output, _progress, FakeServer.With(flaw), CancellationToken.None);

    private BenchOptions Options() => new()
    {
        Loads = [new BenchLoad(2_048, 100)],
        LatencyDuration = TimeSpan.FromSeconds(0.2),
        LatencyRatePerSecond = 100,
        WarmUpMessages = 10,
        DataDirectory = _directory.Path,
        QuietPeriod = TimeSpan.FromMilliseconds(100),
        StallTimeout = TimeSpan.FromSeconds(60),
    };
}
