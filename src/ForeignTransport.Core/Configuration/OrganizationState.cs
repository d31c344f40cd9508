using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// The whole configuration of the organization at one version. Immutable: a server routes from the snapshot it has, and a new version is a
/// new object.
/// </summary>
public sealed class OrganizationState
{
    private static readonly ImmutableDictionary<string, AcceptedDomain> NoDomains =
        ImmutableDictionary.Create<string, AcceptedDomain>(StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableDictionary<Guid, ForeignConnector> _connectorsById;

    // Made when it is first asked for: nobody asks the states between the events of an import, and each would sort every connector again.
    private ImmutableDictionary<string, ForeignConnector>? _connectorsByName;

    // By DomainName, which never changes; the public view is by name.
    private readonly ImmutableDictionary<string, AcceptedDomain> _domains;
    private readonly AcceptedDomainMap _domainMap;

    private OrganizationState(
        long version,
        ImmutableDictionary<Guid, ForeignConnector> connectors,
        ImmutableDictionary<string, TransportService> services,
        ImmutableDictionary<string, AcceptedDomain> domains,
        TransportConfig config,
        RecipientDirectory recipients,
        ImmutableHashSet<NextHopSolutionKey> suspended,
        long queueEvents,
        long recipientEvents,
        ImmutableDictionary<string, SystemMessage> systemMessages,
        DateTimeOffset? connectorRemovedAt)
    {
        Version = version;
        Recipients = recipients;
        SuspendedQueues = suspended;
        QueueEvents = queueEvents;
        RecipientEvents = recipientEvents;
        SystemMessages = systemMessages;
        ConnectorRemovedAt = connectorRemovedAt;
        _connectorsById = connectors;
        TransportServices = services;
        _domains = domains;
        AcceptedDomains = ByName(domains.Values, domain => domain.Name);
        _domainMap = new AcceptedDomainMap(domains.Values);
        DefaultAcceptedDomain = domains.Values.FirstOrDefault(domain => domain.IsDefault);
        TransportConfig = config;
    }

    /// <summary>An organization that nobody configured yet.</summary>
    public static OrganizationState Empty { get; } = new(
        0,
        ImmutableDictionary<Guid, ForeignConnector>.Empty,
        ImmutableDictionary.Create<string, TransportService>(StringComparer.OrdinalIgnoreCase),
        NoDomains,
        new TransportConfig(),
        RecipientDirectory.Empty,
        [],
        0,
        0,
        ImmutableDictionary.Create<string, SystemMessage>(StringComparer.OrdinalIgnoreCase),
        null);

    /// <summary>The number of events that led here.</summary>
    public long Version { get; }

    /// <summary>By name, without case.</summary>
    public ImmutableDictionary<string, ForeignConnector> ForeignConnectors =>
        _connectorsByName ??= ByName(_connectorsById.Values, connector => connector.Name);

    /// <summary>By server name, without case; only servers that registered or were configured.</summary>
    public ImmutableDictionary<string, TransportService> TransportServices { get; }

    /// <summary>By name, without case.</summary>
    public ImmutableDictionary<string, AcceptedDomain> AcceptedDomains { get; }

    public TransportConfig TransportConfig { get; }

    /// <summary>Mail contacts, mail users and distribution groups.</summary>
    public RecipientDirectory Recipients { get; }

    /// <summary>Texts of the administrator's own for notifications, by identity, without case.</summary>
    public ImmutableDictionary<string, SystemMessage> SystemMessages { get; }

    /// <summary>The queues that an administrator suspended, in the whole cluster.</summary>
    public ImmutableHashSet<NextHopSolutionKey> SuspendedQueues { get; }

    /// <summary>How many of the events that led here suspended or resumed a queue.</summary>
    public long QueueEvents { get; }

    /// <summary>How many of the events that led here changed a recipient.</summary>
    public long RecipientEvents { get; }

    /// <summary>
    /// Changes with everything that can change the route of a message that waits, and not with what only suspends or resumes a queue, nor with
    /// recipients: those of a message are looked up once, before it is routed, and a later change concerns later messages.
    /// </summary>
    public long RoutingVersion => Version - QueueEvents - RecipientEvents;

    /// <summary>When the last connector was removed; null when none ever was, or by a release that did not record it.</summary>
    public DateTimeOffset? ConnectorRemovedAt { get; }

    /// <summary>
    /// When a connector was last created, changed or removed; null when that is not known. What waited then and has no route now had one before,
    /// for a recipient of an address type that nothing serves fails when its message is first routed.
    /// </summary>
    public DateTimeOffset? ConnectorsChangedAt =>
        _connectorsById.Values.Select(connector => (DateTimeOffset?)connector.WhenChanged).Append(ConnectorRemovedAt).Max();

    /// <summary>Null while there is no domain that can be it.</summary>
    public AcceptedDomain? DefaultAcceptedDomain { get; }

    /// <summary>The name of the default accepted domain; empty while there is none.</summary>
    public string DefaultDomain => DefaultAcceptedDomain?.DomainName ?? "";

    /// <summary>True until the first connector, domain, recipient, system message or change of the transport configuration; servers register by themselves.</summary>
    public bool IsUnconfigured => _connectorsById.IsEmpty && AcceptedDomains.IsEmpty && Recipients.IsEmpty
        && SystemMessages.IsEmpty && TransportConfig == Empty.TransportConfig;

    /// <summary>Every connector, also when two of a candidate state share a name.</summary>
    internal IEnumerable<ForeignConnector> AllConnectors => _connectorsById.Values;

    /// <summary>Every accepted domain, also when two of a candidate state share a name.</summary>
    internal IEnumerable<AcceptedDomain> AllDomains => _domains.Values;

    /// <summary>Rebuilds a state from a snapshot.</summary>
    public static OrganizationState Restore(
        long version,
        IEnumerable<ForeignConnector> connectors,
        IEnumerable<TransportService> services,
        IEnumerable<AcceptedDomain> domains,
        TransportConfig config,
        IEnumerable<Recipient>? recipients = null,
        IEnumerable<NextHopSolutionKey>? suspended = null,
        long queueEvents = 0,
        long recipientEvents = 0,
        IEnumerable<SystemMessage>? systemMessages = null,
        DateTimeOffset? connectorRemovedAt = null) =>
        new(version,
            connectors.ToImmutableDictionary(connector => connector.Id),
            services.ToImmutableDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase),
            domains.ToImmutableDictionary(domain => domain.DomainName, StringComparer.OrdinalIgnoreCase),
            config,
            recipients is null ? RecipientDirectory.Empty : RecipientDirectory.Of(recipients),
            suspended?.ToImmutableHashSet() ?? [],
            queueEvents,
            recipientEvents,
            systemMessages?.ToImmutableDictionary(message => message.Identity, StringComparer.OrdinalIgnoreCase) ?? Empty.SystemMessages,
            connectorRemovedAt);

    /// <summary>The same version with these recipients: for whoever reads a state piece by piece.</summary>
    public OrganizationState With(RecipientDirectory recipients) =>
        new(Version, _connectorsById, TransportServices, _domains, TransportConfig, recipients, SuspendedQueues, QueueEvents, RecipientEvents, SystemMessages,
            ConnectorRemovedAt);

    public ForeignConnector? FindConnector(Guid id) => _connectorsById.GetValueOrDefault(id);

    /// <summary>Finds a connector by GUID, name, or <c>Server\Name</c> where the server is one of its source servers.</summary>
    public bool TryFindConnector(string identity, [NotNullWhen(true)] out ForeignConnector? connector)
    {
        var backslash = identity.IndexOf('\\', StringComparison.Ordinal);
        if (Guid.TryParse(identity, out var id) && _connectorsById.TryGetValue(id, out connector))
            return true;
        if (!ForeignConnectors.TryGetValue(identity[(backslash + 1)..], out connector))
            return false;
        if (backslash < 0 || connector.HasSourceServer(identity[..backslash]))
            return true;
        connector = null;
        return false;
    }

    /// <summary>The same, with an error that says what was not found.</summary>
    public bool TryFindConnector(
        string identity, [NotNullWhen(true)] out ForeignConnector? connector, [NotNullWhen(false)] out TransportError? error)
    {
        error = TryFindConnector(identity, out connector) ? null : ErrorCatalogue.ObjectNotFound.With($"Foreign connector {SingleLine.Quote(identity)}");
        return error is null;
    }

    /// <summary>Finds an accepted domain by name, else by the domain itself.</summary>
    public bool TryFindAcceptedDomain(string identity, [NotNullWhen(true)] out AcceptedDomain? domain) =>
        AcceptedDomains.TryGetValue(identity, out domain) || _domains.TryGetValue(identity, out domain);

    internal AcceptedDomain? FindDomain(string domainName) => _domains.GetValueOrDefault(domainName);

    /// <summary>The accepted domain that decides about addresses of a domain: the domain itself, else the nearest parent that covers it.</summary>
    public AcceptedDomain? AcceptedDomainOf(ReadOnlySpan<char> domain) => _domainMap.Find(domain);

    /// <summary>The settings of a server; the defaults for one that is not registered.</summary>
    public TransportService Server(string name) => TransportServices.GetValueOrDefault(name) ?? new TransportService(name);

    /// <summary>True when an administrator suspended the server: it is given nothing new.</summary>
    public bool IsDraining(string server) => TransportServices.GetValueOrDefault(server)?.ComponentState == ComponentState.Draining;

    /// <summary>The next version. Total over all events of this release.</summary>
    /// <exception cref="InvalidOperationException">
    /// The event is unknown, or removes what is not there: the history is not one of this organization, and going on would guess.
    /// </exception>
    public OrganizationState Apply(OrganizationEvent happened) => happened switch
    {
        OrganizationEvent.ForeignConnectorSet set => Next(connectors: _connectorsById.SetItem(set.Connector.Id, set.Connector)),
        OrganizationEvent.ForeignConnectorRemoved removed => Next(
            connectors: Without(_connectorsById, removed.Id),
            suspended: SuspendedQueues.Except(SuspendedQueues.Where(queue => queue.NextHopConnector == removed.Id)),
            connectorRemovedAt: removed.At),
        // Removed first: SetItem would keep the old spelling of the key.
        OrganizationEvent.TransportServiceSet set =>
            Next(services: TransportServices.Remove(set.Service.Name).Add(set.Service.Name, set.Service)),
        OrganizationEvent.TransportServiceRemoved removed => Next(services: Without(TransportServices, removed.Name)),
        OrganizationEvent.AcceptedDomainSet set => Next(domains: _domains.SetItem(set.Domain.DomainName, set.Domain)),
        OrganizationEvent.AcceptedDomainRemoved removed => Next(domains: Without(_domains, removed.DomainName)),
        OrganizationEvent.TransportConfigSet set => Next(config: set.Config),
        OrganizationEvent.RecipientSet set => Next(
            recipients: (set.FormerName is { } former ? Recipients.Without(former) : Recipients).With(set.Recipient), recipientEvents: RecipientEvents + 1),
        OrganizationEvent.RecipientRemoved removed => Next(recipients: Recipients.Without(removed.Name), recipientEvents: RecipientEvents + 1),
        OrganizationEvent.SystemMessageSet { Message: var message } => Next(systemMessages: SystemMessages.SetItem(message.Identity, message)),
        OrganizationEvent.SystemMessageRemoved removed => Next(systemMessages: Without(SystemMessages, removed.Identity)),
        OrganizationEvent.QueueSuspended { Queue: var queue } => Next(suspended: SuspendedQueues.Add(queue), queueEvents: QueueEvents + 1),
        OrganizationEvent.QueueResumed { Queue: var queue } => Next(suspended: SuspendedQueues.Remove(queue), queueEvents: QueueEvents + 1),
        _ => throw new InvalidOperationException($"Event {happened.GetType().Name} after version {Version} is unknown to this release.")
    };

    // Two objects of one name are a violation that OrganizationRules reports; until then the view must be built all the same.
    private static ImmutableDictionary<string, T> ByName<T>(IEnumerable<T> objects, Func<T, string> name)
    {
        var view = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in objects)
            view[name(item)] = item;
        return view.ToImmutable();
    }

    private ImmutableDictionary<TKey, TValue> Without<TKey, TValue>(ImmutableDictionary<TKey, TValue> objects, TKey key)
        where TKey : notnull
    {
        var rest = objects.Remove(key);
        return rest.Count < objects.Count
            ? rest
            : throw new InvalidOperationException($"The event after version {Version} removes {key}, which does not exist.");
    }

    private OrganizationState Next(
        ImmutableDictionary<Guid, ForeignConnector>? connectors = null,
        ImmutableDictionary<string, TransportService>? services = null,
        ImmutableDictionary<string, AcceptedDomain>? domains = null,
        TransportConfig? config = null,
        RecipientDirectory? recipients = null,
        ImmutableHashSet<NextHopSolutionKey>? suspended = null,
        long? queueEvents = null,
        long? recipientEvents = null,
        ImmutableDictionary<string, SystemMessage>? systemMessages = null,
        DateTimeOffset? connectorRemovedAt = null) =>
        new(Version + 1, connectors ?? _connectorsById, services ?? TransportServices, domains ?? _domains, config ?? TransportConfig,
            recipients ?? Recipients, suspended ?? SuspendedQueues, queueEvents ?? QueueEvents, recipientEvents ?? RecipientEvents,
            systemMessages ?? SystemMessages, connectorRemovedAt ?? ConnectorRemovedAt);
}
