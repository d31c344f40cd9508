using ForeignTransport.Server.Bench;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>What somebody sees who runs the demo, with a script that stands in for the server, accepting before it delivers; and, for long, the real one.</summary>
[Collection(nameof(Alone))]
public sealed class DemoSpecs(ITestOutputHelper output) : IDisposable
{
    private static readonly DemoArguments Single = new(100, TimeSpan.FromMinutes(2), Keep: false, Single: true);

    private static readonly DemoTimes Quick = new()
    {
        Calm = TimeSpan.FromSeconds(2),
        ShortPause = TimeSpan.FromSeconds(0.5),
        FailoverPatience = TimeSpan.FromSeconds(3),
        Quiet = TimeSpan.FromSeconds(1),
        Stall = TimeSpan.FromSeconds(3),
    };

    private readonly TemporaryDirectory _directory = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _directory.Dispose();

    [UnixFact]
    public async Task should_end_with_a_verdict_and_zero_when_the_server_keeps_its_word()
    {
        var patient = Quick with { FailoverPatience = HubDrill.Patience, Stall = HubDrill.Patience };
        var (code, lines) = await RunAsync(Single, patient, StandIn("""mv "$file" "$drop/" """));

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains(lines, line => line.Contains("SIGKILL Hub01 (it was delivering)", StringComparison.Ordinal));
        Assert.Matches("^accepted ([0-9]+), dropped \\1, lost 0, duplicated 0, failover [0-9]+\\.[0-9] s$", lines[^1]);
    }

    [UnixFact]
    public async Task should_end_with_a_verdict_and_one_when_the_server_loses_and_repeats()
    {
        // So long nothing must come before a message counts as lost.
        var times = Quick with { FailoverPatience = TimeSpan.FromSeconds(6), Stall = TimeSpan.FromSeconds(6) };
        var (code, lines) = await RunAsync(Single, times, StandIn(
            """case "$file" in *00000123.eml) rm "$file" ;; *00000045.eml) ln "$file" "$drop/again.eml"; mv "$file" "$drop/" ;; *) mv "$file" "$drop/" ;; esac"""));

        Assert.Equal(ExitCode.Failure, code);
        Assert.Contains(lines, line => line.StartsWith("Lost: message 123", StringComparison.Ordinal));
        Assert.Matches("^accepted [0-9]+, dropped [0-9]+, lost 1, duplicated 1, failover ", lines[^1]);
    }

    [UnixFact]
    public async Task should_give_no_verdict_and_leave_nothing_when_it_is_interrupted()
    {
        using var stopping = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var (code, lines) = await RunAsync(Single, Quick, StandIn("""mv "$file" "$drop/" """), stopping.Token);

        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal("interrupted: no verdict", lines[^1]);
    }

    /// <summary>Two hubs on PostgreSQL as it is run by hand, where FT_LONG is set; one server, and in a hurry, where it is not.</summary>
    [UnixFact]
    [Trait("Category", "Soak")]
    public async Task should_fail_over_and_pass_when_it_is_the_real_demo()
    {
        var arguments = new DemoArguments(100, TimeSpan.FromMinutes(3), Keep: false, Single: !HubDrill.IsLong);
        var times = HubDrill.IsLong ? new DemoTimes() : Quick with { FailoverPatience = HubDrill.Patience, Stall = HubDrill.Patience };
        var (code, lines) = await RunAsync(arguments, times, ServerExecutable.In(AppContext.BaseDirectory));

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("lost 0, duplicated 0, failover", lines[^1], StringComparison.Ordinal);
    }

    private async Task<(int Code, string[] Lines)> RunAsync(
        DemoArguments arguments, DemoTimes times, ServerExecutable executable, CancellationToken stopping = default)
    {
        await using var text = new StringWriter();
        var code = await DemoCommand.RunAsync(arguments, executable, times, new PlainDisplay(text), text, stopping);
        output.WriteLine(text.ToString());
        return (code, text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private ServerExecutable StandIn(string take)
    {
        var script = Path.Combine(_directory.Path, "server.sh");
        File.WriteAllText(
            script,
            $$"""
            drop="$3/{{BenchFolder.Connector}}"
            spool="$3/spool"
            mkdir -p "$3/pickup" "$drop" "$spool"
            trap 'exit 0' TERM
            echo "Ready: stand-in"
            while :; do
                for file in "$3"/pickup/*.eml; do
                    [ -e "$file" ] && mv "$file" "$spool/"
                done
                sleep 0.02
                for file in "$spool"/*.eml; do
                    [ -e "$file" ] || continue
                    {{take}}
                done
            done

            """);
        return new ServerExecutable("/bin/sh", [script]);
    }
}
