using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The settings of the whole organization.</summary>
internal sealed class TransportConfigRoutes(ApiServices services)
{
    private const string Path = "/transport-config";

    private readonly OrganizationWrites _organization = new(services);

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("TransportConfig", Schemas.Object(
        [
            ("identity", Schemas.Text("Always empty: there is one.")),
            .. Schemas.Read(TransportConfigParameters.Table),
            ("etag", Schemas.Text("Its revision, for If-Match."))
        ]))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Path, "Get-TransportConfig", Role.ViewOnly, "Shows the settings of the whole organization.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference("TransportConfig")),
            HasRevision = true
        },
        new("PATCH", Path, "Set-TransportConfig", Role.Administrator, "Changes the parameters that the body names.", SetAsync)
        {
            Body = new(ApiBody.Json, Schemas.Object([.. Schemas.Write(TransportConfigParameters.Table)])),
            Answer = OrganizationWrites.AnswerTo("TransportConfig"),
            HasRevision = true,
            HasWhatIf = true
        }
    ];

    private Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(state is null ? ApiAnswer.Of(error!) : OrganizationWrites.One(ObjectDocument.Of(state.TransportConfig)));
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, new OrganizationCommand.SetTransportConfig(given), ObjectKind.TransportConfig, state => ObjectDocument.Of(state.TransportConfig));
    }
}
