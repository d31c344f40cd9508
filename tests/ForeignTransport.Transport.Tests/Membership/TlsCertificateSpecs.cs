using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>What a server finds out about its own certificate before it listens.</summary>
public sealed class TlsCertificateSpecs : IDisposable
{
    private readonly TlsServers _servers = new();

    public void Dispose() => _servers.Dispose();

    [Fact]
    public void should_set_nothing_up_when_tls_is_off()
    {
        Assert.True(RemotingTls.TryCreate(new ClusterOptions("tls", "127.0.0.1", 0, 1, SeedNodes.None, TimeSpan.FromSeconds(5)), TimeProvider.System, out var tls, out _));

        Assert.Empty(tls.Setups);
        Assert.True(tls.Hocon.IsEmpty);
        Assert.Null(tls.Warning);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("hub01.contoso.com", "hub01.contoso.com")]
    [InlineData("Hub01.Contoso.com", "other hub01.contoso.COM 10.0.0.1")]
    [InlineData("::1", "0:0:0:0:0:0:0:1")]
    public void should_accept_a_certificate_when_it_names_the_server(string hostName, string names) =>
        Assert.Null(Check(_servers.Options(_servers.Authority.Issue(names), hostName: hostName)).Warning);

    [Theory]
    [InlineData("hub01.contoso.com", "")]
    [InlineData("hub01.contoso.com", "hub02.contoso.com")]
    [InlineData("hub01.contoso.com", "*.contoso.com")]
    [InlineData("hub01.contoso.com", "contoso.com hub01")]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("127.0.0.1", "127.0.0.2")]
    [InlineData("localhost", "127.0.0.1")]
    public void should_refuse_a_certificate_when_it_does_not_name_the_server(string hostName, string names)
    {
        // The common name is not looked at.
        var certificate = _servers.Authority.Issue(names, subject: $"CN={hostName}");

        var error = Refuse(_servers.Options(certificate, hostName: hostName), ErrorCatalogue.TlsCertificateNameMismatch);

        Assert.Contains($"not for {hostName}", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hubs.contoso.internal", true)]
    [InlineData("hub01.contoso.com", false)]
    public void should_ask_for_a_listed_name_instead_when_there_is_a_list(string name, bool accepted)
    {
        var options = _servers.Options(
            _servers.Authority.Issue(name), hostName: "hub01.contoso.com", peerNames: ["other.internal", "hubs.contoso.internal"]);

        if (accepted)
            Check(options);
        else
            Refuse(options, ErrorCatalogue.TlsCertificateNameMismatch);
    }

    [Fact]
    public void should_refuse_a_certificate_when_it_has_expired() => Refuse(
        _servers.Options(_servers.Authority.Issue("127.0.0.1", TlsAuthority.Now.AddDays(-9), TlsAuthority.Now.AddSeconds(-1))),
        ErrorCatalogue.TlsCertificateExpired);

    [Fact]
    public void should_refuse_a_certificate_when_it_is_not_valid_yet() => Refuse(
        _servers.Options(_servers.Authority.Issue("127.0.0.1", TlsAuthority.Now.AddSeconds(1))), ErrorCatalogue.TlsCertificateNotYetValid);

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void should_warn_when_the_certificate_expires_within_30_days(int days, bool warned)
    {
        var warning = Check(_servers.Options(_servers.Authority.Issue("127.0.0.1", until: TlsAuthority.Now.AddDays(days)))).Warning;

        Assert.Same(warned ? ErrorCatalogue.TlsCertificateExpiresSoon : null, warning?.Entry);
    }

    [Theory]
    [InlineData(TlsAuthority.ServerAuthentication, "clientAuth")]
    [InlineData(TlsAuthority.ClientAuthentication, "serverAuth")]
    [InlineData("1.3.6.1.5.5.7.3.4", "serverAuth and clientAuth")]
    [InlineData("", "serverAuth and clientAuth")]
    public void should_refuse_a_certificate_when_a_usage_is_missing(string usage, string missing)
    {
        var certificate = _servers.Authority.Issue("127.0.0.1", usages: usage.Length == 0 ? [] : [usage]);

        Assert.Contains(missing, Refuse(_servers.Options(certificate), ErrorCatalogue.TlsCertificateUsageMissing).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_refuse_a_certificate_when_another_authority_of_the_same_name_issued_it()
    {
        using var other = new TlsAuthority();

        Refuse(_servers.Options(other.Issue("127.0.0.1")), ErrorCatalogue.TlsCertificateUntrusted);
    }

    [Fact]
    public void should_refuse_a_certificate_when_it_has_issued_itself()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hub", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(TlsAuthority.ServerAuthentication), new Oid(TlsAuthority.ClientAuthentication)], false));

        Refuse(
            _servers.Options(request.CreateSelfSigned(TlsAuthority.Now.AddDays(-1), TlsAuthority.Now.AddYears(1))), ErrorCatalogue.TlsCertificateUntrusted);
    }

    [Fact]
    public void should_refuse_a_certificate_when_its_authority_has_expired()
    {
        using var old = new TlsAuthority(until: TlsAuthority.Now.AddDays(-1));

        Refuse(_servers.Options(old.Issue("127.0.0.1"), old.Pem), ErrorCatalogue.TlsCertificateUntrusted);
    }

    [Fact]
    public void should_find_the_way_over_an_authority_between_when_the_bundle_has_it()
    {
        using var between = _servers.Authority.Subordinate("CN=Between");
        var certificate = between.Issue("127.0.0.1");

        Check(_servers.Options(certificate, between.Pem + _servers.Authority.Pem));
        Refuse(_servers.Options(certificate, _servers.Authority.Pem), ErrorCatalogue.TlsCertificateUntrusted);
    }

    [Fact]
    public void should_trust_both_roots_when_the_bundle_has_the_old_and_the_new()
    {
        using var next = new TlsAuthority("CN=Next authority");

        Check(_servers.Options(_servers.Authority.Issue("127.0.0.1"), next.Pem + _servers.Authority.Pem));
        Check(_servers.Options(next.Issue("127.0.0.1"), next.Pem + _servers.Authority.Pem));
    }

    [Fact]
    public void should_refuse_a_certificate_when_its_key_is_too_weak()
    {
        using var weak = RSA.Create(1024);

        var certificate = Pkcs12(_servers.Authority.Issue("127.0.0.1", key: weak), string.Empty);

        Refuse(_servers.Options(certificate), ErrorCatalogue.TlsKeyUnsuitable);
    }

    [Fact]
    public void should_refuse_a_certificate_when_its_key_must_not_sign() => Refuse(
        _servers.Options(_servers.Authority.Issue("127.0.0.1", keyUsage: X509KeyUsageFlags.KeyEncipherment)), ErrorCatalogue.TlsKeyUnsuitable);

    [Fact]
    public void should_accept_pkcs12_with_an_rsa_key_when_the_password_is_right()
    {
        using var key = RSA.Create(2048);
        var options = _servers.Options(Pkcs12(_servers.Authority.Issue("127.0.0.1", key: key), "geheim"));

        Check(options with { Tls = options.Tls with { CertificatePassword = "geheim" } });
        var error = Refuse(options with { Tls = options.Tls with { CertificatePassword = "falsch" } }, ErrorCatalogue.TlsCertificateUnreadable);
        Assert.DoesNotContain("falsch", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_refuse_pkcs12_when_it_has_no_key()
    {
        using var certificate = X509CertificateLoader.LoadCertificate(_servers.Authority.Issue("127.0.0.1").RawData);

        Refuse(_servers.Options(Pkcs12(certificate, string.Empty)), ErrorCatalogue.TlsPrivateKeyMissing);
    }

    [Fact]
    public void should_accept_pem_with_its_key_in_another_file_when_that_is_encrypted()
    {
        var certificate = _servers.Authority.Issue("127.0.0.1");
        var options = _servers.Options(_servers.Write("server.pem", certificate.ExportCertificatePem()));
        var key = certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(
            "geheim", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        options = options with { Tls = options.Tls with { PrivateKey = _servers.Write("server.key", key), CertificatePassword = "geheim" } };

        Check(options);
        Refuse(options with { Tls = options.Tls with { CertificatePassword = "falsch" } }, ErrorCatalogue.TlsPrivateKeyMissing);
    }

    [Fact]
    public void should_refuse_pem_when_the_key_is_missing_or_another()
    {
        var options = _servers.Options(_servers.Write("server.pem", _servers.Authority.Issue("127.0.0.1").ExportCertificatePem()));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Refuse(options, ErrorCatalogue.TlsPrivateKeyMissing);
        Refuse(WithKey(_servers.Missing("server.key")), ErrorCatalogue.TlsPrivateKeyMissing);
        Refuse(WithKey(_servers.Write("server.key", other.ExportPkcs8PrivateKeyPem())), ErrorCatalogue.TlsPrivateKeyMissing);

        ClusterOptions WithKey(string path) => options with { Tls = options.Tls with { PrivateKey = path } };
    }

    [Fact]
    public void should_name_the_file_when_the_certificate_cannot_be_read()
    {
        var missing = _servers.Missing("server.pfx");

        Assert.Contains(missing, Refuse(_servers.Options(missing), ErrorCatalogue.TlsCertificateUnreadable).Detail, StringComparison.Ordinal);
        Refuse(_servers.Options(_servers.Write("server.pfx", "no certificate")), ErrorCatalogue.TlsCertificateUnreadable);
        Refuse(_servers.Options(_servers.Write("server.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")), ErrorCatalogue.TlsCertificateUnreadable);
    }

    [Fact]
    public void should_name_the_file_when_the_authority_cannot_be_read()
    {
        using var between = _servers.Authority.Subordinate("CN=Between");
        var certificate = _servers.Authority.Issue("127.0.0.1");
        var options = _servers.Options(certificate);
        options = options with { Tls = options.Tls with { CertificateAuthority = _servers.Missing("ca.pem") } };

        Assert.Contains("ca.pem", Refuse(options, ErrorCatalogue.TlsAuthorityUnreadable).Detail, StringComparison.Ordinal);
        Refuse(_servers.Options(certificate, "no certificate"), ErrorCatalogue.TlsAuthorityUnreadable);
        Refuse(_servers.Options(certificate, between.Pem), ErrorCatalogue.TlsAuthorityUnreadable);
    }

    [Fact]
    public void should_turn_tls_on_whatever_the_other_settings_say()
    {
        var tls = Check(_servers.Options(_servers.Authority.Issue("127.0.0.1")));

        var hocon = tls.Hocon.WithFallback("akka.remote.dot-netty.tcp { enable-ssl = false, ssl.suppress-validation = true }");
        Assert.True(hocon.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl"));
        Assert.False(hocon.GetBoolean("akka.remote.dot-netty.tcp.ssl.suppress-validation"));
        Assert.True(hocon.GetBoolean("akka.remote.dot-netty.tcp.ssl.require-mutual-authentication"));
        Assert.Single(tls.Setups);
    }

    private string Pkcs12(X509Certificate2 certificate, string password) =>
        _servers.Write("server.pfx", certificate.Export(X509ContentType.Pkcs12, password));

    private static RemotingTls Check(ClusterOptions options)
    {
        Assert.True(RemotingTls.TryCreate(options, new FakeTimeProvider(TlsAuthority.Now), out var tls, out var error), error?.ToString());
        return tls;
    }

    private static TransportError Refuse(ClusterOptions options, ErrorEntry expected)
    {
        Assert.False(RemotingTls.TryCreate(options, new FakeTimeProvider(TlsAuthority.Now), out _, out var error));
        Assert.True(expected == error.Entry, error.ToString());
        Assert.DoesNotContain(error.Detail, char.IsControl);
        return error;
    }
}
