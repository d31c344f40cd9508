using System.Collections.Immutable;
using System.Net;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

/// <summary>The files in cluster-config are what administrators copy.</summary>
public sealed class ShippedConfigurationSpecs : IDisposable
{
    private const string ConnectionString = "Host=db.contoso.com;Database=foreign_transport;Username=hub;Password=secret";
    private const string TlsInclude = "include \"tls.conf\"";

    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "cluster-config");

    private readonly ConfigurationFolder _copy = new();

    public static TheoryData<string> NodeFiles => Names("*.conf");

    public static TheoryData<string> OrganizationFiles => Names("*.json");

    public void Dispose() => _copy.Dispose();

    [Theory]
    [MemberData(nameof(NodeFiles))]
    public void should_load_without_errors_when_the_connection_string_is_in_the_environment(string file)
    {
        // tls.conf alone names no database.
        var sources = Sources(file);
        var node = ConfigurationFolder.Load(sources with
        {
            Environment = sources.Environment.Add(DatabaseOptions.ProviderOption.EnvironmentVariable, "postgresql"),
        });

        Assert.Equal(ConnectionString, node.Database.ConnectionString);
        Assert.True(node.Http.Address.IsLoopback);
    }

    [Fact]
    public void should_ask_for_the_connection_string_when_it_is_not_in_the_environment() =>
        Assert.Same(ErrorCatalogue.MissingOption, Assert.Single(ConfigurationFolder.Errors(new(Folder, "machine") { File = "hub01.conf" })).Entry);

    [Fact]
    public void should_describe_two_servers_of_one_cluster_that_run_on_one_machine()
    {
        var (hub01, hub02) = (ConfigurationFolder.Load(Sources("hub01.conf")), ConfigurationFolder.Load(Sources("hub02.conf")));

        Assert.Equal("Hub01", hub01.ServerName);
        Assert.Equal("Hub02", hub02.ServerName);
        Assert.All([hub01, hub02], node => Assert.Equal(DatabaseProvider.PostgreSql, node.Database.Provider));
        Assert.Equal(hub01.Cluster, hub02.Cluster with { Port = hub01.Cluster.Port });
        Assert.Equal(hub01.OrganizationFile, hub02.OrganizationFile);
        Assert.Equal(Path.GetFullPath(Path.Combine(Folder, "..", "data", "hub01")), hub01.DataDirectory);
        Assert.NotEqual(hub01.DataDirectory, hub02.DataDirectory);
        Assert.NotEqual(hub01.Cluster.Port, hub02.Cluster.Port);
        Assert.NotEqual(hub01.Http.Address, hub02.Http.Address);
        Assert.Equal("INFO", hub01.AkkaOverrides.GetString("akka.loglevel"));
        Assert.Equal(new ListenAddress(IPAddress.Loopback, 8558), hub01.Http.Address);
    }

    [Fact]
    public void should_turn_tls_on_when_the_number_sign_before_its_include_is_removed()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.conf"))
            _copy.Write(Path.GetFileName(file), File.ReadAllText(file).Replace($"# {TlsInclude}", TlsInclude, StringComparison.Ordinal));

        var tls = ConfigurationFolder.Load(Sources("hub01.conf", _copy.Path)).Cluster.Tls;

        Assert.False(ConfigurationFolder.Load(Sources("hub01.conf")).Cluster.Tls.Enabled);
        Assert.True(tls.Enabled);
        Assert.Equal(Path.Combine(_copy.Path, "tls", "server.pem"), tls.Certificate);
        Assert.Equal(Path.Combine(_copy.Path, "tls", "server.key"), tls.PrivateKey);
        Assert.Equal(Path.Combine(_copy.Path, "tls", "ca.pem"), tls.CertificateAuthority);
        Assert.Equal("hub01.contoso.com hub02.contoso.com", string.Join(' ', tls.PeerNames));
    }

    [Fact]
    public void should_load_without_errors_what_the_page_for_operators_shows()
    {
        const string Fence = "```hocon\n";
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cluster.md"));
        var start = page.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        _copy.Write("hub.conf", page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);

        var node = ConfigurationFolder.Load(Sources("hub.conf", _copy.Path));

        Assert.Equal("hub01.contoso.com", node.Cluster.HostName);
        Assert.True(node.Cluster.Tls.Enabled);
        Assert.Equal(Path.Combine(_copy.Path, "tls", "server.pem"), node.Cluster.Tls.Certificate);
        Assert.Contains(node.Cluster.HostName, node.Cluster.Tls.PeerNames);
    }

    [Theory]
    [MemberData(nameof(OrganizationFiles))]
    public void should_fill_an_empty_organization_when_it_is_an_organization_file(string file)
    {
        var seeded = Seed(file);

        Assert.Equal(["Hub01", "Hub02"], seeded.TransportServices.Keys.Order());
        Assert.NotEmpty(seeded.ForeignConnectors);
        Assert.All(seeded.ForeignConnectors.Values, connector => Assert.Equal(["Hub01", "Hub02"], connector.SourceTransportServers.AsEnumerable()));
    }

    /// <summary>An absolute Drop directory is where two servers meet; a relative one is below the data directory of each.</summary>
    [Theory]
    [InlineData("demo-organization.json", false)]
    [InlineData("compose-organization.json", true)]
    public void should_share_drop_directories_when_the_file_is_for_containers(string file, bool shared) =>
        Assert.All(
            Seed(file).ForeignConnectors.Values,
            connector => Assert.Equal(shared, connector.DropDirectory.StartsWith("/drop/", StringComparison.Ordinal)));

    private static OrganizationState Seed(string file)
    {
        Assert.True(OrganizationFile.TryParse(File.ReadAllText(Path.Combine(Folder, file)), out var definition, out var refusal), refusal?.ToString());
        var decision = OrganizationDecider.Decide(
            OrganizationState.Empty, new OrganizationCommand.SeedOrganization(definition), DateTimeOffset.UnixEpoch, Guid.Empty);
        Assert.Null(decision.Error);
        Assert.Empty(decision.Warnings);
        return decision.Events.Aggregate(OrganizationState.Empty, (state, happened) => state.Apply(happened));
    }

    private static NodeConfigurationSources Sources(string file, string? folder = null) => new(folder ?? Folder, "machine")
    {
        File = file,
        Environment = ImmutableDictionary<string, string>.Empty.Add(DatabaseOptions.ConnectionStringOption.EnvironmentVariable, ConnectionString),
    };

    private static TheoryData<string> Names(string pattern) => [.. Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileName(path)).Order()];
}
