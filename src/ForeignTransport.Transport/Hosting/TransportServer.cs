using System.Globalization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Submission;

namespace ForeignTransport.Transport.Hosting;

/// <summary>One running transport server: its database, its actor system, its directories.</summary>
public sealed class TransportServer : IAsyncDisposable
{
    private readonly NodeConfiguration _node;
    private readonly ActorSystem _system;
    private readonly IMessageStore _store;
    private readonly OrganizationView _organization;
    private readonly SubmissionPaths _submissionPaths;
    private readonly DropPaths _dropPaths;

    private TransportServer(NodeConfiguration node, ActorSystem system, IMessageStore store)
    {
        _node = node;
        _system = system;
        _store = store;
        _organization = new OrganizationView();
        var mapping = OperatingSystem.IsWindows() ? WindowsPathMapping.Windows
            : node.WindowsPaths.Mode == WindowsPathMode.Map ? WindowsPathMapping.Under(node.WindowsPaths.Directory)
            : WindowsPathMapping.Disabled;
        _submissionPaths = new SubmissionPaths(node.ServerName, node.DataDirectory, mapping);
        _dropPaths = new DropPaths(node.DataDirectory, mapping);
    }

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
    public static async Task<TransportServer> StartAsync(
        NodeConfiguration node, OrganizationDefinition? seed, string productVersion, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(node.DataDirectory);
        var database = new DatabaseFiles(node);
        var store = database.OpenMessageStore(node.Storage.CacheSize);
        var persistence = SqlitePersistence.Prepare(database.Journal);
        var system = ActorSystem.Create(node.Cluster.Name, ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ClusterHocon.For(node).WithFallback(persistence.Hocon)),
            persistence.Setup));
        var server = new TransportServer(node, system, store);
        try
        {
            await server.StartActorsAsync(seed, productVersion, time, cancellationToken);
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
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartActorsAsync(
        OrganizationDefinition? seed, string productVersion, TimeProvider time, CancellationToken cancellationToken)
    {
        var cluster = Cluster.Get(_system);
        var partitions = _node.Cluster.Partitions;
        _system.ActorOf(OrganizationReplica.Props(_organization), "organization-replica");
        _system.ActorOf(
            ClusterSingletonManager.Props(
                OrganizationActor.Props(_node.ServerName, seed, time), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(_system)),
            "organization");
        var connectors = _system.ActorOf(ConnectorSupervisor.Props(_node.ServerName, _organization, _dropPaths, _store), "connectors");
        var services = new CategorizerServices(_node.ServerName, _node.Fqdn, _organization, _store, connectors, _node.Delivery, time);
        await cluster.JoinAsync(cluster.SelfAddress, cancellationToken);
        var categorizer = await ClusterSharding.Get(_system).StartAsync(
            "categorizer",
            entity => CategorizerActor.Props(int.Parse(entity, CultureInfo.InvariantCulture), services),
            ClusterShardingSettings.Create(_system),
            new PartitionExtractor(partitions));
        _system.ActorOf(PartitionKeeper.Props(categorizer, partitions), "partition-keeper");
        _system.ActorOf(StraySweepActor.Props(_node.ServerName, _organization, _dropPaths, categorizer, partitions, time), "stray-sweep");
        _system.ActorOf(OrphanSweepActor.Props(_store, categorizer, partitions, time), "orphan-sweep");
        var submission = new SubmissionServices(
            _node, _organization, _submissionPaths, new PartitionChoice(partitions), _store, categorizer, productVersion, time);
        foreach (var (kind, name) in new[] { (SubmissionKind.Pickup, "pickup"), (SubmissionKind.Replay, "replay") })
        {
            await _system.ActorOf(SubmissionDirectoryActor.Props(kind, submission), name)
                .Ask<SubmissionDirectoryActor.Opened>(SubmissionDirectoryActor.WaitUntilOpen.Instance, cancellationToken);
        }
    }
}
