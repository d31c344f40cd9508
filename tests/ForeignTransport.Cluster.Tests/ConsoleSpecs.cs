using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>What a person sees who starts a server for the first time, and stops it.</summary>
[Collection(nameof(Alone))]
public class ConsoleSpecs
{
    [Fact]
    public async Task should_say_where_files_go_in_and_come_out_and_nothing_of_its_machinery()
    {
        using var root = TemporaryDirectory.Below(Path.GetTempPath());
        var folder = new BenchFolder(root.Path);
        await using var server = await ServerProcess.StartAsync(
            ServerExecutable.In(AppContext.BaseDirectory), folder, TimeSpan.FromSeconds(60), CancellationToken.None);
        Assert.Equal(0, await server.StopAsync(CancellationToken.None));

        var lines = server.LastOutput.Split('\n');
        Assert.Contains($"Connector \"{BenchFolder.Connector}\" drops FAX:*;1 in {folder.Drop}", lines);
        Assert.Contains($"Replay files go into {folder.Replay}", lines);
        Assert.Contains($"Ready: {BenchFolder.ServerName}, put .eml files into {folder.Pickup}", lines);
        Assert.All(lines, line => Assert.DoesNotContain("akka", line, StringComparison.OrdinalIgnoreCase));
        Assert.All(lines, line => Assert.DoesNotContain("singleton", line, StringComparison.OrdinalIgnoreCase));
    }
}
