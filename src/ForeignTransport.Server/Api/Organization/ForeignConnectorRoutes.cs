using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The Foreign connectors.</summary>
internal sealed class ForeignConnectorRoutes(ApiServices services)
{
    private const string Many = "/foreign-connectors";
    private const string One = Many + "/{identity}";
    private const string Kind = "Foreign connector";

    private readonly OrganizationWrites _organization = new(services);

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
        new("GET", Many, "Get-ForeignConnector", Role.ViewOnly, "Lists the Foreign connectors.", GetManyAsync)
        {
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("ForeignConnector")))
        },
        new("GET", One, "Get-ForeignConnector", Role.ViewOnly, "Shows a Foreign connector.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference("ForeignConnector")),
            HasRevision = true
        },
        new("POST", Many, "New-ForeignConnector", Role.Administrator, "Creates a Foreign connector.", CreateAsync)
        {
            Details = "Without source servers the server that answers becomes it. Everything else is set afterwards.",
            Body = new(ApiBody.Json, Schemas.Object(
                [.. Schemas.Write(ForeignConnectorParameters.Table, "Name", "AddressSpaces", "SourceTransportServers", "IsScopedConnector")])),
            Answer = OrganizationWrites.AnswerTo("ForeignConnector"),
            Status = StatusCodes.Status201Created,
            HasWhatIf = true
        },
        new("PATCH", One, "Set-ForeignConnector", Role.Administrator, "Changes the parameters that the body names.", SetAsync)
        {
            Body = new(ApiBody.Json, Schemas.Object([.. Schemas.Write(ForeignConnectorParameters.Table)])),
            Answer = OrganizationWrites.AnswerTo("ForeignConnector"),
            HasRevision = true,
            HasWhatIf = true
        },
        new("DELETE", One, "Remove-ForeignConnector", Role.Administrator, "Removes a Foreign connector.", RemoveAsync)
        {
            Details = "What waits in its queue is routed again.",
            Answer = OrganizationWrites.AnswerTo("ForeignConnector"),
            HasRevision = true,
            HasWhatIf = true
        }
    ];

    private Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(state is null
            ? ApiAnswer.Of(error!)
            : OrganizationWrites.Many(call, state.ForeignConnectors.Values.Select(ObjectDocument.Of)));
    }

    private Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(
            state is null ? ApiAnswer.Of(error!)
            : state.TryFindConnector(call.Identity, out var connector) ? OrganizationWrites.One(ObjectDocument.Of(connector))
            : OrganizationWrites.NotFound(Kind, call.Identity));
    }

    private async Task<ApiAnswer> CreateAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null || !OrganizationCommands.TryNewForeignConnector(given, services.Server.ServerName, out var command, out error))
        {
            return ApiAnswer.Of(error!);
        }

        return await _organization.ChangeAsync(
            call, command, ObjectKind.ForeignConnector, location: name => $"{Many}/{Uri.EscapeDataString(name)}");
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, new OrganizationCommand.SetForeignConnector(call.Identity, given), ObjectKind.ForeignConnector,
                state => state.TryFindConnector(call.Identity, out var connector) ? ObjectDocument.Of(connector) : null);
    }

    private Task<ApiAnswer> RemoveAsync(ApiCall call) =>
        _organization.ChangeAsync(call, new OrganizationCommand.RemoveForeignConnector(call.Identity), ObjectKind.ForeignConnector);
}
