using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The Foreign connectors.</summary>
internal sealed class ForeignConnectorRoutes(ApiServices services)
{
    private readonly ObjectRoutes _objects = new(
        services, ObjectKind.ForeignConnector, "/foreign-connectors", "ForeignConnector", "Foreign connector",
        (state, identity) => state.TryFindConnector(identity, out var connector) ? ObjectDocument.Of(connector) : null);

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("ForeignConnector", Schemas.Object(
        [
            ("identity", Schemas.Text("Its name.")),
            ("guid", Schemas.Text("Never changes.")),
            .. Schemas.Read(ForeignConnectorParameters.Table),
            ("whenCreated", Schemas.Time()),
            ("whenChanged", Schemas.Time()),
            ("etag", Schemas.Text("Its revision, for If-Match."))
        ]))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        _objects.List("Lists the Foreign connectors.", state => state.ForeignConnectors.Values.Select(ObjectDocument.Of)),
        _objects.Show("Shows a Foreign connector."),
        _objects.Create(
            "Creates a Foreign connector.",
            Schemas.Object([.. Schemas.Write(ForeignConnectorParameters.Table, "Name", "AddressSpaces", "SourceTransportServers", "IsScopedConnector")]),
            given => (OrganizationCommands.TryNewForeignConnector(given, services.Server.ServerName, out var command, out var error) ? command : null, error)) with
        {
            Details = "Without source servers the server that answers becomes it. Everything else is set afterwards."
        },
        _objects.Change(
            "Changes the parameters that the body names.",
            Schemas.Object([.. Schemas.Write(ForeignConnectorParameters.Table)]),
            (identity, given) => (new OrganizationCommand.SetForeignConnector(identity, given), null)),
        _objects.Remove("Removes a Foreign connector.", identity => new OrganizationCommand.RemoveForeignConnector(identity)) with
        {
            Details = "What waits in its queue is routed again."
        }
    ];
}
