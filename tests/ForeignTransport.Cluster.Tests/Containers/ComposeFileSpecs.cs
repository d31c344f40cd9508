using System.Text.RegularExpressions;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Cluster.Tests.Containers;

/// <summary>The compose file, as Compose reads it.</summary>
public partial class ComposeFileSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Text = File.ReadAllText(Path.Combine(Dockerfile.SourceRoot, "docker-compose.yml"));

    [Fact]
    public async Task should_be_valid_and_describe_two_servers_with_their_database()
    {
        await ComposeAsync(["config", "--quiet"]);

        Assert.Equal(["drop", "hub01", "hub02", "postgres", "schema"], Lines(await ComposeAsync(["config", "--services"])).Order());
        Assert.Equal(["drop", "hub01", "hub02", "postgres"], Lines(await ComposeAsync(["config", "--volumes"])).Order());
    }

    [Fact]
    public async Task should_give_each_server_a_name_and_a_folder_of_its_own_and_both_the_drop_volume()
    {
        var resolved = await ComposeAsync(["config"]);

        foreach (var hub in new[] { "hub01", "hub02" })
        {
            var service = Service(resolved, hub);
            Assert.Contains($"FT_CLUSTER_HOSTNAME: {hub}", service, StringComparison.Ordinal);
            Assert.Contains($"FT_SERVER_NAME: H{hub[1..]}", service, StringComparison.Ordinal);
            Assert.Contains("FT_DATABASE_PROVIDER: postgresql", service, StringComparison.Ordinal);
            Assert.Contains("restart: always", service, StringComparison.Ordinal);
            Assert.Contains("stop_grace_period: ", service, StringComparison.Ordinal);
            Assert.Matches(Mount(hub, "/data"), service);
            Assert.Matches(Mount("drop", "/drop"), service);
        }
    }

    [Fact]
    public async Task should_use_the_password_of_the_environment_for_the_database_and_for_the_servers()
    {
        var resolved = await ComposeAsync(["config"], ("POSTGRES_PASSWORD", "fromTheEnvironment"));

        Assert.Contains("POSTGRES_PASSWORD: fromTheEnvironment", Service(resolved, "postgres"), StringComparison.Ordinal);
        Assert.All(
            new[] { "hub01", "hub02", "schema" },
            service => Assert.Contains("Password=fromTheEnvironment", Service(resolved, service), StringComparison.Ordinal));
    }

    [Fact]
    public void should_set_options_that_there_are()
    {
        var set = OptionName().Matches(Text).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(set);
        Assert.Empty(set.Except(NodeOptionTable.All.Select(option => option.EnvironmentVariable)));
    }

    /// <summary>A server never creates an absolute Drop directory.</summary>
    [Fact]
    public void should_create_the_drop_directories_that_the_organization_file_names()
    {
        Assert.Contains("./cluster-config/compose-organization.json:/etc/foreign-transport/organization.json:ro", Text, StringComparison.Ordinal);
        var organization = File.ReadAllText(Path.Combine(Dockerfile.SourceRoot, "cluster-config", "compose-organization.json"));
        Assert.True(OrganizationFile.TryParse(organization, out _, out var error), error?.ToString());

        var named = DropDirectory().Matches(organization).Select(match => match.Groups[1].Value);
        var created = Dockerfile.Words(Text.Split('\n').Single(line => line.Contains("\"mkdir\"", StringComparison.Ordinal)))[2..];

        Assert.Equal(named.Order(), created.Order());
    }

    /// <summary>Compose as a plugin of docker, or the program of older days.</summary>
    private static async Task<string> ComposeAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        foreach (var compose in new string[][] { ["docker", "compose"], ["docker-compose"] })
        {
            if ((await CommandRun.OfAsync(Dockerfile.SourceRoot, Patience, [.. compose, "version"])).ExitCode == 0)
            {
                var run = await CommandRun.OfAsync(Dockerfile.SourceRoot, Patience, [.. compose, .. arguments], environment);
                Assert.True(run.ExitCode == 0, run.Output);
                return run.Output;
            }
        }

        throw new InvalidOperationException(
            "Docker Compose was not found, and nothing else knows what it accepts. Install it (Debian: apt-get install docker-compose); no engine is needed.");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What Compose made of a service: the lines below its name.</summary>
    private static string Service(string resolved, string name) =>
        string.Join('\n', resolved.Split('\n').SkipWhile(line => line != $"  {name}:").Skip(1).TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));

    /// <summary>In short form as docker-compose writes it, in long form as its successor does.</summary>
    private static string Mount(string volume, string target) =>
        $@"- {volume}:{target}(:rw)?(\n|$)|source: {volume}\s+target: {target}(\n|$)";

    [GeneratedRegex("FT_[A-Z_]+")]
    private static partial Regex OptionName();

    [GeneratedRegex("\"dropDirectory\": \"([^\"]*)\"")]
    private static partial Regex DropDirectory();
}
