using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Tests.Storage;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>The files of servers with TLS, in a folder that goes away with the test, and the options that name them.</summary>
internal sealed class TlsServers : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public TlsAuthority Authority { get; } = new();

    /// <summary>Options for a certificate with its key in one PEM file; the authority of this object unless another is given.</summary>
    public ClusterOptions Options(X509Certificate2 certificate, string? authority = null, string hostName = "127.0.0.1", params string[] peerNames) =>
        Options(
            Write("server.pem", certificate.ExportCertificatePem() + "\n" + certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            authority,
            hostName,
            peerNames);

    public ClusterOptions Options(string certificate, string? authority = null, string hostName = "127.0.0.1", params string[] peerNames) =>
        new("tls", hostName, 0, 1, SeedNodes.None, TimeSpan.FromSeconds(5))
        {
            Tls = new ClusterTlsOptions(
                true, certificate, null, string.Empty, Write("ca.pem", authority ?? Authority.Pem), [.. peerNames]),
        };

    public string Write(string name, string text) => Write(name, System.Text.Encoding.ASCII.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = _folder.File($"{Guid.NewGuid():N}-{name}");
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Missing(string name) => _folder.File(name);

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Dispose();
    }
}
