using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Connectors;

/// <summary>
/// The delivery queues that the enabled connectors have, whether messages are in them now or not: an administrator stops a gateway before its
/// maintenance, not when messages wait for it.
/// </summary>
public static class ConnectorQueues
{
    /// <summary>
    /// Every queue whose name follows from an address space: one for each address type of a connector, one for each domain that a space names
    /// without a wildcard, and one of the connector's name where some servers are no source servers of it.
    /// </summary>
    /// <param name="context">The organization, seen from the server that answers.</param>
    /// <param name="name">A next hop that is looked for; a domain that only a wildcard serves has its queue too, then. Null for none.</param>
    public static ImmutableHashSet<NextHopSolutionKey> Of(SelectionContext context, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var keys = ImmutableHashSet.CreateBuilder<NextHopSolutionKey>();
        foreach (var connector in context.Organization.ForeignConnectors.Values.Where(connector => connector.Enabled))
        {
            keys.UnionWith(connector.AddressSpaces
                .Select(space => space.Type == AddressType.Smtp
                    ? OfDomain(space.Space, context)
                    : new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, space.Type, connector.Id))
                .OfType<NextHopSolutionKey>());
            if (context.Organization.TransportServices.Keys.Any(server => !connector.HasSourceServer(server)))
            {
                keys.Add(new NextHopSolutionKey(DeliveryType.SmtpRelayToConnectorSourceServers, connector.Name, connector.Id));
            }
        }

        // Without a dot it is more likely a slip of the pen for FAX than a domain.
        if (name?.Contains('.', StringComparison.Ordinal) == true && OfDomain(name, context) is { } served)
        {
            keys.Add(served);
        }

        return keys.ToImmutable();
    }

    /// <summary>The queue of a domain at the connector that is chosen for it; null when it is none, or none serves it.</summary>
    private static NextHopSolutionKey? OfDomain(string domain, SelectionContext context) =>
        SmtpAddress.TryParse($"postmaster@{domain}", out var address, out _)
        && ConnectorSelection.SelectConnector(new NativeAddress(AddressType.Smtp, address.ToString()), size: 0, context).Connector is { } connector
            ? new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, address.Domain, connector.Id)
            : null;
}
