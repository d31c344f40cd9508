using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// A configuration: where the addresses <c>r0@...</c> to <c>r4@...</c> go. A connector that serves no address does not exist in it.
/// </summary>
internal sealed class SimulatedRouting
{
    public const string NoConnector = "550 5.4.4 ROUTING.NoConnector; no connector serves this address type";

    private const int Addresses = 5;

    private readonly Route[] _routes;

    private SimulatedRouting(IEnumerable<Route> routes) => _routes = [.. routes];

    /// <summary>One plain file a message.</summary>
    public static ForeignConnector Plain { get; } = new() { Id = new Guid(1, 0, 0, new byte[8]), Name = "Plain" };

    /// <summary>Reports relayed recipients.</summary>
    public static ForeignConnector Reporting { get; } = new() { Id = new Guid(2, 0, 0, new byte[8]), Name = "Reporting", RelayDsnRequired = true };

    /// <summary>One file a recipient.</summary>
    public static ForeignConnector Single { get; } = new() { Id = new Guid(3, 0, 0, new byte[8]), Name = "Single", OneRecipientPerFile = true };

    /// <summary>One file a message, which its gateway confirms.</summary>
    public static ForeignConnector Confirming { get; } =
        new() { Id = new Guid(4, 0, 0, new byte[8]), Name = "Confirming", ReceiptMode = ReceiptMode.File, RelayDsnRequired = true };

    /// <summary>One file a recipient, and its gateway confirms each.</summary>
    public static ForeignConnector ConfirmingSingle { get; } =
        new() { Id = new Guid(5, 0, 0, new byte[8]), Name = "ConfirmingSingle", ReceiptMode = ReceiptMode.File, OneRecipientPerFile = true };

    public static Route.Unreachable Nowhere { get; } = new("no connector");

    public static Route.Failed Refused { get; } = new("5.4.4", NoConnector);

    /// <summary>Everything goes to <see cref="Plain"/>.</summary>
    public static SimulatedRouting AllPlain { get; } = Of(To(Plain));

    public static Route.ToConnector To(ForeignConnector connector) =>
        new(new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", connector.Id), connector);

    /// <summary>The routes of the addresses in order; the last one serves the rest.</summary>
    public static SimulatedRouting Of(params Route[] routes) =>
        new(Enumerable.Range(0, Addresses).Select(address => routes[Math.Min(address, routes.Length - 1)]));

    /// <summary>Gateways confirm everything.</summary>
    public static SimulatedRouting AllConfirming { get; } = Of(To(Confirming), To(ConfirmingSingle), To(ConfirmingSingle), To(Confirming));

    /// <summary>One of the 16807 configurations there are.</summary>
    public static SimulatedRouting FromChoice(int choice)
    {
        Route[] all = [To(Plain), To(Reporting), To(Single), To(Confirming), To(ConfirmingSingle), Nowhere, Refused];
        var routes = new Route[Addresses];
        for (var address = 0; address < Addresses; address++, choice /= all.Length)
        {
            routes[address] = all[choice % all.Length];
        }

        return new SimulatedRouting(routes);
    }

    public Route Find(string address, long size) => _routes[(address[1] - '0') % Addresses];

    public ForeignConnector? FindConnector(Guid id) =>
        _routes.OfType<Route.ToConnector>().FirstOrDefault(route => route.Connector.Id == id)?.Connector;
}
