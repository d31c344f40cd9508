using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Connectors;

/// <summary>
/// Routes one recipient: IMCEA addresses of the default accepted domain are decapsulated, accepted domains say what happens to addresses that
/// nobody has, and everything that leaves the organization goes by connector.
/// </summary>
public static class RecipientRouting
{
    private const string InvalidX400Status = "5.1.2";

    private static readonly Route.Unreachable NoMatchingConnector = new(RoutingDiagnostics.NoMatchingConnector);

    /// <summary>Finds the route of a recipient. The same arguments always give the same route.</summary>
    /// <param name="envelopeAddress">The forward-path without angle brackets.</param>
    /// <param name="size">The size of the message in bytes: the lower of its present and its original size.</param>
    /// <param name="context">The organization, seen from the routing server.</param>
    public static Route Route(string envelopeAddress, long size, SelectionContext context)
    {
        if (!SmtpAddress.TryParse(envelopeAddress, out var address, out _))
            return RoutingDiagnostics.InvalidRecipientAddress;
        if (!Imcea.TryResolve(address, context.Organization.DefaultDomain, out var native, out var error))
            return error.Entry.Status == InvalidX400Status ? RoutingDiagnostics.InvalidX400Address : RoutingDiagnostics.InvalidEncapsulatedAddress;
        return Route(native, address.Domain, size, context);
    }

    /// <summary>
    /// The route of a recipient that may have had another before: where that was a connector that is no more, or is disabled, or serves it no longer,
    /// it waits for one as an SMTP recipient does. The configuration was changed under it, and its sender made no mistake.
    /// </summary>
    /// <param name="route">What <see cref="Route(string, long, SelectionContext)"/> found now.</param>
    /// <param name="acceptedAt">When the message was taken in. It was routed then, and what no connector serves fails at once.</param>
    /// <param name="organization">The organization.</param>
    public static Route OfWaiting(Route route, DateTimeOffset acceptedAt, OrganizationState organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return route == RoutingDiagnostics.NoConnector && acceptedAt < organization.ConnectorsChangedAt ? NoMatchingConnector : route;
    }

    /// <summary>
    /// The queue of a recipient whose connector is chosen already: what was routed under an earlier configuration is on its way to that one,
    /// whatever the route would be now. It may be a connector that is no more.
    /// </summary>
    /// <param name="envelopeAddress">The forward-path without angle brackets.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="context">The organization, seen from the routing server.</param>
    public static NextHopSolutionKey QueueOf(string envelopeAddress, Guid connector, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var found = context.Organization.FindConnector(connector);
        var domain = SmtpAddress.TryParse(envelopeAddress, out var address, out _)
            && Imcea.TryResolve(address, context.Organization.DefaultDomain, out var native, out _)
            ? native.Type == AddressType.Smtp ? address.Domain : native.Type
            : found?.Name ?? connector.ToString();
        return found is null
            ? new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, domain, connector)
            : Key(found, found.HasSourceServer(context.LocalServer), domain);
    }

    /// <summary>The same for an address that is resolved already.</summary>
    /// <param name="native">The native address.</param>
    /// <param name="domain">What follows its @; counts for SMTP only.</param>
    /// <param name="size">As above.</param>
    /// <param name="context">As above.</param>
    internal static Route Route(NativeAddress native, string domain, long size, SelectionContext context) => native.Type switch
    {
        // A directory name never leaves the organization; one that the directory knows was rewritten when the message was resolved.
        AddressType.Ex => RoutingDiagnostics.LegacyNameNotFound,
        AddressType.Smtp when IsOurs(domain, context) && context.Organization.Recipients.NamesOf(native).IsEmpty => RoutingDiagnostics.RecipientNotFound,
        AddressType.Smtp => ByConnector(native, domain, size, context),
        _ => ByConnector(native, native.Type, size, context)
    };

    private static bool IsOurs(string domain, SelectionContext context) =>
        context.Organization.AcceptedDomainOf(domain) is { DomainType: AcceptedDomainType.Authoritative };

    private static Route ByConnector(NativeAddress native, string nextHopDomain, long size, SelectionContext context)
    {
        var selected = ConnectorSelection.SelectConnector(native, size, context);
        if (selected.Connector is { } connector)
            return new Route.ToConnector(Key(connector, selected.IsLocal, nextHopDomain), connector);
        if (selected.Outcome is SelectionOutcome.TooLarge)
            return RoutingDiagnostics.TooLarge;
        // An SMTP recipient waits for a connector; an address type without one is the sender's mistake.
        return native.Type == AddressType.Smtp ? NoMatchingConnector : RoutingDiagnostics.NoConnector;
    }

    private static NextHopSolutionKey Key(ForeignConnector connector, bool isLocal, string nextHopDomain) =>
        isLocal
            ? new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, nextHopDomain, connector.Id)
            : new NextHopSolutionKey(DeliveryType.SmtpRelayToConnectorSourceServers, connector.Name, connector.Id);
}
