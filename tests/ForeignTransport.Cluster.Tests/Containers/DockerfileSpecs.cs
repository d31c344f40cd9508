using System.Diagnostics;
using ForeignTransport.Server.Bench;
using ForeignTransport.Transport.Configuration;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests.Containers;

/// <summary>
/// What the Dockerfile does, done without a container engine: its own COPY and RUN lines build the server in an empty folder, and its own
/// entry point serves. What is not seen here is the base images.
/// </summary>
public sealed class DockerfileSpecs(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan HealthPatience = TimeSpan.FromSeconds(60);

    /// <summary>How the names of what is built here begin.</summary>
    private static readonly string[] Ours = ["ForeignTransport", "foreign-transport", "ftx"];

    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly Dockerfile _file = new();

    public void Dispose() => _root.Dispose();

    [UnixFact]
    public async Task should_build_a_server_that_serves_is_healthy_and_ends_with_0_when_it_is_told_to_stop()
    {
        await BuildAsync();

        var command = Dockerfile.Words(_file.Of("ENTRYPOINT")).Concat(Dockerfile.Words(_file.Of("CMD"))).Select(Here).ToArray();
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = _root.Path };
        CommandRun.PrepareEnvironment(start);
        foreach (var setting in _file.Of("ENV").Split(' '))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            start.Environment[setting[..equals]] = Here(setting[(equals + 1)..]);
        }

        // Other programs of this machine may have the ports.
        start.Environment[ClusterOptions.PortOption.EnvironmentVariable] = "0";
        start.Environment[HttpOptions.AddressOption.EnvironmentVariable] = $"127.0.0.1:{LoopbackPort.Free()}";
        await using var server = ServerProcess.Start(start);
        await server.WaitReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        await HealthyAsync(start);
        var exitCode = await server.StopAsync(CancellationToken.None);

        Assert.True(exitCode == 0, $"exit code {exitCode}:\n{server.LastOutput}");
        Assert.Contains(Path.Combine(_root.Path, "data", "pickup"), server.LastOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void should_set_options_that_there_are() =>
        Assert.All(
            _file.Of("ENV").Split(' '),
            setting => Assert.Contains(setting.Split('=')[0], NodeOptionTable.All.Select(option => option.EnvironmentVariable)));

    [Fact]
    public void should_run_as_an_account_that_owns_the_volumes_and_is_not_root()
    {
        var user = _file.Of("USER");
        Assert.NotEqual("root", user);
        var volumes = Dockerfile.Words(_file.Of("VOLUME"));
        Assert.Equal(["/data", "/drop"], volumes);
        Assert.Contains($"chown {user}:{user} {string.Join(' ', volumes)}", _file.Of("RUN"), StringComparison.Ordinal);
    }

    [Fact]
    public void should_ask_the_server_itself_whether_it_is_healthy() =>
        Assert.Equal([.. Dockerfile.Words(_file.Of("ENTRYPOINT")), "health"], Dockerfile.Words(_file.Of("HEALTHCHECK")));

    [Fact]
    public void should_leave_what_a_build_on_the_host_has_left_behind()
    {
        var ignored = File.ReadAllLines(Path.Combine(Dockerfile.SourceRoot, ".dockerignore"));

        Assert.Contains("**/bin", ignored);
        Assert.Contains("**/obj", ignored);
    }

    /// <summary>Asks as the engine does, until the answer is yes.</summary>
    private async Task HealthyAsync(ProcessStartInfo server)
    {
        var check = Dockerfile.Words(_file.Of("HEALTHCHECK")).Select(Here).ToArray();
        var address = (HttpOptions.AddressOption.EnvironmentVariable, server.Environment[HttpOptions.AddressOption.EnvironmentVariable]!);
        var startedAt = Stopwatch.GetTimestamp();
        while (await CommandRun.OfAsync(_root.Path, HealthPatience, check, address) is { ExitCode: not 0 } run)
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < HealthPatience, run.Output);
        }
    }

    /// <summary>The build stage, with the root of the file system moved into the folder of the test.</summary>
    private async Task BuildAsync()
    {
        var source = Here("/source");
        foreach (var (name, argument) in _file.Build.Select(instruction => (instruction.Name, instruction.Argument)))
        {
            switch (name)
            {
                case "WORKDIR":
                    Assert.Equal("/source", argument);
                    Directory.CreateDirectory(source);
                    break;
                case "COPY":
                    var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    foreach (var word in words[..^1])
                    {
                        Copy(Path.Combine(Dockerfile.SourceRoot, word), Path.Combine(source, words[^1]));
                    }

                    break;
                case "RUN":
                    var startedAt = Stopwatch.GetTimestamp();
                    // The analyzers have seen this source already, and have no part in what comes out.
                    var run = await CommandRun.OfAsync(source, BuildPatience, ["/bin/sh", "-c", Here(argument)], ("RunAnalyzers", "false"));
                    output.WriteLine($"{argument}: {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:F0} s");
                    Assert.True(run.ExitCode == 0, $"{argument}\n{run.Output}");
                    CopyCompiledPackages(source);
                    break;
                default:
                    Assert.Fail($"This spec does not know what {name} does.");
                    break;
            }
        }
    }

    /// <summary>
    /// What the build of these specs has compiled ahead of time of the packages of others: they are the same here, and it takes most of the time. What is older than its source is compiled
    /// anyway.
    /// </summary>
    private static void CopyCompiledPackages(string source)
    {
        foreach (var project in new[] { "ForeignTransport.Server", "ForeignTransport.Shell" })
        {
            var compiled = Path.Combine("src", project, "obj", "Release", "net10.0", "precompiled");
            var (from, to) = (Path.Combine(Dockerfile.SourceRoot, compiled), Path.Combine(source, compiled));
            foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from, "*.dll", SearchOption.AllDirectories) : [])
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                if (!Ours.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal)) && !File.Exists(target))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.Copy(file, target);
                }
            }
        }
    }

    /// <summary>COPY: a file into a folder, or what is in a folder.</summary>
    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            Directory.CreateDirectory(to);
            File.Copy(from, Path.Combine(to, Path.GetFileName(from)), overwrite: true);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                var target = Path.Combine(to, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
    }

    /// <summary>Paths of the image are below the folder of the test.</summary>
    private string Here(string text)
    {
        foreach (var folder in new[] { "/app", "/data", "/source" })
        {
            text = text == folder || text.StartsWith(folder + "/", StringComparison.Ordinal)
                ? _root.Path + text
                : text.Replace($" {folder}", $" {_root.Path}{folder}", StringComparison.Ordinal);
        }

        return text;
    }
}
