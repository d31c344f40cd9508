using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A server that cannot start says why in one line, and its exit code says whether starting again can help.</summary>
[Collection(nameof(Alone))]
public sealed class RefusalSpecs : IDisposable
{
    private const string TwoDefaults =
        """
        {
          "acceptedDomains": [
            { "name": "a", "domainName": "a.example", "domainType": "Authoritative", "isDefault": true },
            { "name": "b", "domainName": "b.example", "domainType": "Authoritative", "isDefault": true }
          ]
        }
        """;

    private readonly TemporaryDirectory _root = TemporaryDirectory.Below(Path.GetTempPath());
    private readonly BenchFolder _folder;

    public RefusalSpecs() => _folder = new BenchFolder(_root.Path);

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("not json", "FT-5010")]
    [InlineData("""{ "foreignConectors": [] }""", "FT-5003")]
    [InlineData(TwoDefaults, "FT-50")]
    public async Task should_end_with_78_when_the_organization_file_is_wrong(string organization, string code)
    {
        File.WriteAllText(_folder.OrganizationFile, organization);

        var line = await RefusedAsync(78);

        Assert.StartsWith($"foreign-transport: {code}", line, StringComparison.Ordinal);
        Assert.Contains(_folder.OrganizationFile, line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task should_end_with_78_when_the_organization_file_does_not_exist()
    {
        File.Delete(_folder.OrganizationFile);

        Assert.StartsWith("foreign-transport: FT-5010", await RefusedAsync(78), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_end_with_1_when_another_server_runs_on_the_data_directory_and_start_when_that_was_killed()
    {
        var executable = ServerExecutable.In(AppContext.BaseDirectory);
        await using var first = await ServerProcess.StartAsync(executable, _folder, TimeSpan.FromSeconds(60), CancellationToken.None);

        Assert.StartsWith("foreign-transport: FT-5108 DataDirectoryInUse", await RefusedAsync(1), StringComparison.Ordinal);

        Assert.False(first.HasExited);
        await first.KillAsync();
        await using var second = await ServerProcess.StartAsync(executable, _folder, TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    [Fact]
    public async Task should_end_with_1_when_a_file_stands_where_the_data_directory_should_be()
    {
        File.WriteAllText(_folder.Data, "in the way");

        Assert.StartsWith("foreign-transport: FT-5109 DataDirectoryUnusable", await RefusedAsync(1), StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(int exitCode)
    {
        await using var server = ServerProcess.Serve(ServerExecutable.In(AppContext.BaseDirectory), _folder);
        var refused = await Assert.ThrowsAsync<ServerStartException>(
            () => server.WaitReadyAsync(TimeSpan.FromSeconds(60), CancellationToken.None));
        Assert.Contains($"exit code {exitCode}.", refused.Message, StringComparison.Ordinal);
        return Assert.Single(server.LastOutput.Split('\n'));
    }
}
