using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Transport.Tests.Configuration;

public sealed class ConfigurationFileSpecs : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_hand_over_the_akka_section_alone_when_the_file_has_one()
    {
        var node = _folder.Load(
            """
            foreign-transport.server-name = Hub02
            akka {
              loglevel = DEBUG
              cluster.roles = [a, b]
            }
            """);

        Assert.Equal("DEBUG", node.AkkaOverrides.GetString("akka.loglevel"));
        Assert.Equal(["a", "b"], node.AkkaOverrides.GetStringList("akka.cluster.roles"));
        Assert.False(node.AkkaOverrides.HasPath("foreign-transport"));
    }

    [Fact]
    public void should_keep_akka_overrides_readable_when_they_use_substitutions()
    {
        var node = _folder.Load("akka { remote.port = 4053\ncopy = ${akka.remote.port} }");

        Assert.Equal(4053, node.AkkaOverrides.GetInt("akka.copy"));
    }

    [Fact]
    public void should_overlay_the_including_file_when_it_includes_another()
    {
        _folder.Write("shared.conf", "foreign-transport { cluster { name = contoso, port = 1 } }");

        var node = _folder.Load("include \"shared.conf\"\nforeign-transport.cluster.port = 2");

        Assert.Equal("contoso", node.Cluster.Name);
        Assert.Equal(2, node.Cluster.Port);
    }

    [Fact]
    public void should_use_the_default_when_a_value_is_null() =>
        Assert.Equal("Hub01", _folder.Load("foreign-transport.server-name = null").ServerName);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("foreign-transport { }\nakka { }")]
    public void should_use_defaults_when_the_file_is_empty(string text) => Assert.Equal("Hub01", _folder.Load(text).ServerName);

    [Theory]
    [InlineData("http.adress = 1", "http.adress", "is not an option; did you mean foreign-transport.http.address?")]
    [InlineData("address = 1", "address", "is not an option; did you mean foreign-transport.http.address?")]
    [InlineData("database.poll-interval = 1", "database.poll-interval", "is not an option; did you mean foreign-transport.pickup.poll-interval?")]
    [InlineData("serverName = 1", "serverName", "is not an option; did you mean foreign-transport.server-name?")]
    [InlineData("htpp.address = 1", "htpp", "is not a section; did you mean foreign-transport.http?")]
    [InlineData("htpp { }", "htpp", "is not a section; did you mean foreign-transport.http?")]
    [InlineData("colours.red = 1", "colours", "is not a section.")]
    [InlineData("colour = 1", "colour", "is not an option.")]
    [InlineData("http = 1", "http", "is not an option: it is a section and takes address, authentication, allow-plain-text, audit-max-age.")]
    public void should_name_the_key_and_suggest_when_it_is_unknown(string line, string key, string expected)
    {
        var error = _folder.Error($"foreign-transport {{ {line} }}");

        Assert.Same(ErrorCatalogue.UnknownOption, error.Entry);
        Assert.StartsWith($"foreign-transport.{key} (from ", error.Detail, StringComparison.Ordinal);
        Assert.EndsWith(expected, error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foriegn-transport.server-name = Hub02")]
    [InlineData("server-name = Hub02")]
    [InlineData("foreign-transport = Hub02")]
    [InlineData("akka = 5")]
    public void should_refuse_a_section_when_it_is_neither_ours_nor_akkas(string text) =>
        Assert.Same(ErrorCatalogue.UnknownOption, _folder.Error(text).Entry);

    [Theory]
    [InlineData("foreign-transport.server-name = [Hub01, Hub02]")]
    [InlineData("foreign-transport.server-name = []")]
    [InlineData("foreign-transport.server-name { a = 1 }")]
    public void should_refuse_a_list_or_section_when_one_value_is_wanted(string text) =>
        Assert.Same(ErrorCatalogue.InvalidOptionValue, _folder.Error(text).Entry);

    [Theory]
    [InlineData("foreign-transport {\n  server-name = Hub02\n", "line 1")]
    [InlineData("foreign-transport { server-name = Hub02 }\n}\nakka { }", "line 2")]
    [InlineData("foreign-transport {\n  server-name = \"Hub02\n  fqdn = x\n}", "line 2")]
    [InlineData("foreign-transport {\n  fqdn = ${?HOSTNAME}\n}", "line 2")]
    [InlineData("foreign-transport.http.address = 127.0.0.1:8558", "quotes")]
    [InlineData("foreign-transport.fqdn = ${HOSTNAME}", "HOSTNAME")]
    public void should_refuse_the_file_when_the_parser_would_misread_it(string text, string expected)
    {
        var error = _folder.Error(text);

        Assert.Same(ErrorCatalogue.ConfigurationFileMalformed, error.Entry);
        Assert.Contains(Path.Combine(_folder.Path, "hub.conf"), error.Detail, StringComparison.Ordinal);
        Assert.Contains(expected, error.Detail + error.Entry.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void should_name_both_files_when_an_included_file_is_broken()
    {
        _folder.Write("shared.conf", "foreign-transport {");

        var error = _folder.Error("include \"shared.conf\"");

        Assert.Same(ErrorCatalogue.ConfigurationFileMalformed, error.Entry);
        Assert.Contains("shared.conf, included by", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_end_with_an_error_when_a_file_includes_itself() =>
        Assert.Same(ErrorCatalogue.ConfigurationFileMalformed, _folder.Error("include \"hub.conf\"").Entry);

    [Theory]
    [InlineData("missing.conf")]
    [InlineData(".")]
    public void should_report_the_file_when_it_cannot_be_read(string file)
    {
        var error = Assert.Single(ConfigurationFolder.Errors(_folder.Sources() with { File = file }));

        Assert.Same(ErrorCatalogue.ConfigurationFileUnreadable, error.Entry);
        Assert.StartsWith(Path.GetFullPath(file, _folder.Path), error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_report_the_file_when_an_included_one_is_missing() =>
        Assert.Same(ErrorCatalogue.ConfigurationFileUnreadable, _folder.Error("include \"missing.conf\"").Entry);
}
