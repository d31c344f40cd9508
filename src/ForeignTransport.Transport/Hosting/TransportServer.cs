using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Submission;

namespace ForeignTransport.Transport.Hosting;

/// <summary>One running transport server: its database, its actor system, its directories.</summary>
public sealed class TransportServer : IAsyncDisposable
{
    private readonly NodeConfiguration _node;
    private readonly ActorSystem _system;
    private readonly IMessageStore _store;
    private readonly DataDirectoryLock _lock;
    private IActorRef _organizationProxy = ActorRefs.Nobody;
    private IActorRef _categorizer = ActorRefs.Nobody;
    private readonly OrganizationView _organization;
    private readonly SubmissionPaths _submissionPaths;
    private readonly DropPaths _dropPaths;
    private readonly string _productVersion;
    private readonly TimeProvider _time;

    private TransportServer(
        NodeConfiguration node, string productVersion, TimeProvider time, ActorSystem system, IMessageStore store, DataDirectoryLock held)
    {
        _node = node;
        _productVersion = productVersion;
        _time = time;
        _system = system;
        _store = store;
        _lock = held;
        _organization = new OrganizationView();
        var mapping = OperatingSystem.IsWindows() ? WindowsPathMapping.Windows
            : node.WindowsPaths.Mode == WindowsPathMode.Map ? WindowsPathMapping.Under(node.WindowsPaths.Directory)
            : WindowsPathMapping.Disabled;
        _submissionPaths = new SubmissionPaths(node.ServerName, node.DataDirectory, mapping);
        _dropPaths = new DropPaths(node.DataDirectory, mapping, new StagingMarkers(node.ServerName));
    }

    /// <summary>The actor system; a member of no cluster before <see cref="JoinAsync"/>.</summary>
    public ActorSystem System => _system;

    /// <summary>Ends when the actor system has, by <see cref="StopAsync"/> or because the cluster removed this server.</summary>
    public Task Terminated => _system.WhenTerminated;

    /// <summary>The directories of this server, for people: what to put where.</summary>
    public ServerDirectories Directories
    {
        get
        {
            var organization = _organization.Current ?? OrganizationState.Empty;
            var service = organization.Server(_node.ServerName);
            _submissionPaths.TryResolve(SubmissionKind.Pickup, organization, out var pickup, out _);
            _submissionPaths.TryResolve(SubmissionKind.Replay, organization, out var replay, out _);
            return new ServerDirectories(pickup, replay,
            [
                .. organization.ForeignConnectors.Values
                    .Where(connector => connector.Enabled && connector.HasSourceServer(_node.ServerName))
                    .OrderBy(connector => connector.Name, StringComparer.OrdinalIgnoreCase)
                    .Select(connector => new ConnectorDirectory(
                        connector.Name,
                        string.Join(", ", connector.AddressSpaces),
                        _dropPaths.TryOpen(connector, service, out var directory, out var error) ? directory.Path : error.ToString()))
            ]);
        }
    }

    /// <summary>Starts a server and waits until it takes files.</summary>
    /// <param name="node">Its configuration.</param>
    /// <param name="seed">Configuration for an organization that is still empty; null for none.</param>
    /// <param name="productVersion">Version in Received headers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StartRefusedException">It cannot start as things are; <see cref="StartRefusedException.Error"/> says why.</exception>
    public static async Task<TransportServer> StartAsync(
        NodeConfiguration node, OrganizationDefinition? seed, string productVersion, TimeProvider time, CancellationToken cancellationToken)
    {
        var server = Open(node, productVersion, time);
        try
        {
            await server.JoinAsync(seed, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the cluster, hands partitions over and ends. What is under way is taken up by whoever runs next.</summary>
    public async Task StopAsync()
    {
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        await _system.WhenTerminated;
        await _store.DisposeAsync();
        _lock.Dispose();
    }

    /// <summary>Changes the configuration of the organization, wherever in the cluster it is kept.</summary>
    /// <returns>What is true now, durable; or why nothing changed.</returns>
    internal Task<OrganizationMessages.Changed> ChangeAsync(OrganizationCommand command, CancellationToken cancellationToken) =>
        _organizationProxy.Ask<OrganizationMessages.Changed>(new OrganizationMessages.Change(command), cancellationToken);

    /// <summary>Makes a round trip through the message store.</summary>
    /// <returns>Null when it answered, else why it did not.</returns>
    public async Task<TransportError?> CheckStorageAsync(CancellationToken cancellationToken)
    {
        try
        {
            // An id of 1970: no message has it, so no cache can answer for the database.
            await _store.ReadAsync([default], cancellationToken);
            return null;
        }
        catch (MessageStoreException refused)
        {
            return refused.Error;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>What every partition holds now.</summary>
    internal Task<CategorizerReplies.PartitionSnapshot[]> InspectAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(0, _node.Cluster.Partitions).Select(partition =>
            _categorizer.Ask<CategorizerReplies.PartitionSnapshot>(new CategorizerQueries.GetPartition(partition), cancellationToken)));

    /// <summary>Takes what only one server may have: directory, database, address. What was taken is given back when one is not to be had.</summary>
    /// <param name="node">Its configuration.</param>
    /// <param name="productVersion">Version in Received headers.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StartRefusedException">It cannot start as things are; <see cref="StartRefusedException.Error"/> says why.</exception>
    public static TransportServer Open(NodeConfiguration node, string productVersion, TimeProvider time)
    {
        if (node.Database.Provider != DatabaseProvider.Sqlite)
        {
            throw new StartRefusedException(ErrorCatalogue.DatabaseProviderUnavailable.With($"database.provider is {node.Database.Provider}."));
        }

        var held = DataDirectoryLock.Take(node.DataDirectory);
        IMessageStore? store = null;
        try
        {
            var database = new DatabaseFiles(node);
            store = database.OpenMessageStore(node.Storage.CacheSize);
            if (database.SettlePartitions() is { } refusal)
            {
                throw new StartRefusedException(refusal);
            }

            var persistence = SqlitePersistence.Prepare(database.Journal);
            return new TransportServer(node, productVersion, time, CreateSystem(node, persistence), store, held);
        }
        catch (Exception cause)
        {
            store?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            held.Dispose();
            if (cause is MessageStoreException { Error: var error })
            {
                throw new StartRefusedException(error, cause);
            }

            throw;
        }
    }

    private static ActorSystem CreateSystem(NodeConfiguration node, SqlitePersistence persistence)
    {
        try
        {
            return ActorSystem.Create(node.Cluster.Name, ActorSystemSetup.Create(
                BootstrapSetup.Create().WithConfig(ClusterHocon.For(node).WithFallback(persistence.Hocon)),
                persistence.Setup));
        }
        catch (Exception cause) when (SocketFailure(cause) is { } failure)
        {
            throw new StartRefusedException(ErrorCatalogue.ClusterAddressUnavailable.With(string.Create(
                CultureInfo.InvariantCulture, $"{node.Cluster.HostName}:{node.Cluster.Port}: {failure.Message}")), cause);
        }
    }

    private static SocketException? SocketFailure(Exception? cause) => cause switch
    {
        SocketException failure => failure,
        AggregateException several => several.InnerExceptions.Select(SocketFailure).FirstOrDefault(failure => failure is not null),
        null => null,
        _ => SocketFailure(cause.InnerException)
    };

    /// <summary>Joins the cluster, starts what a server runs, and waits until it takes files.</summary>
    /// <param name="seed">Configuration for an organization that is still empty; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StartRefusedException">It cannot go on as things are.</exception>
    public async Task JoinAsync(OrganizationDefinition? seed, CancellationToken cancellationToken)
    {
        var cluster = Cluster.Get(_system);
        var partitions = _node.Cluster.Partitions;
        _system.ActorOf(OrganizationReplica.Props(_organization), "organization-replica");
        _system.ActorOf(
            ClusterSingletonManager.Props(
                OrganizationActor.Kept(_node.ServerName, seed, _time), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(_system)),
            "organization");
        _organizationProxy = _system.ActorOf(
            ClusterSingletonProxy.Props("/user/organization", ClusterSingletonProxySettings.Create(_system)), "organization-proxy");
        var connectors = _system.ActorOf(ConnectorSupervisor.Props(_node.ServerName, _organization, _dropPaths, _store), "connectors");
        var servers = new ServersView(_system, _node.ServerName, connectors);
        _system.ActorOf(ServersActor.Props(servers), "servers");
        var hosted = new HostedPartitions();
        var services = new CategorizerServices(_node.ServerName, _node.Fqdn, _organization, _store, servers, hosted, _node.Delivery, _time);
        await cluster.JoinAsync(cluster.SelfAddress, cancellationToken);
        await servers.Joined.WaitAsync(cancellationToken);
        var categorizer = await ClusterSharding.Get(_system).StartAsync(
            "categorizer",
            entity => CategorizerActor.Props(int.Parse(entity, CultureInfo.InvariantCulture), services),
            ClusterShardingSettings.Create(_system),
            new PartitionExtractor(partitions),
            ClusterSharding.Get(_system).DefaultShardAllocationStrategy(ClusterShardingSettings.Create(_system)),
            CategorizerActor.StopPartition.Instance);
        _categorizer = categorizer;
        _system.ActorOf(PartitionKeeper.Props(categorizer, partitions), "partition-keeper");
        _system.ActorOf(StraySweepActor.Props(_node.ServerName, _organization, _dropPaths, categorizer, partitions, _time), "stray-sweep");
        _system.ActorOf(OrphanSweepActor.Props(_store, categorizer, partitions, _time), "orphan-sweep");
        var submission = new SubmissionServices(
            _node, _organization, _submissionPaths, new PartitionChoice(partitions, hosted), _store, categorizer, _productVersion, _time);
        var drain = new GracefulDrain(_system, connectors);
        drain.Register();
        foreach (var (kind, name) in new[] { (SubmissionKind.Pickup, "pickup"), (SubmissionKind.Replay, "replay") })
        {
            var directory = _system.ActorOf(SubmissionDirectoryActor.Props(kind, submission), name);
            drain.Add(directory);
            var open = directory.Ask<SubmissionDirectoryActor.Opened>(SubmissionDirectoryActor.WaitUntilOpen.Instance, cancellationToken);
            if (await Task.WhenAny(open, _organization.Unreadable) == _organization.Unreadable)
            {
                var cause = await _organization.Unreadable;
                throw new StartRefusedException(ErrorCatalogue.StateNotRecovered.With(cause.Message), cause);
            }

            await open;
        }
    }
}
