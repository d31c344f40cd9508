using System.Globalization;
using Akka.Configuration;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Transport.Hosting;

/// <summary>The Akka settings of a server: what differs from the defaults, and why.</summary>
internal static class ClusterHocon
{
    /// <summary>
    /// durable.keys: partitions are found anew at each start, nothing of sharding is kept on disk. tcp-reuse-addr: two processes must not
    /// listen on one port. down-removal-margin: the default adds stable-after a second time. The intervals decide how fast a partition
    /// is found, at start as after a failure (docs/performance.md). rebalance limits: a partition moves in a fraction of a second, so a server that
    /// joins gets its share in one round; by default it is one partition a round. hand-over retries: the oldest server offers its singletons eight
    /// times to the next one and leaves; when both stop in the same instant nobody takes them, and it is two seconds that it stays.
    /// cluster-sharding-shutdown-region: partitions finish within three seconds; a call that waits for a partition when no server is left to run
    /// it holds this phase to its end, and a container is killed after ten seconds.
    /// </summary>
    private const string Settings = """
        akka {
          loglevel = INFO
          stdout-loglevel = WARNING
          loggers = ["ForeignTransport.Transport.Hosting.LineLogger, ForeignTransport.Transport"]
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 6s
          actor {
            provider = cluster
            serialization-settings.allow-unregistered-types = false
            serializers.foreign-transport = "ForeignTransport.Transport.Serialization.TransportSerializer, ForeignTransport.Transport"
            serializers.json = "ForeignTransport.Transport.Serialization.RefusingSerializer, ForeignTransport.Transport"
            serialization-bindings {
              "ForeignTransport.Transport.Serialization.ITransportMessage, ForeignTransport.Transport" = foreign-transport
              "ForeignTransport.Core.Categorizing.CategorizerEvent, ForeignTransport.Core" = foreign-transport
              "ForeignTransport.Core.Configuration.OrganizationEvent, ForeignTransport.Core" = foreign-transport
              "Google.Protobuf.IMessage, Google.Protobuf" = foreign-transport
            }
          }
          remote {
            log-remote-lifecycle-events = off
            dot-netty.tcp.tcp-reuse-addr = off
          }
          cluster {
            log-info = off
            gossip-interval = 200ms
            leader-actions-interval = 100ms
            unreachable-nodes-reaper-interval = 200ms
            down-removal-margin = 100ms
            singleton {
              hand-over-retry-interval = 250ms
              min-number-of-hand-over-retries = 10
            }
            singleton-proxy {
              singleton-identification-interval = 200ms
              log-singleton-identification-failure = off
            }
            distributed-data.notify-subscribers-interval = 50ms
            distributed-data.gossip-interval = 500ms
            sharding {
              state-store-mode = ddata
              passivate-idle-entity-after = off
              retry-interval = 200ms
              waiting-for-state-timeout = 1s
              updating-state-timeout = 2s
              coordinator-failure-backoff = 1s
              shard-failure-backoff = 1s
              entity-restart-backoff = 1s
              handoff-timeout = 10s
              rebalance-interval = 2s
              least-shard-allocation-strategy {
                rebalance-absolute-limit = 64
                rebalance-relative-limit = 1.0
              }
              distributed-data.majority-min-cap = 1
              distributed-data.durable.keys = []
            }
          }
        }
        """;

    /// <summary>
    /// Everything for a node: its roles, its own overrides, its addresses, what its kind of membership adds, then the settings above.
    /// </summary>
    public static Config For(NodeConfiguration node, Config membership) => Roles(node)
        .WithFallback(node.AkkaOverrides)
        .WithFallback(ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.dot-netty.tcp.hostname = "{{node.Cluster.HostName}}"
            akka.remote.dot-netty.tcp.port = {{node.Cluster.Port}}
            """)))
        .WithFallback(membership)
        .WithFallback(ConfigurationFactory.ParseString(Settings));

    /// <summary>The roles that the administrator gave the member, and the one by which the others find the server.</summary>
    private static Config Roles(NodeConfiguration node)
    {
        const string path = "akka.cluster.roles";
        var given = node.AkkaOverrides.HasPath(path) ? node.AkkaOverrides.GetStringList(path) : [];
        var all = given.Append(ServersView.RoleOf(node.ServerName)).Distinct(StringComparer.Ordinal);
        return ConfigurationFactory.ParseString($"{path} = [{string.Join(", ", all.Select(role => $"\"{role}\""))}]");
    }
}
