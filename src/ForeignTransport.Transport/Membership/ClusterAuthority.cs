using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// The authority that issues the certificates of a cluster's servers, and what a certificate must be to belong to one of them. Its name is
/// another matter (<see cref="PeerNames"/>).
/// </summary>
/// <remarks>
/// Trust starts at the given roots alone, never at those of the operating system. Nothing is fetched and nothing is asked of a revocation
/// server: two servers must be able to meet when nothing else answers. A certificate is withdrawn by changing the root.
/// </remarks>
/// <param name="bundle">Roots, and authorities between them and the certificates.</param>
internal sealed class ClusterAuthority(X509Certificate2Collection bundle)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const int MinRsaBits = 2048;

    // The curves of TLS 1.2 that every platform has (RFC 8422).
    private static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    private readonly X509Certificate2Collection _roots = [.. bundle.Where(IsRoot)];
    private readonly X509Certificate2Collection _between = [.. bundle.Where(certificate => !IsRoot(certificate))];

    /// <summary>True when a certificate names itself as its issuer.</summary>
    public static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>What keeps a certificate from being that of a server of this cluster; null for nothing.</summary>
    /// <param name="certificate">The certificate of this server or of a peer.</param>
    /// <param name="now">When it is to be used.</param>
    /// <param name="sent">What a peer sent along with it: never trusted, only helps to find the way to a root.</param>
    public TransportError? FindFault(X509Certificate2 certificate, DateTimeOffset now, X509Certificate2Collection? sent = null) =>
        FindTimeFault(certificate, now) ?? FindUsageFault(certificate) ?? FindKeyFault(certificate) ?? FindChainFault(certificate, now, sent);

    /// <summary>The warning that a certificate ends within <paramref name="notice"/>; null when it does not.</summary>
    public static TransportError? FindExpiry(X509Certificate2 certificate, DateTimeOffset now, TimeSpan notice) =>
        End(certificate) - now <= notice
            ? ErrorCatalogue.TlsCertificateExpiresSoon.With($"{CertificateText.Describe(certificate)} is valid until {Moment(End(certificate))}.")
            : null;

    private static TransportError? FindTimeFault(X509Certificate2 certificate, DateTimeOffset now)
    {
        var begin = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        return now < begin
                ? ErrorCatalogue.TlsCertificateNotYetValid.With($"{CertificateText.Describe(certificate)} is valid from {Moment(begin)}; it is {Moment(now)} now.")
            : now > End(certificate)
                ? ErrorCatalogue.TlsCertificateExpired.With($"{CertificateText.Describe(certificate)} was valid until {Moment(End(certificate))}; it is {Moment(now)} now.")
            : null;
    }

    private static TransportError? FindUsageFault(X509Certificate2 certificate)
    {
        var allowed = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>())
            .Select(usage => usage.Value)
            .ToHashSet();
        var missing = new[] { (ServerAuthentication, "serverAuth"), (ClientAuthentication, "clientAuth") }
            .Where(usage => !allowed.Contains(usage.Item1))
            .Select(usage => usage.Item2)
            .ToList();
        return missing.Count == 0
            ? null
            : ErrorCatalogue.TlsCertificateUsageMissing.With($"{CertificateText.Describe(certificate)} lacks {string.Join(" and ", missing)} in its extendedKeyUsage.");
    }

    private static TransportError? FindKeyFault(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        var fault =
            rsa is { KeySize: < MinRsaBits } ? $"has an RSA key of {rsa.KeySize.ToString(CultureInfo.InvariantCulture)} bits"
            : ecdsa is not null && !Curves.Contains(ecdsa.ExportParameters(false).Curve.Oid.Value) ? "has an ECDSA key on another curve"
            : rsa is null && ecdsa is null ? $"has a key of another kind ({certificate.PublicKey.Oid.Value})"
            : certificate.Extensions.OfType<X509KeyUsageExtension>().Any(usage => !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
                ? "has a keyUsage without digitalSignature"
            : null;
        return fault is null ? null : ErrorCatalogue.TlsKeyUnsuitable.With($"{CertificateText.Describe(certificate)} {fault}.");
    }

    private TransportError? FindChainFault(X509Certificate2 certificate, DateTimeOffset now, X509Certificate2Collection? sent)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_between);
        policy.ExtraStore.AddRange(sent ?? []);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = now.UtcDateTime;
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (chain.Build(certificate))
        {
            return null;
        }

        var why = chain.ChainStatus.Select(status => $"{status.Status} ({CertificateText.OneLine(status.StatusInformation)})");
        return ErrorCatalogue.TlsCertificateUntrusted.With(
            $"{CertificateText.Describe(certificate)}, issued by {CertificateText.OneLine(certificate.Issuer)}: {string.Join(", ", why)}.");
    }

    private static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
