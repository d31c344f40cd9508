using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>Certificates of a test, as files.</summary>
internal static class TestCertificate
{
    /// <summary>A new pair; the authority that issued it, and one between, when <paramref name="chain"/> is true.</summary>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Issuers) Make(DateTimeOffset from, DateTimeOffset until, bool chain = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hub01", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        if (!chain)
        {
            return (request.CreateSelfSigned(from, until), []);
        }

        var root = Authority("CN=root", null, from, until);
        var between = Authority("CN=between", root, from, until);
        using var issued = request.Create(between, from, until, RandomNumberGenerator.GetBytes(8));
        return (issued.CopyWithPrivateKey(key), [between, root]);
    }

    /// <summary>Writes certificate and key as PEM; others behind the certificate.</summary>
    public static void Write(X509Certificate2 certificate, string file, string keyFile, params X509Certificate2[] others)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(file, string.Join('\n', others.Prepend(certificate).Select(one => one.ExportCertificatePem())));
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer, DateTimeOffset from, DateTimeOffset until)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return issuer is null
            ? request.CreateSelfSigned(from, until)
            : request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
    }
}
