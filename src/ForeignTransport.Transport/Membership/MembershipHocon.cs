using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;

namespace ForeignTransport.Transport.Membership;

/// <summary>The Akka settings of a server that is one of several: what they add to those that every server has, which are in <c>ClusterHocon</c>.</summary>
public static class MembershipHocon
{
    /// <summary>Name of the lease of the split brain resolver.</summary>
    public const string LeaseName = "sbr";

    /// <summary>Prefix of the role by which a server is found in gossip.</summary>
    public const string ServerRolePrefix = "server.";

    private const string SeedNodes = "akka.cluster.seed-nodes";

    /// <summary>
    /// Measured (docs/performance.md): the earliest decision about a server that went silent is 6.5 s later, so a process that was paused for
    /// the 5 s of the watchdog has ended itself before. release-after: a lease that its holder gives back while it lives is free for a server
    /// that wakes up from a longer pause. frame size: the state of a partition in hand-over; content never travels.
    /// </summary>
    private const string Settings = """
        akka {
          remote {
            retry-gate-closed-for = 1s
            dot-netty.tcp {
              maximum-frame-size = 16 MiB
              send-buffer-size = 16 MiB
              receive-buffer-size = 16 MiB
            }
          }
          cluster {
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            auto-down-unreachable-after = off
            run-coordinated-shutdown-when-down = on
            min-nr-of-members = 1
            shutdown-after-unsuccessful-join-seed-nodes = off
            seed-node-timeout = 2s
            retry-unsuccessful-join-after = 2s
            failure-detector {
              heartbeat-interval = 500ms
              acceptable-heartbeat-pause = 2s
              threshold = 8
              min-std-deviation = 100ms
              expected-response-after = 500ms
            }
            split-brain-resolver {
              active-strategy = lease-majority
              stable-after = 3s
              down-all-when-unstable = 10s
              lease-majority {
                lease-implementation = "foreign-transport-lease"
                lease-name = "sbr"
                acquire-lease-delay-for-minority = 500ms
                release-after = 3650d
              }
            }
          }
        }
        foreign-transport-lease {
          lease-class = "ForeignTransport.Transport.Membership.SqlLease, ForeignTransport.Transport"
          heartbeat-timeout = 5s
          heartbeat-interval = 1s
          lease-operation-timeout = 2s
        }
        """;

    /// <summary>The settings of a server of several, to be put before those of a single server and behind its own overrides.</summary>
    /// <param name="serverName">Its name: any server finds any other in gossip by the role <c>server.&lt;name&gt;</c>.</param>
    public static Config For(string serverName) => ConfigurationFactory
        .ParseString(string.Create(CultureInfo.InvariantCulture, $"akka.cluster.roles = [\"{ServerRolePrefix}{serverName}\"]"))
        .WithFallback(ConfigurationFactory.ParseString(Settings));

    /// <summary>
    /// Takes the seed nodes out of the effective configuration: Akka.NET joins them by itself at start, and the first of them founds a
    /// cluster alone. <see cref="ClusterEntry"/> asks them instead.
    /// </summary>
    public static Config WithoutSeedNodes(Config effective) =>
        ConfigurationFactory.ParseString($"{SeedNodes} = []").WithFallback(effective);

    /// <summary>The seed nodes of a configuration.</summary>
    /// <exception cref="UriFormatException">One is not an address such as <c>akka.tcp://name@host:port</c>.</exception>
    public static ImmutableArray<Address> SeedNodesOf(Config effective) =>
        [.. (effective.HasPath(SeedNodes) ? effective.GetStringList(SeedNodes) : []).Select(Address.Parse)];
}
