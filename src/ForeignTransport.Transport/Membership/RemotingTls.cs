using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// What an actor system needs to speak mutual TLS with the other servers, after the server's own certificate was found fit for it.
/// </summary>
/// <remarks>
/// The check comes before anything listens, and is as strict as the peers are: a server whose dialled handshake fails leaves the cluster
/// and ends (Akka.NET does so on purpose), so a certificate that the others refuse must not get as far as that.
/// </remarks>
/// <param name="Setups">To be given to the actor system; none without TLS.</param>
/// <param name="Hocon">To be put before every other setting, so that none turns TLS off; empty without TLS.</param>
/// <param name="Warning">What an operator should see at start: the certificate expires soon. Null for nothing.</param>
internal sealed record RemotingTls(ImmutableArray<Setup> Setups, Config Hocon, TransportError? Warning)
{
    /// <summary>How long before the end of a certificate its server begins to say so.</summary>
    public static readonly TimeSpan ExpiryNotice = TimeSpan.FromDays(30);

    private const string Settings = """
        akka.remote.dot-netty.tcp {
          enable-ssl = true
          ssl {
            suppress-validation = false
            require-mutual-authentication = true
          }
        }
        """;

    private static readonly RemotingTls Off = new([], Config.Empty, null);

    /// <summary>Reads and checks what <c>cluster.tls</c> names.</summary>
    /// <param name="cluster">The options of the server.</param>
    /// <param name="time">The clock certificates are judged by, now and whenever a peer shows one.</param>
    /// <param name="tls">Without TLS in the options: nothing to set up.</param>
    /// <param name="error">An FT-513x: what is wrong with the files or the certificate.</param>
    public static bool TryCreate(
        ClusterOptions cluster, TimeProvider time, [NotNullWhen(true)] out RemotingTls? tls, [NotNullWhen(false)] out TransportError? error) =>
        TryCreate(cluster, time, Dns.GetHostAddresses, out tls, out error);

    /// <summary>The same with a way of its own to find the addresses of a host; it throws a SocketException for one that has none.</summary>
    public static bool TryCreate(
        ClusterOptions cluster,
        TimeProvider time,
        Func<string, IPAddress[]> resolve,
        [NotNullWhen(true)] out RemotingTls? tls,
        [NotNullWhen(false)] out TransportError? error)
    {
        (tls, error) = (null, null);
        if (!cluster.Tls.Enabled)
        {
            tls = Off;
            return true;
        }

        if (!TlsFiles.TryReadAuthority(cluster.Tls, out var authority, out error)
            || !TlsFiles.TryReadCertificate(cluster.Tls, out var certificate, out error))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var names = new PeerNames(cluster.Tls.PeerNames);
        error = authority.FindFault(certificate, now) ?? names.FindFault(certificate, cluster.HostName);
        if (error is not null)
        {
            error = error with { Detail = $"{cluster.Tls.Certificate}: {error.Detail}" };
            return false;
        }

        var peers = new PeerCertificates(authority, names, time, resolve);
        tls = new RemotingTls(
            [
                new DotNettySslSetup(
                    certificate,
                    suppressValidation: false,
                    requireMutualAuthentication: true,
                    (shown, chain, remote, _, log) => peers.Accept(shown, chain?.ChainPolicy.ExtraStore, remote, log))
            ],
            ConfigurationFactory.ParseString(Settings),
            ClusterAuthority.FindExpiry(certificate, now, ExpiryNotice));
        return true;
    }
}
