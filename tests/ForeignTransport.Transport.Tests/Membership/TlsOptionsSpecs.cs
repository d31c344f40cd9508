using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Tests.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public sealed class TlsOptionsSpecs : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_be_off_when_nothing_is_said() =>
        Assert.Equal(ClusterTlsOptions.Off, ConfigurationFolder.Load(_folder.Sources()).Cluster.Tls);

    [Fact]
    public void should_read_every_option_when_the_file_sets_all()
    {
        var tls = _folder.Load(
            """
            foreign-transport.cluster.tls {
              enabled = on
              certificate = tls/hub01.pem
              private-key = tls/hub01.key
              certificate-password = geheim
              certificate-authority = tls/ca.pem
              peer-names = ["hub01.contoso.com", 10.0.0.2]
            }
            """).Cluster.Tls;

        Assert.True(tls.Enabled);
        Assert.Equal(Path.Combine(_folder.Path, "tls", "hub01.pem"), tls.Certificate);
        Assert.Equal(Path.Combine(_folder.Path, "tls", "hub01.key"), tls.PrivateKey);
        Assert.Equal("geheim", tls.CertificatePassword);
        Assert.Equal(Path.Combine(_folder.Path, "tls", "ca.pem"), tls.CertificateAuthority);
        Assert.Equal("hub01.contoso.com 10.0.0.2", string.Join(' ', tls.PeerNames));
        Assert.DoesNotContain("geheim", tls.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_read_a_list_of_names_from_one_text_when_it_comes_from_the_environment()
    {
        var sources = _folder.Sources() with
        {
            Environment = ImmutableDictionary<string, string>.Empty.Add("FT_CLUSTER_TLS_PEER_NAMES", "hub01.contoso.com,hub02.contoso.com"),
        };

        Assert.Equal("hub01.contoso.com hub02.contoso.com", string.Join(' ', ConfigurationFolder.Load(sources).Cluster.Tls.PeerNames));
    }

    [Theory]
    [InlineData("""peer-names = "hub01.contoso.com hub02.contoso.com" """)]
    [InlineData("""peer-names = "hub01.contoso.com," """)]
    [InlineData("""peer-names = ["*.contoso.com"]""")]
    [InlineData("""certificate = ["hub01.pem"]""")]
    [InlineData("""enabled = perhaps""")]
    public void should_refuse_a_value_when_it_does_not_have_the_form(string line) =>
        Assert.Same(ErrorCatalogue.InvalidOptionValue, _folder.Error($"foreign-transport.cluster.tls {{ {line} }}").Entry);

    [Fact]
    public void should_ask_for_certificate_and_authority_when_tls_is_on()
    {
        var errors = _folder.Errors("foreign-transport.cluster.tls.enabled = on");

        Assert.Equal(2, errors.Length);
        Assert.All(errors, error => Assert.Same(ErrorCatalogue.MissingOption, error.Entry));
        Assert.Contains("cluster.tls.certificate is needed", errors[0].Detail, StringComparison.Ordinal);
        Assert.Contains("cluster.tls.certificate-authority is needed", errors[1].Detail, StringComparison.Ordinal);
    }
}
