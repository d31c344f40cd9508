using ForeignTransport.Server.Bench;
using ForeignTransport.Server.Tests.EndToEnd;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public sealed class ServerProcessSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _directory.Dispose();

    [UnixFact]
    public async Task should_pass_the_documented_arguments_when_started()
    {
        await using var server = Serve("""echo "$@"; echo "Ready: fake"; read line""");
        await server.WaitReadyAsync(Patience, CancellationToken.None);

        var folder = Folder();
        Assert.Matches(
            $"^serve --data {folder.Data} --organization-file {folder.OrganizationFile} --server-name Hub01 --http 127\\.0\\.0\\.1:[0-9]+\nReady: fake$",
            server.LastOutput);
    }

    [UnixFact]
    public async Task should_return_the_exit_code_when_the_server_obeys()
    {
        await using var server = Serve("""trap 'exit 7' TERM; echo "Ready: fake"; while :; do sleep 0.02; done""");
        await server.WaitReadyAsync(Patience, CancellationToken.None);

        Assert.False(server.HasExited);
        Assert.Equal(7, await server.StopAsync(CancellationToken.None));
        Assert.True(server.HasExited);
    }

    [UnixFact]
    public async Task should_end_it_when_killed_although_it_ignores_requests()
    {
        await using var server = Serve("""trap '' TERM; echo "Ready: fake"; while :; do sleep 0.02; done""");
        await server.WaitReadyAsync(Patience, CancellationToken.None);

        await server.KillAsync();

        Assert.True(server.HasExited);
    }

    [UnixFact]
    public async Task should_end_it_when_disposed()
    {
        var server = Serve("""echo "Ready: fake"; while :; do sleep 0.02; done""");
        var id = server.Id;
        await server.DisposeAsync();

        Assert.False(Posix.Terminate(id));
    }

    [UnixFact]
    public async Task should_end_it_when_its_parent_dies_and_only_then()
    {
        await using var server = Serve("""echo "Ready: fake"; while :; do sleep 0.02; done""");
        await server.WaitReadyAsync(Patience, CancellationToken.None);

        new ProcessGuard(server.Id).Dispose();
        await Task.Delay(100);
        Assert.False(server.HasExited);

        await new ProcessGuard(server.Id).AbandonAsync();
        Assert.Equal(128 + 9, await server.WaitForExitAsync(new CancellationTokenSource(Patience).Token));
    }

    [UnixFact]
    public async Task should_stand_still_when_paused_and_go_on_when_continued()
    {
        await using var server = Serve("""echo "Ready: fake"; i=0; while :; do echo $i; i=$((i+1)); sleep 0.01; done""");
        await server.WaitReadyAsync(Patience, CancellationToken.None);

        server.Pause();
        // What it wrote before may still be on its way.
        var paused = await Eventually.FindAsync(
            async () =>
            {
                var before = server.LastOutput;
                await Task.Delay(TimeSpan.FromSeconds(1));
                return server.LastOutput == before ? before : null;
            },
            () => $"It did not stand still: {server.LastOutput}");

        server.Continue();
        await Eventually.HoldsAsync(() => server.LastOutput != paused, () => $"It did not go on: {paused}");
    }

    [UnixFact]
    public async Task should_show_its_last_words_when_it_ends_before_it_is_ready()
    {
        await using var server = Serve("""echo "database is locked" >&2; exit 4""");

        var failure = await Assert.ThrowsAsync<ServerStartException>(() => server.WaitReadyAsync(Patience, CancellationToken.None));
        Assert.Contains("exit code 4", failure.Message, StringComparison.Ordinal);
        Assert.Contains("database is locked", failure.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task should_give_up_when_it_is_not_ready_in_time()
    {
        await using var server = Serve("""echo "Not Ready: yet"; read line""");

        var failure = await Assert.ThrowsAsync<ServerStartException>(
            () => server.WaitReadyAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None));
        Assert.Contains("was not ready after 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task should_measure_the_child_when_it_works()
    {
        await using var server = Serve("""i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo "Ready: fake"; read line""");
        await server.WaitReadyAsync(Patience, CancellationToken.None);
        server.ResetPeakMemory();

        Assert.True(server.ProcessorTime > TimeSpan.Zero);
        Assert.InRange(server.PeakMemoryBytes, 100 * 1024, 1024 * 1024 * 1024);
    }

    /// <summary>The whole bench over a real child process; a rename is a perfect server as long as nobody asks for headers.</summary>
    [UnixFact]
    public async Task should_be_benched_like_a_real_server_when_it_is_a_script()
    {
        var script = Script(
            """
            mkdir -p "$3/pickup" "$3/Bench Gateway"
            trap 'exit 0' TERM
            echo "Ready: fake"
            while :; do
                set -- "$1" "$2" "$3" "$3"/pickup/*.eml
                if [ -e "$4" ]; then data="$3"; shift 3; mv "$@" "$data/Bench Gateway/"; set -- x x "$data"; fi
                sleep 0.01
            done
            """);
        var executable = new ServerExecutable("/bin/sh", [script]);
        using var output = new StringWriter();
        using var progress = new StringWriter();

        var code = await BenchCommand.RunAsync(
            new BenchOptions
            {
                Loads = [new BenchLoad(2_048, 200)],
                LatencyDuration = TimeSpan.FromSeconds(0.5),
                WarmUpMessages = 10,
                DataDirectory = _directory.Path,
                QuietPeriod = TimeSpan.FromMilliseconds(100),
            },
            output,
            progress,
            async (folder, token) => await ServerProcess.StartAsync(executable, folder, Patience, token),
            CancellationToken.None);

        Assert.True(code == 0, progress.ToString());
        Assert.Contains("latency of 20480 bytes at 20/s", output.ToString(), StringComparison.Ordinal);
    }

    private ServerProcess Serve(string script) =>
        ServerProcess.Serve(new ServerExecutable("/bin/sh", [Script(script)]), Folder());

    private BenchFolder Folder() => new(Path.Combine(_directory.Path, "root"));

    private string Script(string text)
    {
        var path = Path.Combine(_directory.Path, "server.sh");
        File.WriteAllText(path, text + "\n");
        return path;
    }
}
