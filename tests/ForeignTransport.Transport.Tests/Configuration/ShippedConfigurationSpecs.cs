using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

/// <summary>The files in cluster-config are what administrators copy.</summary>
public class ShippedConfigurationSpecs
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "cluster-config");

    private static readonly NodeConfigurationSources Hub01 = new(Folder, "machine") { File = "hub01.conf" };

    [Fact]
    public void should_load_without_errors_when_nothing_else_is_given()
    {
        var node = ConfigurationFolder.Load(Hub01);

        Assert.Equal("Hub01", node.ServerName);
        Assert.Equal(DatabaseProvider.Sqlite, node.Database.Provider);
        Assert.Equal(Path.GetFullPath(Path.Combine(Folder, "..", "data", "hub01")), node.DataDirectory);
        Assert.Equal("INFO", node.AkkaOverrides.GetString("akka.loglevel"));
    }

    [Fact]
    public void should_ask_for_the_connection_string_when_another_database_is_chosen() =>
        Assert.Same(ErrorCatalogue.MissingOption, Assert.Single(ConfigurationFolder.Errors(Hub01 with
        {
            Environment = ImmutableDictionary<string, string>.Empty.Add("FT_DATABASE_PROVIDER", "postgresql"),
        })).Entry);
}
