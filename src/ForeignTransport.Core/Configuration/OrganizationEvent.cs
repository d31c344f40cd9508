using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// What happened to the organization. Every event carries the whole new value, so that replaying needs no rule and an event means the same for
/// ever.
/// </summary>
public abstract record OrganizationEvent
{
    private OrganizationEvent()
    {
    }

    /// <summary>A connector was created or changed; its GUID tells which.</summary>
    public sealed record ForeignConnectorSet(ForeignConnector Connector) : OrganizationEvent;

    /// <summary>A connector is no more.</summary>
    /// <param name="Id">Its GUID.</param>
    /// <param name="At">When; null in journals of releases that did not record it.</param>
    public sealed record ForeignConnectorRemoved(Guid Id, DateTimeOffset? At = null) : OrganizationEvent;

    /// <summary>A server was registered or changed; its name tells which.</summary>
    public sealed record TransportServiceSet(TransportService Service) : OrganizationEvent;

    public sealed record TransportServiceRemoved(string Name) : OrganizationEvent;

    /// <summary>An accepted domain was created or changed; DomainName, which never changes, tells which.</summary>
    public sealed record AcceptedDomainSet(AcceptedDomain Domain) : OrganizationEvent;

    public sealed record AcceptedDomainRemoved(string DomainName) : OrganizationEvent;

    public sealed record TransportConfigSet(TransportConfig Config) : OrganizationEvent;

    /// <summary>A recipient was created or changed; its name tells which, or the name that it had before.</summary>
    /// <param name="Recipient">The recipient.</param>
    /// <param name="FormerName">Null unless the name changed.</param>
    public sealed record RecipientSet(Recipient Recipient, string? FormerName = null) : OrganizationEvent;

    public sealed record RecipientRemoved(string Name) : OrganizationEvent;

    /// <summary>A text for notifications was created or changed; its identity, which never changes, tells which.</summary>
    public sealed record SystemMessageSet(SystemMessage Message) : OrganizationEvent;

    public sealed record SystemMessageRemoved(string Identity) : OrganizationEvent;

    /// <summary>A queue was suspended in the whole cluster. It is forgotten with the connector that it belongs to.</summary>
    public sealed record QueueSuspended(NextHopSolutionKey Queue) : OrganizationEvent;

    public sealed record QueueResumed(NextHopSolutionKey Queue) : OrganizationEvent;
}
