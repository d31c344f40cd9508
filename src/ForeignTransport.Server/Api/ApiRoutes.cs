using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Api.Access;
using ForeignTransport.Server.Api.Delivery;
using ForeignTransport.Server.Api.Documents;
using ForeignTransport.Server.Api.Messages;
using ForeignTransport.Server.Api.Organization;
using ForeignTransport.Server.Api.Queues;
using ForeignTransport.Server.Api.Recipients;
using ForeignTransport.Server.Api.Routing;
using ForeignTransport.Server.Api.Servers;
using ForeignTransport.Server.Api.Tracking;

namespace ForeignTransport.Server.Api;

/// <summary>Every operation of the HTTP API.</summary>
internal static class ApiRoutes
{
    public const string BasePath = Http.Problem.BasePath;

    /// <summary>The documents that have a name.</summary>
    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        .. ForeignConnectorRoutes.Components,
        .. TransportServiceRoutes.Components,
        .. TransportConfigRoutes.Components,
        .. AcceptedDomainRoutes.Components,
        .. SystemMessageRoutes.Components,
        RecipientRoutes.MailContacts(null!).Component,
        RecipientRoutes.MailUsers(null!).Component,
        RecipientRoutes.DistributionGroups(null!).Component,
        .. ServerRoutes.Components,
        .. BackPressureRoute.Components,
        .. QueueRoutes.Components,
        .. QueueCommandRoute.Components,
        .. QueuedMessageRoutes.Components,
        .. MessageCommandRoute.Components,
        .. MessageRoutes.Components,
        .. TrackingRoute.Components,
        .. TestRouteRoute.Components,
        .. TestConnectorRoute.Components,
        .. ReceiptRoute.Components,
        .. AccessTokenRoutes.Components,
        .. AuditRoute.Components,
        .. ErrorRoutes.Components
    ];

    /// <summary>The routes without a server behind them: to write about, not to call.</summary>
    public static ImmutableArray<ApiRoute> Describe() => All(null!);

    /// <summary>The routes, in the order of the documentation.</summary>
    public static ImmutableArray<ApiRoute> All(ApiServices services) =>
    [
        new SessionRoute(services).Route,
        .. new ForeignConnectorRoutes(services).Routes,
        .. new TransportServiceRoutes(services).Routes,
        .. new TransportConfigRoutes(services).Routes,
        .. new AcceptedDomainRoutes(services).Routes,
        .. new SystemMessageRoutes(services).Routes,
        .. RecipientRoutes.MailContacts(services).Routes,
        .. RecipientRoutes.MailUsers(services).Routes,
        .. RecipientRoutes.DistributionGroups(services).Routes,
        .. new GroupMemberRoutes(services).Routes,
        new TestRouteRoute(services).Route,
        new TestConnectorRoute(services).Route,
        .. new ServerRoutes(services).Routes,
        new BackPressureRoute(services).Route,
        .. new QueueRoutes(services).Routes,
        new QueueCommandRoute(services).Route,
        .. new QueuedMessageRoutes(services).Routes,
        new MessageCommandRoute(services).Route,
        new MessageRoutes(services).Route,
        new TrackingRoute(services).Route,
        new ReceiptRoute(services).Route,
        .. new ConfigurationRoutes(services).Routes,
        .. new AccessTokenRoutes(services).Routes,
        new AuditRoute(services).Route,
        .. ErrorRoutes.Routes,
        new("GET", "/openapi.json", "Get-TransportApi", Role.ViewOnly, "Describes this API: an OpenAPI 3.1 document.",
            _ => Task.FromResult(ApiAnswer.Of(OpenApiDocument.Write(All(services), services.ProductVersion))))
        {
            Answer = new(ApiBody.Json, new JsonObject { ["type"] = "object" })
        }
    ];
}
