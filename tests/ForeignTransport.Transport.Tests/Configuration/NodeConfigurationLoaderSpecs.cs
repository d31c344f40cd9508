using System.Collections.Immutable;
using System.Net;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public sealed class NodeConfigurationLoaderSpecs : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_give_every_option_its_default_when_no_source_says_otherwise()
    {
        var node = ConfigurationFolder.Load(_folder.Sources());

        Assert.Equal("Hub01", node.ServerName);
        Assert.Equal("mail.contoso.com", node.Fqdn);
        Assert.Equal(Path.Combine(_folder.Path, "data"), node.DataDirectory);
        Assert.Null(node.OrganizationFile);
        Assert.Equal(DatabaseProvider.Sqlite, node.Database.Provider);
        Assert.Equal(
            Path.Combine(node.DataDirectory, "foreign-transport.db"),
            new SqliteConnectionStringBuilder(node.Database.ConnectionString).DataSource);
        Assert.Equal(new ListenAddress(IPAddress.Loopback, 8558), node.Http.Address);
        Assert.Equal(new ClusterOptions("foreign-transport", "127.0.0.1", 0, 16, SeedNodes.None, TimeSpan.FromSeconds(5)), node.Cluster);
        Assert.Equal(new WindowsPathOptions(WindowsPathMode.Map, node.DataDirectory), node.WindowsPaths);
        Assert.Equal(new PickupOptions(TimeSpan.FromSeconds(5), true, 150 << 20), node.Pickup);
        Assert.Equal(new DeliveryOptions(128, 4 << 20, 2), node.Delivery);
        Assert.Equal(new StorageOptions(64 << 20), node.Storage);
        Assert.True(node.AkkaOverrides.IsEmpty);
    }

    [Fact]
    public void should_read_every_option_when_the_file_sets_all()
    {
        var node = _folder.Load(
            """
            foreign-transport {
              server-name = Hub02
              fqdn = hub02.contoso.com
              data-directory = /srv/hub02      # a comment
              organization-file = organization.json
              database { provider = postgresql, connection-string = "Host=db;Database=hub;Username=hub;Password=secret" }
              http.address = "[::1]:9000"
              cluster { name = contoso, hostname = hub02.contoso.com, port = 4053, partitions = 32, seed-nodes = "hub01.contoso.com:4053, [::1]:4054", pause-limit = 4s }
              windows-paths { mode = refuse, directory = drives }
              pickup { poll-interval = 500 ms, replay-lookalike-guard = off, max-message-size = 1 MB }
              delivery { batch-messages = 10, batch-bytes = 128KB, max-batches-in-flight = 4 }
              storage.cache-size = 0
            }
            """);

        Assert.Equal("Hub02", node.ServerName);
        Assert.Equal("hub02.contoso.com", node.Fqdn);
        Assert.Equal(Path.GetFullPath("/srv/hub02"), node.DataDirectory);
        Assert.Equal(Path.Combine(_folder.Path, "organization.json"), node.OrganizationFile);
        Assert.Equal(new DatabaseOptions(DatabaseProvider.PostgreSql, "Host=db;Database=hub;Username=hub;Password=secret"), node.Database);
        Assert.Equal(new ListenAddress(IPAddress.IPv6Loopback, 9000), node.Http.Address);
        Assert.Equal(new ClusterOptions(
            "contoso", "hub02.contoso.com", 4053, 32, new SeedNodes("hub01.contoso.com:4053, [::1]:4054"), TimeSpan.FromSeconds(4)), node.Cluster);
        Assert.Equal(new WindowsPathOptions(WindowsPathMode.Refuse, Path.Combine(_folder.Path, "drives")), node.WindowsPaths);
        Assert.Equal(new PickupOptions(TimeSpan.FromMilliseconds(500), false, 1 << 20), node.Pickup);
        Assert.Equal(new DeliveryOptions(10, 128 << 10, 4), node.Delivery);
        Assert.Equal(new StorageOptions(0), node.Storage);
    }

    [Fact]
    public void should_prefer_command_line_to_environment_to_file_when_all_name_an_option()
    {
        var sources = _folder.Sources(
            """
            foreign-transport { server-name = FromFile, fqdn = from.file, cluster.port = 1 }
            """) with
        {
            Environment = Variables(("FT_SERVER_NAME", "FromEnvironment"), ("FT_FQDN", "from.environment"), ("FT_CLUSTER_PORT", "")),
            CommandLine = [new(NodeConfiguration.ServerNameOption, "FromCommandLine", "--server-name")],
        };

        var node = ConfigurationFolder.Load(sources);

        Assert.Equal("FromCommandLine", node.ServerName);
        Assert.Equal("from.environment", node.Fqdn);
        Assert.Equal(1, node.Cluster.Port);
    }

    public static TheoryData<string> AllKeys => [.. NodeOptionTable.All.Select(option => option.Key)];

    [Theory]
    [MemberData(nameof(AllKeys))]
    public void should_let_the_environment_override_when_the_variable_of_any_option_is_set(string key)
    {
        var option = NodeOptionTable.All.Single(option => option.Key == key);
        var sources = _folder.Sources() with { Environment = Variables((option.EnvironmentVariable, "\u0001")) };

        if (option == DatabaseOptions.ConnectionStringOption)
        {
            // Any text has the form of a connection string until the driver reads it.
            sources = sources with { Environment = Variables((option.EnvironmentVariable, "no such keyword=1")) };
        }

        Assert.Contains(option.EnvironmentVariable, Assert.Single(ConfigurationFolder.Errors(sources)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_start_relative_paths_where_they_were_written_when_sources_lie_apart()
    {
        var file = _folder.Write("etc/hub.conf", "foreign-transport { data-directory = ../spool, windows-paths.directory = drives }");
        var sources = _folder.Sources() with
        {
            File = "etc/hub.conf",
            CommandLine = [new(NodeConfiguration.OrganizationFileOption, "organization.json", "--organization-file")],
        };

        var node = ConfigurationFolder.Load(sources);

        Assert.Equal(Path.Combine(_folder.Path, "spool"), node.DataDirectory);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(file)!, "drives"), node.WindowsPaths.Directory);
        Assert.Equal(Path.Combine(_folder.Path, "organization.json"), node.OrganizationFile);
    }

    [Fact]
    public void should_report_all_errors_at_once_when_there_are_several()
    {
        var sources = _folder.Sources(
            """
            foreign-transport {
              server-name = "Hub 01"
              http.adress = "127.0.0.1:1"
              pickup.poll-interval = 5
            }
            """) with
        { Environment = Variables(("FT_CLUSTER_PARTITIONS", "0")) };

        var errors = ConfigurationFolder.Errors(sources);

        Assert.Equal(
            ["FT-5103", "FT-5104", "FT-5104", "FT-5104"],
            errors.Select(error => error.Entry.Code));
    }

    [Fact]
    public void should_name_key_value_origin_and_form_when_a_value_is_wrong()
    {
        var sources = _folder.Sources() with { CommandLine = [new(HttpOptions.AddressOption, "8558", "--http")] };

        var error = Assert.Single(ConfigurationFolder.Errors(sources));

        Assert.Same(ErrorCatalogue.InvalidOptionValue, error.Entry);
        Assert.StartsWith("foreign-transport.http.address = \"8558\" (from --http) must be ADDRESS:PORT", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_keep_an_error_on_one_line_when_the_value_has_control_characters()
    {
        var sources = _folder.Sources() with { Environment = Variables(("FT_SERVER_NAME", "Hub\r\n01")) };

        Assert.DoesNotContain(Assert.Single(ConfigurationFolder.Errors(sources)).Detail, char.IsControl);
    }

    [Theory]
    [InlineData("Host=db;Pasword=hunter2")]
    [InlineData("hunter2")]
    public void should_not_show_the_value_when_a_connection_string_is_wrong(string connectionString)
    {
        var error = _folder.Error(
            $"foreign-transport.database {{ provider = postgresql, connection-string = \"{connectionString}\" }}");

        Assert.Same(ErrorCatalogue.InvalidOptionValue, error.Entry);
        Assert.Contains("foreign-transport.database.connection-string", error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_not_show_the_password_when_a_configuration_is_logged()
    {
        var node = _folder.Load(
            """
            foreign-transport.database { provider = postgresql, connection-string = "Host=db;Password=hunter2" }
            akka.remote.dot-netty.tcp.ssl.certificate.password = hunter2
            """);

        Assert.DoesNotContain("hunter2", node.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", node.Database.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Hub01", node.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_ask_for_the_connection_string_when_postgresql_has_none()
    {
        var error = _folder.Error("foreign-transport.database.provider = postgresql");

        Assert.Same(ErrorCatalogue.MissingOption, error.Entry);
        Assert.StartsWith("foreign-transport.database.connection-string", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:8558")]
    [InlineData("[::]:8558")]
    [InlineData("192.0.2.1:8558")]
    public void should_refuse_an_address_others_can_reach_when_nothing_authenticates(string address)
    {
        var error = _folder.Error($"foreign-transport.http.address = \"{address}\"");

        Assert.Same(ErrorCatalogue.UnprotectedHttpAddress, error.Entry);
    }

    [Fact]
    public void should_warn_when_a_variable_nearly_names_an_option()
    {
        var sources = _folder.Sources() with
        {
            Environment = Variables(("FT_HTTP_ADRESS", "127.0.0.1:1"), ("FT_COLOUR", "red"), ("HTTP_ADDRESS", "x")),
        };

        Assert.True(NodeConfigurationLoader.TryLoad(sources, out _, out _, out var warnings));

        var warning = Assert.Single(warnings);
        Assert.Same(ErrorCatalogue.UnknownEnvironmentVariable, warning.Entry);
        Assert.Equal("FT_HTTP_ADRESS is not an option; did you mean FT_HTTP_ADDRESS?", warning.Detail);
    }

    private static ImmutableDictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToImmutableDictionary(variable => variable.Name, variable => variable.Value);
}
