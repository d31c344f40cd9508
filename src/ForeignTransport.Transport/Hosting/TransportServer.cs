using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Queues;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Submission;
using ForeignTransport.Transport.Tracking;

namespace ForeignTransport.Transport.Hosting;

/// <summary>One running transport server: its database, its place in the cluster, its actor system, its directories.</summary>
public sealed partial class TransportServer : IAsyncDisposable
{
    /// <summary>How long a change waits for this server's own copy of the organization.</summary>
    private static readonly TimeSpan CopyTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long a start waits for the first measurement of its resources.</summary>
    private static readonly TimeSpan MeasuringTimeout = TimeSpan.FromSeconds(2);

    private readonly NodeConfiguration _node;
    private readonly string _productVersion;
    private readonly TimeProvider _time;
    private readonly ServerResources _resources;
    private readonly ActorSystem _system;
    private readonly OrganizationView _organization = new();
    private readonly SubmissionPaths _submissionPaths;
    private readonly DropPaths _dropPaths;
    private readonly HostedPartitions _hosted = new();
    private readonly SubmissionWork _submissionWork = new();
    private readonly WorkUnderWay _connectorWork = new();
    private readonly BackPressureView _pressure = new();
    private readonly ServerRoster _roster;
    private readonly TrackingLog _tracking;
    private readonly WorkLedger _work;
    private ServersView? _servers;
    private HttpSubmission? _httpSubmission;
    private readonly DateTimeOffset _startedAt;
    private readonly TaskCompletionSource<IActorRef> _organizationProxy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorRef _categorizer = ActorRefs.Nobody;
    private IActorRef _queueView = ActorRefs.Nobody;

    private TransportServer(NodeConfiguration node, string productVersion, TimeProvider time, ServerResources resources, ActorSystem system)
    {
        _node = node;
        _productVersion = productVersion;
        _time = time;
        _resources = resources;
        _system = system;
        var mapping = OperatingSystem.IsWindows() ? WindowsPathMapping.Windows
            : node.WindowsPaths.Mode == WindowsPathMode.Map ? WindowsPathMapping.Under(node.WindowsPaths.Directory)
            : WindowsPathMapping.Disabled;
        _submissionPaths = new SubmissionPaths(node.ServerName, node.DataDirectory, mapping);
        _tracking = new TrackingLog(node.ServerName, node.Cluster.HostName, _organization);
        _startedAt = time.GetUtcNow();
        _work = WorkLedger.Open(node.DataDirectory, _startedAt, time);
        resources.Membership.BeforeGivenUp = _work.NoteInnocentEnd;
        _dropPaths = new DropPaths(node.DataDirectory, mapping, new StagingMarkers(node.ServerName)) { Work = _work };
        _roster = new ServerRoster(system, node.ServerName, _organization, Facts, () => _categorizer, node.Cluster.Partitions);
    }

    /// <summary>The actor system; a member of no cluster before <see cref="JoinAsync"/>.</summary>
    public ActorSystem System => _system;

    /// <summary>The configuration of the organization as this server knows it; null before the first version arrived.</summary>
    public OrganizationState? Organization => _organization.Current;

    /// <summary>The name of this server in the organization.</summary>
    public string ServerName => _node.ServerName;

    /// <summary>Where the HTTP interface of this server answers, told by whoever opened it; others are told it.</summary>
    public Uri? HttpAddress { get; set; }

    /// <summary>True when an administrator suspended this server: whoever sends it work should send it to another.</summary>
    public bool IsDraining => _organization.Current?.IsDraining(_node.ServerName) ?? false;

    /// <summary>How scarce the resources of this server are.</summary>
    public PressureState BackPressure => _pressure.Current;

    /// <summary>Ends when the actor system has, by <see cref="StopAsync"/> or because the cluster removed this server.</summary>
    public Task Terminated => _system.WhenTerminated;

    /// <summary>Access tokens and audit log; open until this server is disposed of.</summary>
    internal IAccessStore Access => _resources.Access;

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
        var server = await OpenAsync(node, productVersion, time, cancellationToken);
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

    /// <summary>Takes what only one server may have: directory, name, address. What was taken is given back when one is not to be had.</summary>
    /// <param name="node">Its configuration.</param>
    /// <param name="productVersion">Version in Received headers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StartRefusedException">It cannot start as things are; <see cref="StartRefusedException.Error"/> says why.</exception>
    public static async Task<TransportServer> OpenAsync(
        NodeConfiguration node, string productVersion, TimeProvider time, CancellationToken cancellationToken)
    {
        var resources = await ServerResources.OpenAsync(node, time, cancellationToken);
        try
        {
            return new TransportServer(node, productVersion, time, resources, CreateSystem(node, resources));
        }
        catch
        {
            await resources.DisposeAsync();
            throw;
        }
    }

    /// <summary>Joins the cluster, starts what a server runs, and waits until it takes files.</summary>
    /// <param name="seed">Configuration for an organization that is still empty; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StartRefusedException">It cannot go on as things are.</exception>
    public async Task JoinAsync(OrganizationDefinition? seed, CancellationToken cancellationToken)
    {
        var store = _resources.Store;
        var partitions = _node.Cluster.Partitions;

        OpenTracking();

        // Whatever other servers may send as soon as this one is a member is there before it is.
        _system.ActorOf(OrganizationReplica.Props(_organization), "organization-replica");
        var connectors = _system.ActorOf(
            ConnectorSupervisor.Props(_node.ServerName, _organization, _dropPaths, store, _connectorWork, () => _resources.Membership.MayAct, _time),
            "connectors");
        _system.ActorOf(ServerFactsActor.Props(_node.ServerName, Facts), ServerFactsActor.Name);
        var servers = new ServersView(_system, _node.ServerName, connectors);
        _servers = servers;
        _system.ActorOf(ServersActor.Props(servers), "servers");
        if (await _resources.Membership.EnterAsync(_system, cancellationToken) is { } refusal)
        {
            throw new StartRefusedException(refusal);
        }

        await servers.Joined.WaitAsync(cancellationToken);

        // Whatever writes to the journal starts after that.
        _system.ActorOf(
            ClusterSingletonManager.Props(
                OrganizationActor.Kept(_node.ServerName, seed, _time), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(_system)),
            "organization");
        var organizationProxy = _system.ActorOf(
            ClusterSingletonProxy.Props("/user/organization", ClusterSingletonProxySettings.Create(_system)), "organization-proxy");
        _organizationProxy.SetResult(organizationProxy);
        var services = new CategorizerServices(_node.ServerName, _node.Fqdn, _organization, store, servers, _hosted, _node.Delivery, _time)
        {
            Tracking = _tracking,
            Work = _work,
            Writes = _resources.Writes,
            JournalDamageOf = _resources.JournalDamageOf
        };

        // No partition recovers here before the configuration is known: what it takes up and tells depends on that.
        await OrganizationKnownAsync(cancellationToken);
        var sharding = ClusterSharding.Get(_system);
        var settings = ClusterShardingSettings.Create(_system);
        _categorizer = await sharding.StartAsync(
            "categorizer",
            entity => CategorizerActor.Props(int.Parse(entity, CultureInfo.InvariantCulture), services),
            settings,
            new PartitionExtractor(partitions),
            PartitionAllocation.On(Cluster.Get(_system), sharding.DefaultShardAllocationStrategy(settings), _organization),
            CategorizerActor.StopPartition.Instance);
        _queueView = _system.ActorOf(QueueViewActor.Props(_categorizer, partitions, _time), "queue-view");
        IActorRef[] callers =
        [
            _system.ActorOf(PartitionKeeper.Props(_categorizer, partitions), "partition-keeper"),
            _system.ActorOf(StraySweepActor.Props(_node.ServerName, _organization, _dropPaths, _categorizer, partitions, _time), "stray-sweep"),
            _system.ActorOf(
                ReceiptWatchActor.Props(_node.ServerName, _organization, _dropPaths, _categorizer, partitions, _node.Pickup.PollInterval, _time), "receipt-watch"),
            _system.ActorOf(OrphanSweepActor.Props(store, _categorizer, partitions, _time), "orphan-sweep"),
        ];
        var drain = new GracefulDrain(_system, connectors, callers);
        drain.Register();
        var submission = new SubmissionServices(
            _node, _organization, _submissionPaths, new PartitionChoice(partitions, _hosted), store, _categorizer, _productVersion, _time)
        {
            Work = _submissionWork,
            Tracking = _tracking,
            Pressure = _pressure
        };
        await WatchResourcesAsync(cancellationToken);
        SpooledMessage.RemoveLeftBehind(HttpSubmission.SpoolDirectory(_node.DataDirectory));
        var http = new HttpSubmission(submission);
        http.Open();
        drain.Add(http);
        await OpenDirectoriesAsync(submission, drain, cancellationToken);

        // Only the server that keeps the organization enters itself there; the others ask for it, once there is one.
        _system.ActorOf(RegistrationActor.Props(_node.ServerName, organizationProxy), "registration");
        _httpSubmission = http;
    }

    /// <summary>Leaves the cluster, hands partitions over and ends. What is under way is taken up by whoever runs next.</summary>
    public async Task StopAsync()
    {
        // Whoever stops a server kills it when that takes too long.
        _work.NoteInnocentEnd();
        _resources.Membership.BeginLeave();
        await CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        await _system.WhenTerminated;
        _trackingFiles?.Dispose();
        _work.Dispose();
        await _resources.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Makes a round trip through the message store.</summary>
    /// <returns>Null when it answered, else why it did not.</returns>
    public async Task<TransportError?> CheckStorageAsync(CancellationToken cancellationToken)
    {
        // What is damaged in one place may answer in another.
        if (_resources.Damage?.Found is { } damage)
        {
            return damage;
        }

        try
        {
            // An id of 1970: no message has it, so no cache can answer for the database.
            await _resources.Store.ReadAsync([default], cancellationToken);
            return null;
        }
        catch (MessageStoreException refused)
        {
            return refused.Error;
        }
    }

    /// <inheritdoc cref="IMembership.FenceAsync" />
    public Task<TransportError?> FenceAsync(UniqueAddress member, CancellationToken cancellationToken) =>
        _resources.Membership.FenceAsync(member, cancellationToken);

    /// <summary>
    /// What is in the queues of the cluster now; it never waits longer than two seconds for partitions that do not answer, and says how many
    /// they were.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Null while this server has not joined.</returns>
    public async Task<QueuesSnapshot?> GetQueuesAsync(CancellationToken cancellationToken) =>
        _queueView.IsNobody() ? null : await AskQueuesAsync(isFresh: false, cancellationToken);

    /// <summary>
    /// Finds a server under whose name queues can be shown: this one, a member of the cluster or one that is configured, by name or by host name
    /// and domain. Every server shows the same queues.
    /// </summary>
    /// <param name="name">The name; null for this server.</param>
    /// <param name="server">The name as the server itself writes it.</param>
    public bool TryFindServer(string? name, [NotNullWhen(true)] out string? server)
    {
        server = name is null ? _node.ServerName : KnownServer(name) ?? KnownServer(name.Split('.')[0]);
        return server is not null;
    }

    /// <summary>Changes the configuration of the organization, wherever in the cluster it is kept.</summary>
    /// <returns>What is true now, durable; or why nothing changed.</returns>
    internal Task<OrganizationMessages.Changed> ChangeAsync(OrganizationCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(new OrganizationMessages.Change(command), cancellationToken);

    /// <summary>
    /// The same with conditions. What was changed is seen on this server when this returns, except when its copy lags by more than
    /// <see cref="CopyTimeout"/>.
    /// </summary>
    internal async Task<OrganizationMessages.Changed> ChangeAsync(OrganizationMessages.Change change, CancellationToken cancellationToken)
    {
        // HTTP answers before this server has joined its cluster, which can take a while after a crash of another.
        var organization = await _organizationProxy.Task.WaitAsync(cancellationToken);
        var changed = await organization.Ask<OrganizationMessages.Changed>(change, cancellationToken);
        if (changed is { Error: null, Changes.IsEmpty: false } && !change.WhatIf)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(CopyTimeout);
            await _organization.ReachAsync(changed.Version, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return changed;
    }

    /// <summary>What every partition holds now.</summary>
    internal Task<CategorizerReplies.PartitionSnapshot[]> InspectAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Enumerable.Range(0, _node.Cluster.Partitions).Select(partition =>
            _categorizer.Ask<CategorizerReplies.PartitionSnapshot>(new CategorizerQueries.GetPartition(partition), cancellationToken)));

    private string? KnownServer(string name) => _servers?.Current.Members
        .Concat(_organization.Current?.TransportServices.Keys ?? [])
        .Prepend(_node.ServerName)
        .FirstOrDefault(server => server.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Every server of the cluster and of the organization, with what each says of itself. Takes no longer than a few seconds, however many do not
    /// answer.
    /// </summary>
    public Task<IReadOnlyList<ServerStatus>> GetServersAsync(CancellationToken cancellationToken) => _roster.GetAsync(cancellationToken);

    /// <summary>Has every source server of a connector try its Drop directory as the connector would, in twelve seconds at most.</summary>
    /// <param name="identity">Name, GUID or <c>Server\Name</c> of the connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ConnectorTestResult> TestConnectorAsync(string identity, CancellationToken cancellationToken) =>
        (_organization.Current ?? OrganizationState.Empty) is var organization
        && organization.TryFindConnector(identity, out var connector, out var error) && _servers is { } servers
            ? new ConnectorTestResult(null, await ConnectorTest.RunAsync(connector, organization.Version, servers, cancellationToken))
            : new ConnectorTestResult(error ?? ErrorCatalogue.ServerStopping.With(_node.ServerName), []);

    /// <summary>Takes a message: it is durable, and will be delivered or reported, when this says so.</summary>
    /// <param name="message">
    /// RFC 5322. Its header is treated as in Pickup: <c>Bcc</c> goes, <c>Received</c> is added, limits hold. The body is delivered as it is.
    /// </param>
    /// <param name="from">The originator; empty for the null reverse-path, null to take it from the header.</param>
    /// <param name="to">Recipients, written as in a To field (<c>[FAX:+1 425]</c> too); none to take them from the header.</param>
    /// <param name="idempotencyKey">Repeating the submission with the same key within a day submits once; null for none.</param>
    /// <param name="cancellationToken">Gives up as long as nothing was stored.</param>
    /// <exception cref="Exception">Whatever <paramref name="message"/> throws when it is read.</exception>
    public Task<MessageReceipt> SubmitAsync(
        Stream message, string? from, IReadOnlyList<string> to, IdempotencyKey? idempotencyKey, CancellationToken cancellationToken) =>
        _httpSubmission is { } submission
            ? submission.SubmitAsync(message, new SubmittedEnvelope(from, [.. to]), idempotencyKey, cancellationToken)
            : Task.FromResult(MessageReceipt.Refused(ErrorCatalogue.SubmissionNotReady.With(_node.ServerName)));

    private ServerFacts Facts()
    {
        var organization = _organization.Current ?? OrganizationState.Empty;
        _submissionPaths.TryResolve(SubmissionKind.Pickup, organization, out var pickup, out _);
        _submissionPaths.TryResolve(SubmissionKind.Replay, organization, out var replay, out _);
        var submissions = _submissionWork.Total;
        return new ServerFacts(
            _node.ServerName, _productVersion, _startedAt, _node.DataDirectory, pickup, replay,
            _dropPaths.RootOf(organization.Server(_node.ServerName)), HttpAddress?.ToString(), organization.Version,
            _hosted.Numbers.Count, _hosted.Messages, submissions.IsClosed, submissions.UnderWay, _connectorWork.Count)
        {
            MessageTracking = organization.Server(_node.ServerName).MessageTracking.Path.Resolve(UsualTrackingDirectory),
            Receipts = _hosted.Receipts,
            Resources = [.. _pressure.Current.Readings.Select(ResourceUse.Of)]
        };
    }

    private static ActorSystem CreateSystem(NodeConfiguration node, ServerResources resources)
    {
        try
        {
            return ActorSystem.Create(node.Cluster.Name, ActorSystemSetup.Create(
                [BootstrapSetup.Create().WithConfig(resources.Hocon), .. resources.Setups]));
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

    /// <summary>Measures resources from now on. Nothing is taken in before they were measured once, unless that takes long: a drive may not answer.</summary>
    private async Task WatchResourcesAsync(CancellationToken cancellationToken)
    {
        if (!_node.BackPressure.Enabled)
        {
            return;
        }

        var meter = new ResourceMeter(
            _node.BackPressure, _node.DataDirectory, _resources.DatabaseSpace, () => _hosted.Unrouted, _resources.Writes, new DatabaseProbe(CheckStorageAsync, _time));
        _system.ActorOf(
            BackPressureActor.Props(_node.BackPressure.Interval, meter.Measure, _pressure, _resources.Store.DropCache, _time), "back-pressure");
        await Task.WhenAny(_pressure.Measured, Task.Delay(MeasuringTimeout, cancellationToken));
    }

    private async Task OpenDirectoriesAsync(SubmissionServices submission, GracefulDrain drain, CancellationToken cancellationToken)
    {
        foreach (var (kind, name) in new[] { (SubmissionKind.Pickup, "pickup"), (SubmissionKind.Replay, "replay") })
        {
            var directory = _system.ActorOf(SubmissionDirectoryActor.Props(kind, submission), name);
            drain.Add(directory);
            await directory.Ask<SubmissionDirectoryActor.Opened>(SubmissionDirectoryActor.WaitUntilOpen.Instance, cancellationToken);
        }
    }

    private async Task OrganizationKnownAsync(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_organization.First, _organization.Unreadable).WaitAsync(cancellationToken) == _organization.Unreadable)
        {
            var cause = await _organization.Unreadable;
            throw new StartRefusedException(_resources.JournalDamageOf(cause) ?? ErrorCatalogue.StateNotRecovered.With(cause.Message), cause);
        }
    }
}
