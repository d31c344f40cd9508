using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>One run of a server, reduced to its membership: registry, actor system, entry.</summary>
internal sealed class HubRun
{
    /// <summary>Nothing that a spec waits for takes so long.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    /// <summary>The product's settings with what costs time shortened; not so far that a busy machine is taken for a dead one.</summary>
    private static readonly Config Quick = ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          loggers = []
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          actor.provider = cluster
          remote.log-remote-lifecycle-events = off
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, maximum-frame-size = 256000b, send-buffer-size = 256000b, receive-buffer-size = 256000b }
          cluster {
            log-info = off
            periodic-tasks-initial-delay = 50ms
            gossip-interval = 50ms
            leader-actions-interval = 50ms
            unreachable-nodes-reaper-interval = 100ms
            down-removal-margin = 100ms
            seed-node-timeout = 300ms
            retry-unsuccessful-join-after = 500ms
            allow-weakly-up-members = 2s
            failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 5s, expected-response-after = 500ms }
            split-brain-resolver.stable-after = 500ms
            split-brain-resolver.lease-majority.acquire-lease-delay-for-minority = 200ms
          }
        }
        foreign-transport-lease { heartbeat-timeout = 10s, heartbeat-interval = 200ms, lease-operation-timeout = 5s }
        """);

    private readonly MembershipTimes _times;
    private readonly TaskCompletionSource<TransportError> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ended;

    public HubRun(string connectionString, string name, MembershipTimes times)
    {
        _times = times;
        Incarnation = Incarnation.New(name);
        Database = new MembershipDatabase(connectionString, Incarnation);
        Registry = new MemberRegistry(Database, times, error => _lost.TrySetResult(error), Log.Add);
    }

    public Incarnation Incarnation { get; }

    public MembershipDatabase Database { get; }

    public MemberRegistry Registry { get; }

    public ActorSystem? System { get; private set; }

    public System.Collections.Concurrent.ConcurrentBag<string> Log { get; } = [];

    /// <summary>Ends when the registry says that this run must end.</summary>
    public Task<TransportError> Lost => _lost.Task;

    public Cluster Cluster => Cluster.Get(System!);

    public IEnumerable<string> Members => Cluster.State.Members.Select(member => member.UniqueAddress.ToString()).Order();

    public Task<TransportError?> RegisterAsync() => Registry.RegisterAsync(default);

    public ActorSystem Listen(string overrides = "")
    {
        System = ActorSystem.Create("hubs", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(MembershipHocon.WithoutSeedNodes(
                ConfigurationFactory.ParseString(overrides).WithFallback(Quick).WithFallback(MembershipHocon.For(Incarnation.ServerName)))),
            new MembershipSetup(Database, _times)));
        return System;
    }

    public async Task<TransportError?> EnterAsync(CancellationToken cancellationToken = default, params Address[] seeds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        return await new ClusterEntry(System!, Database, _times, seeds).EnterAsync(limit.Token);
    }

    /// <summary>All a server does at start.</summary>
    public async Task<TransportError?> StartAsync(CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        if (await Registry.RegisterAsync(limit.Token) is { } refusal)
        {
            return refusal;
        }

        Listen();
        return await EnterAsync(limit.Token);
    }

    /// <summary>All a server does when it stops on purpose.</summary>
    public async Task LeaveAsync()
    {
        Registry.BeginLeave();
        await CoordinatedShutdown.Get(System!).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        await System!.WhenTerminated;
        await Registry.LeaveAsync();
        await CrashAsync();
    }

    /// <summary>Ends without a word to anybody.</summary>
    public async Task CrashAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            return;
        }

        if (System is ExtendedActorSystem system)
        {
            system.Abort();
            await system.WhenTerminated;
        }

        await Registry.DisposeAsync();
        await Database.DisposeAsync();
    }
}
