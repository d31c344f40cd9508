using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Membership;

/// <summary>Reads the files that <c>cluster.tls</c> names.</summary>
internal static class TlsFiles
{
    private const string PemBegin = "-----BEGIN ";

    /// <summary>Reads the bundle of <c>cluster.tls.certificate-authority</c>.</summary>
    public static bool TryReadAuthority(
        ClusterTlsOptions tls, [NotNullWhen(true)] out ClusterAuthority? authority, [NotNullWhen(false)] out TransportError? error)
    {
        authority = null;
        var path = tls.CertificateAuthority!;
        try
        {
            var bundle = new X509Certificate2Collection();
            bundle.ImportFromPemFile(path);
            if (bundle.Any(ClusterAuthority.IsRoot))
            {
                authority = new ClusterAuthority(bundle);
                error = null;
                return true;
            }

            error = ErrorCatalogue.TlsAuthorityUnreadable.With($"{path} holds no root certificate (one that has issued itself).");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            error = ErrorCatalogue.TlsAuthorityUnreadable.With($"{path}: {CertificateText.OneLine(cause.Message)}");
        }

        return false;
    }

    /// <summary>Reads the server's certificate with its private key.</summary>
    public static bool TryReadCertificate(
        ClusterTlsOptions tls, [NotNullWhen(true)] out X509Certificate2? certificate, [NotNullWhen(false)] out TransportError? error)
    {
        certificate = null;
        var path = tls.Certificate!;
        try
        {
            var content = File.ReadAllBytes(path);
            var text = System.Text.Encoding.UTF8.GetString(content);
            if (text.Contains(PemBegin, StringComparison.Ordinal))
            {
                return TryReadPem(tls, text, out certificate, out error);
            }

            certificate = X509CertificateLoader.LoadPkcs12(content, tls.CertificatePassword);
            error = certificate.HasPrivateKey ? null : ErrorCatalogue.TlsPrivateKeyMissing.With($"{path} holds none.");
            return error is null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            error = ErrorCatalogue.TlsCertificateUnreadable.With($"{path}: {CertificateText.OneLine(cause.Message)}");
            return false;
        }
    }

    private static bool TryReadPem(
        ClusterTlsOptions tls, string text, [NotNullWhen(true)] out X509Certificate2? certificate, [NotNullWhen(false)] out TransportError? error)
    {
        certificate = null;
        error = null;
        using var alone = X509Certificate2.CreateFromPem(text);
        var keyFile = tls.PrivateKey ?? tls.Certificate!;
        try
        {
            var key = tls.PrivateKey is null ? text : File.ReadAllText(keyFile);
            if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            {
                error = ErrorCatalogue.TlsPrivateKeyMissing.With($"{keyFile} holds none.");
                return false;
            }

            using var complete = key.Contains($"{PemBegin}ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(text, key, tls.CertificatePassword)
                : X509Certificate2.CreateFromPem(text, key);

            // Windows refuses a key that was never in a key store for TLS: PKCS#12 puts it into one.
            certificate = X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pkcs12), password: null);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            error = ErrorCatalogue.TlsPrivateKeyMissing.With($"{keyFile} gives {tls.Certificate} no key: {CertificateText.OneLine(cause.Message)}");
            return false;
        }
    }
}
