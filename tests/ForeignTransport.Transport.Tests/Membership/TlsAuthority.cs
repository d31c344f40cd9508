using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>A certificate authority of a test, and what it issues, written to files as an administrator would have them.</summary>
internal sealed class TlsAuthority : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly ECDsa _key;
    private readonly X509Certificate2 _certificate;

    public TlsAuthority(string name = "CN=ForeignTransport test authority", DateTimeOffset? until = null)
        : this(name, null, until ?? Now.AddYears(20))
    {
    }

    private TlsAuthority(string name, TlsAuthority? issuer, DateTimeOffset until)
    {
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _certificate = issuer is null
            ? request.CreateSelfSigned(Now.AddYears(-1), until)
            : request.Create(issuer._certificate.SubjectName, issuer.Signer, Now.AddYears(-1), until, RandomNumberGenerator.GetBytes(8));
    }

    public string Pem => _certificate.ExportCertificatePem() + "\n";

    private X509SignatureGenerator Signer => X509SignatureGenerator.CreateForECDsa(_key);

    public TlsAuthority Subordinate(string name) => new(name, this, Now.AddYears(10));

    /// <summary>A certificate with its key, right for a server unless the arguments say otherwise.</summary>
    public X509Certificate2 Issue(
        string names,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        string[]? usages = null,
        AsymmetricAlgorithm? key = null,
        X509KeyUsageFlags keyUsage = X509KeyUsageFlags.DigitalSignature,
        string subject = "CN=hub")
    {
        using var fresh = key is null ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var request = key switch
        {
            RSA rsa => new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            ECDsa ecdsa => new CertificateRequest(subject, ecdsa, HashAlgorithmName.SHA256),
            _ => new CertificateRequest(subject, fresh!, HashAlgorithmName.SHA256),
        };
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        if (names.Length > 0)
            request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(keyUsage, true));
        if (usages is not [])
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
                [.. (usages ?? [ServerAuthentication, ClientAuthentication]).Select(usage => new Oid(usage))], false));

        using var issued = request.Create(
            _certificate.SubjectName, Signer, from ?? Now.AddDays(-1), until ?? Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
        return key is RSA ofRsa ? issued.CopyWithPrivateKey(ofRsa) : issued.CopyWithPrivateKey(key as ECDsa ?? fresh!);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
