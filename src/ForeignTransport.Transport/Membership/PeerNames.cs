using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// The names that certificates must bear. Subject alternative names count, compared whole: no wildcards, no common name.
/// </summary>
/// <remarks>
/// With a list, a certificate bears one of its names. Without one, a server that was dialled bears the name that was dialled, as with
/// HTTPS; of a server that dials only the address is known, so its certificate bears that address, or a name that resolves to it.
/// </remarks>
/// <param name="accepted">The list; empty for none.</param>
internal sealed class PeerNames(ImmutableArray<string> accepted)
{
    /// <summary>Judges the certificate of a server that is, or is to be, reached under a name.</summary>
    /// <param name="certificate">Its certificate, this server's own or that of a peer.</param>
    /// <param name="host">The name it is dialled by.</param>
    /// <returns>Null when the name is right.</returns>
    public TransportError? FindFault(X509Certificate2 certificate, string host) =>
        accepted.IsEmpty
            ? Bears(certificate, host) ? null : Mismatch(certificate, $"not for {host}")
            : FindListFault(certificate);

    /// <summary>Judges the certificate of a server that dials.</summary>
    /// <param name="certificate">Its certificate.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="resolve">Finds the addresses of a name; not asked when there is a list.</param>
    /// <returns>Null when the name is right.</returns>
    public TransportError? FindFault(X509Certificate2 certificate, IPAddress address, Func<string, IPAddress[]> resolve)
    {
        if (!accepted.IsEmpty)
        {
            return FindListFault(certificate);
        }

        var from = Plain(address);
        return Addresses(certificate).Contains(from) || Names(certificate).Any(name => Resolve(name, resolve).Contains(from))
            ? null
            : Mismatch(certificate, $"and none of that is {from}, where it comes from; cluster.tls.peer-names does without addresses");
    }

    private TransportError? FindListFault(X509Certificate2 certificate) =>
        accepted.Any(name => Bears(certificate, name))
            ? null
            : Mismatch(certificate, $"and cluster.tls.peer-names lists {string.Join(", ", accepted)}");

    private static bool Bears(X509Certificate2 certificate, string host) =>
        IPAddress.TryParse(host, out var address)
            ? Addresses(certificate).Contains(Plain(address))
            : Names(certificate).Contains(host, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<IPAddress> Resolve(string name, Func<string, IPAddress[]> resolve)
    {
        try
        {
            return resolve(name).Select(Plain);
        }
        catch (Exception cause) when (cause is SocketException or ArgumentException)
        {
            // A name without addresses is the name of nobody. The caller's message shows the name.
            return [];
        }
    }

    private static TransportError Mismatch(X509Certificate2 certificate, string difference)
    {
        string[] names = [.. Names(certificate), .. Addresses(certificate).Select(address => address.ToString())];
        var list = names.Length == 0 ? "no name" : CertificateText.OneLine(string.Join(", ", names));
        return ErrorCatalogue.TlsCertificateNameMismatch.With($"{CertificateText.Describe(certificate)} is valid for {list}, {difference}.");
    }

    private static IEnumerable<string> Names(X509Certificate2 certificate) => Alternatives(certificate).SelectMany(names => names.EnumerateDnsNames());

    private static IEnumerable<IPAddress> Addresses(X509Certificate2 certificate) =>
        Alternatives(certificate).SelectMany(names => names.EnumerateIPAddresses()).Select(Plain);

    private static IEnumerable<X509SubjectAlternativeNameExtension> Alternatives(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>();

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
