using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Http;
using ForeignTransport.Server.Serving;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>HTTPS with certificates made here; their validity is that of the real clock, which the TLS of the system goes by.</summary>
public sealed class HttpsSpecs : IAsyncLifetime
{
    private readonly ServerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly List<TransportError> _warnings = [];
    private readonly ActorSystem _system = ActorSystem.Create("https", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");

    private string File => Path.Combine(_folder.Root, "http.pem");

    private string KeyFile => Path.Combine(_folder.Root, "http.key");

    private DateTimeOffset Now => _time.GetUtcNow();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        _folder.Dispose();
    }

    [Fact]
    public async Task should_speak_https_and_http_2_and_nothing_else()
    {
        using var certificate = Replace(90);
        await using var host = await StartAsync();

        Assert.Equal("https", host.Address.Scheme);
        Assert.Equal((certificate.Thumbprint, "HTTP/1.1"), await AskAsync(host, HttpVersion.Version11));
        Assert.Equal((certificate.Thumbprint, "HTTP/2"), await AskAsync(host, HttpVersion.Version20));
        using var plain = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync($"http://{host.Address.Authority}/ready"));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task should_take_a_new_certificate_when_the_files_have_changed_and_keep_the_old_when_they_are_wrong()
    {
        using var first = Replace(90);
        await using var host = await StartAsync();
        Assert.Equal(first.Thumbprint, (await AskAsync(host)).Thumbprint);

        // As long as only one of two files is new, they are no pair.
        using var second = TestCertificate.Make(Now.AddDays(-1), Now.AddDays(90)).Certificate;
        await System.IO.File.WriteAllTextAsync(File, second.ExportCertificatePem());
        Touch(1);
        _time.Advance(HttpsCertificate.LookInterval);
        Assert.Equal(first.Thumbprint, (await AskAsync(host)).Thumbprint);
        Assert.Equal(ErrorCatalogue.HttpCertificateNotReplaced, Assert.Single(_warnings).Entry);

        TestCertificate.Write(second, File, KeyFile);
        Touch(2);
        Assert.Equal(first.Thumbprint, (await AskAsync(host)).Thumbprint);
        _time.Advance(HttpsCertificate.LookInterval);
        Assert.Equal(second.Thumbprint, (await AskAsync(host)).Thumbprint);
        Assert.Single(_warnings);
    }

    [Fact]
    public async Task should_show_what_is_between_certificate_and_root()
    {
        var (certificate, issuers) = TestCertificate.Make(Now.AddDays(-1), Now.AddDays(90), chain: true);
        TestCertificate.Write(certificate, File, KeyFile, issuers[0]);
        await using var host = await StartAsync();
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { issuers[1] }, RevocationMode = X509RevocationMode.NoCheck,
        };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };

        Assert.Equal("HTTP/1.1", await client.GetStringAsync("/ready"));
    }

    [Fact]
    public async Task should_read_pkcs_12_with_a_password()
    {
        using var certificate = TestCertificate.Make(Now.AddDays(-1), Now.AddDays(90)).Certificate;
        var file = Path.Combine(_folder.Root, "http.pfx");
        await System.IO.File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, "geheim"));
        await using var host = await StartAsync(new HttpTlsOptions(file, null, "geheim"));

        Assert.Equal(certificate.Thumbprint, (await AskAsync(host)).Thumbprint);
        Assert.Equal(ErrorCatalogue.HttpCertificateUnreadable, Refused(new HttpTlsOptions(file, null, "falsch")).Entry);
    }

    [Fact]
    public void should_refuse_to_start_and_name_the_key_when_a_certificate_is_of_no_use()
    {
        Assert.Equal(ErrorCatalogue.HttpCertificateUnreadable, Refused().Entry);

        using (Replace(90))
        {
            System.IO.File.Delete(KeyFile);
            Assert.Equal(ErrorCatalogue.HttpPrivateKeyMissing, Refused().Entry);
            Assert.Equal(ErrorCatalogue.HttpPrivateKeyMissing, Refused(new HttpTlsOptions(File, null, "")).Entry);
        }

        using (Replace(90))
        {
            _time.Advance(TimeSpan.FromDays(90));
            var error = Refused();
            Assert.Equal(ErrorCatalogue.HttpCertificateExpired, error.Entry);
            Assert.True(error.Entry.IsPermanent);
            Assert.StartsWith($"foreign-transport.http.tls.certificate: {File}: \"CN=hub01\" expired on ", error.Detail, StringComparison.Ordinal);
        }

        using var later = TestCertificate.Make(Now.AddDays(1), Now.AddDays(90)).Certificate;
        TestCertificate.Write(later, File, KeyFile);
        Assert.Equal(ErrorCatalogue.HttpCertificateNotYetValid, Refused().Entry);
    }

    [Fact]
    public void should_warn_when_a_certificate_expires_soon()
    {
        using var certificate = Replace(29);

        Assert.True(HttpsCertificate.TryOpen(Options, _time, _warnings.Add, out _, out _));
        Assert.Equal(ErrorCatalogue.HttpCertificateExpiresSoon, Assert.Single(_warnings).Entry);
    }

    [Fact]
    public async Task should_be_healthy_over_https_without_anybody_trusting_the_certificate()
    {
        using var certificate = Replace(90);
        await using var host = await StartAsync();
        var node = _folder.Configuration(
            (HttpOptions.AddressOption.EnvironmentVariable, host.Address.Authority),
            (HttpTlsOptions.CertificateOption.EnvironmentVariable, File),
            (HttpTlsOptions.KeyOption.EnvironmentVariable, KeyFile));
        await using var output = new StringWriter();

        Assert.Equal(ExitCode.Success, await HealthCommand.RunAsync(node, live: false, output, CancellationToken.None));
        Assert.Equal("HTTP/1.1", output.ToString().Trim());
    }

    private HttpTlsOptions Options => new(File, KeyFile, "");

    private X509Certificate2 Replace(int days)
    {
        var certificate = TestCertificate.Make(Now.AddDays(-1), Now.AddDays(days)).Certificate;
        TestCertificate.Write(certificate, File, KeyFile);
        return certificate;
    }

    /// <summary>Gives the files a time of their own: a test writes them faster than some file systems count.</summary>
    private void Touch(int hours)
    {
        System.IO.File.SetLastWriteTimeUtc(File, Now.UtcDateTime.AddHours(hours));
        System.IO.File.SetLastWriteTimeUtc(KeyFile, Now.UtcDateTime.AddHours(hours));
    }

    private TransportError Refused(HttpTlsOptions? options = null)
    {
        Assert.False(HttpsCertificate.TryOpen(options ?? Options, _time, _warnings.Add, out _, out var error));
        return error;
    }

    private Task<HttpHost> StartAsync(HttpTlsOptions? options = null)
    {
        Assert.True(HttpsCertificate.TryOpen(options ?? Options, _time, _warnings.Add, out var certificate, out var error), $"{error}");
        return HttpHost.StartAsync(
            new ListenAddress(IPAddress.Loopback, 0),
            AccessControl.Open,
            certificate,
            _system,
            routes => routes.MapGet("/ready", context => context.Response.WriteAsync(context.Request.Protocol)).AllowAnyone(),
            CancellationToken.None);
    }

    /// <summary>Asks on a new connection.</summary>
    private static async Task<(string Thumbprint, string Protocol)> AskAsync(HttpHost host, Version? version = null)
    {
        var thumbprint = "";
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            thumbprint = shown!.GetCertHashString();
            return errors == SslPolicyErrors.RemoteCertificateChainErrors;
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/ready"))
        {
            Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.SendAsync(request);
        return (thumbprint, await answer.Content.ReadAsStringAsync());
    }
}
