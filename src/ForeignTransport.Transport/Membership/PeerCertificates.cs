using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>Decides in a TLS handshake, at either end, whether the peer is a server of this cluster, and logs why not.</summary>
internal sealed class PeerCertificates(ClusterAuthority authority, PeerNames names, TimeProvider time, Func<string, IPAddress[]> resolve)
{
    /// <summary>True to let the peer in.</summary>
    /// <param name="certificate">What it showed.</param>
    /// <param name="sent">What it sent along.</param>
    /// <param name="remote">The address that was dialled (<c>ssl.tcp://system@host:port</c>), or the end point that dialled.</param>
    /// <param name="log">Told of a refusal.</param>
    public bool Accept(X509Certificate2? certificate, X509Certificate2Collection? sent, string remote, ILoggingAdapter log)
    {
        if (FindFault(certificate, sent, remote) is not { } fault)
        {
            return true;
        }

        log.Warning("The server at {0} is refused: {1}", CertificateText.OneLine(remote), fault);
        return false;
    }

    internal TransportError? FindFault(X509Certificate2? certificate, X509Certificate2Collection? sent, string remote)
    {
        if (certificate is null)
        {
            return ErrorCatalogue.TlsCertificateUntrusted.With("it shows no certificate.");
        }

        try
        {
            return authority.FindFault(certificate, time.GetUtcNow(), sent)
                ?? (IPEndPoint.TryParse(remote, out var endPoint) ? names.FindFault(certificate, endPoint.Address, resolve)
                    : DialledHost(remote) is { } host ? names.FindFault(certificate, host)
                    : ErrorCatalogue.TlsCertificateNameMismatch.With("it is not known which name the certificate should bear."));
        }
        catch (CryptographicException cause)
        {
            // What a stranger sends need not be well-formed to the last extension.
            return ErrorCatalogue.TlsCertificateUntrusted.With(CertificateText.OneLine(cause.Message));
        }
    }

    /// <summary>The host in <c>ssl.tcp://system@host:port</c>; the port follows the last colon, also that of an IPv6 address.</summary>
    private static string? DialledHost(string remote)
    {
        var (begin, end) = (remote.IndexOf('@', StringComparison.Ordinal) + 1, remote.LastIndexOf(':'));
        return remote.Contains("://", StringComparison.Ordinal) && begin > 0 && end > begin ? remote[begin..end].Trim('[', ']') : null;
    }
}
