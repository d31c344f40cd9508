using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Server.Access;

/// <summary>The certificate of the HTTP address, which may be replaced while the server runs.</summary>
/// <remarks>
/// A new connection looks whether the files have changed, at most every <see cref="LookInterval"/>: by time and size, since what puts certificates in place
/// renames links as often as it writes files. What cannot be used leaves the certificate as it is.
/// </remarks>
internal sealed class HttpsCertificate
{
    /// <summary>How often the files are looked at.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ExpiryNotice = TimeSpan.FromDays(30);

    private readonly HttpTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<TransportError> _warn;
    private readonly Lock _lock = new();
    private volatile SslServerAuthenticationOptions _current;
    private string _stamp;
    private long _looked;

    private HttpsCertificate(HttpTlsOptions options, TimeProvider time, Action<TransportError> warn, SslServerAuthenticationOptions current, string stamp)
    {
        (_options, _time, _warn, _current, _stamp) = (options, time, warn, current, stamp);
        _looked = time.GetTimestamp();
    }

    /// <summary>Reads the files for the first time.</summary>
    /// <param name="options">Which files.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Told what an operator should see.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="error">Why the server must not start.</param>
    public static bool TryOpen(
        HttpTlsOptions options,
        TimeProvider time,
        Action<TransportError> warn,
        [NotNullWhen(true)] out HttpsCertificate? certificate,
        [NotNullWhen(false)] out TransportError? error)
    {
        var stamp = Stamp(options);
        certificate = TryRead(options, time, warn, out var read, out error) ? new HttpsCertificate(options, time, warn, read, stamp) : null;
        return certificate is not null;
    }

    /// <summary>What a new connection is given.</summary>
    public SslServerAuthenticationOptions Current()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_looked) < LookInterval)
            {
                return _current;
            }

            _looked = _time.GetTimestamp();
            var stamp = Stamp(_options);
            if (stamp != _stamp)
            {
                _stamp = stamp;
                Replace();
            }

            return _current;
        }
    }

    /// <summary>The certificate of the files alone, for whoever wants to recognize it; null when it cannot be read.</summary>
    public static X509Certificate2? ReadPublicPart(HttpTlsOptions options)
    {
        try
        {
            var content = File.ReadAllBytes(options.Certificate!);
            return X509Certificate2.GetCertContentType(content) == X509ContentType.Pkcs12
                ? X509CertificateLoader.LoadPkcs12(content, options.Password)
                : X509CertificateLoader.LoadCertificate(content);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    private void Replace()
    {
        if (TryRead(_options, _time, _warn, out var read, out var error))
        {
            _current = read;
        }
        else
        {
            _warn(ErrorCatalogue.HttpCertificateNotReplaced.With(error.ToString()));
        }
    }

    private static bool TryRead(
        HttpTlsOptions options,
        TimeProvider time,
        Action<TransportError> warn,
        [NotNullWhen(true)] out SslServerAuthenticationOptions? read,
        [NotNullWhen(false)] out TransportError? error)
    {
        read = null;
        if (!TlsFiles.TryReadCertificate(
            ClusterTlsOptions.Off with { Certificate = options.Certificate, PrivateKey = options.Key, CertificatePassword = options.Password },
            out var certificate,
            out error))
        {
            // The same files in the same forms as those of the cluster, under options of their own.
            var entry = error.Entry == ErrorCatalogue.TlsPrivateKeyMissing ? ErrorCatalogue.HttpPrivateKeyMissing : ErrorCatalogue.HttpCertificateUnreadable;
            error = error with { Entry = entry, Detail = $"{HttpTlsOptions.CertificateOption.FullKey}: {error.Detail}" };
            return false;
        }

        var now = time.GetUtcNow();
        var what = $"{HttpTlsOptions.CertificateOption.FullKey}: {options.Certificate}: {CertificateText.Describe(certificate)}";
        error = certificate.NotAfter.ToUniversalTime() <= now ? ErrorCatalogue.HttpCertificateExpired.With($"{what} expired on {certificate.NotAfter.ToUniversalTime():u}.")
            : certificate.NotBefore.ToUniversalTime() > now ? ErrorCatalogue.HttpCertificateNotYetValid.With($"{what} is valid from {certificate.NotBefore.ToUniversalTime():u} on.")
            : null;
        if (error is not null)
        {
            return false;
        }

        if (certificate.NotAfter.ToUniversalTime() - now < ExpiryNotice)
        {
            warn(ErrorCatalogue.HttpCertificateExpiresSoon.With($"{what} expires on {certificate.NotAfter.ToUniversalTime():u}."));
        }

        try
        {
            read = new SslServerAuthenticationOptions
            {
                // With what is between it and its root: callers know the root only. Nothing is fetched from the network for it.
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, Between(options, certificate), offline: true),
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Replaced between two looks, or something else than certificates behind the first one.
            error = ErrorCatalogue.HttpCertificateUnreadable.With($"{what}: {CertificateText.OneLine(cause.Message)}");
            return false;
        }
    }

    private static X509Certificate2Collection Between(HttpTlsOptions options, X509Certificate2 certificate)
    {
        var all = new X509Certificate2Collection();
        var content = File.ReadAllBytes(options.Certificate!);
        if (X509Certificate2.GetCertContentType(content) == X509ContentType.Pkcs12)
        {
            all.AddRange(X509CertificateLoader.LoadPkcs12Collection(content, options.Password));
        }
        else
        {
            all.ImportFromPem(System.Text.Encoding.UTF8.GetString(content));
        }

        return [.. all.Where(other => !other.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span))];
    }

    private static string Stamp(HttpTlsOptions options) =>
        string.Join('|', new[] { options.Certificate, options.Key }.OfType<string>().Select(path =>
        {
            // What a link leads to counts, not the link.
            var file = new FileInfo(path);
            var target = file.Exists && file.LinkTarget is not null ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
            return target.Exists ? FormattableString.Invariant($"{target.FullName} {target.LastWriteTimeUtc.Ticks} {target.Length}") : "";
        }));
}
