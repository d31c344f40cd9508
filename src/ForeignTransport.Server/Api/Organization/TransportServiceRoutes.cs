using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The settings of each transport server.</summary>
internal sealed class TransportServiceRoutes(ApiServices services)
{
    private const string Many = "/transport-services";
    private const string One = Many + "/{identity}";
    private const string Kind = "Transport service";

    private readonly OrganizationWrites _organization = new(services);

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("TransportService", Schemas.Object(
        [
            ("identity", Schemas.Text("The name of the server.")),
            ("name", Schemas.Text()),
            .. Schemas.Read(TransportServiceParameters.Table),
            ("effective", Schemas.Optional(Schemas.Object(
                "Where the directories are on that server now; null when it does not answer.",
                ("pickupDirectoryPath", Schemas.OptionalText()),
                ("replayDirectoryPath", Schemas.OptionalText()),
                ("rootDropDirectoryPath", Schemas.OptionalText()),
                ("messageTrackingLogPath", Schemas.OptionalText())))),
            ("etag", Schemas.Text("Its revision, for If-Match."))
        ]))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Many, "Get-TransportService", Role.ViewOnly, "Lists the settings of all transport servers.", GetManyAsync)
        {
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("TransportService")))
        },
        new("GET", One, "Get-TransportService", Role.ViewOnly, "Shows the settings of a transport server.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference("TransportService")),
            HasRevision = true
        },
        new("PATCH", One, "Set-TransportService", Role.Administrator, "Changes the parameters that the body names.", SetAsync)
        {
            Body = new(ApiBody.Json, Schemas.Object([.. Schemas.Write(TransportServiceParameters.Table)])),
            Answer = OrganizationWrites.AnswerTo("TransportService"),
            HasRevision = true,
            HasWhatIf = true
        },
        new("DELETE", One, "Remove-TransportService", Role.Administrator, "Forgets a server that is gone for good.", RemoveAsync)
        {
            Details = "Refused while a connector names it as a source server. A server that runs registers again.",
            Answer = OrganizationWrites.AnswerTo("TransportService"),
            HasRevision = true,
            HasWhatIf = true
        }
    ];

    private async Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return state is null
            ? ApiAnswer.Of(error!)
            : await WithEffectiveAsync(call, OrganizationWrites.Many(call, state.TransportServices.Values.Select(ObjectDocument.Of)));
    }

    private async Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return state is null ? ApiAnswer.Of(error!)
            : state.TransportServices.TryGetValue(call.Identity, out var service)
                ? await WithEffectiveAsync(call, OrganizationWrites.One(ObjectDocument.Of(service)))
                : OrganizationWrites.NotFound(Kind, call.Identity);
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, new OrganizationCommand.SetTransportService(call.Identity, given), ObjectKind.TransportService,
                state => state.TransportServices.TryGetValue(call.Identity, out var service) ? ObjectDocument.Of(service) : null);
    }

    private Task<ApiAnswer> RemoveAsync(ApiCall call) =>
        _organization.ChangeAsync(call, new OrganizationCommand.RemoveTransportServer(call.Identity), ObjectKind.TransportService);

    /// <summary>Adds where the directories really are: <c>default</c> and paths of Windows mean something on their own machine only.</summary>
    private async Task<ApiAnswer> WithEffectiveAsync(ApiCall call, ApiAnswer answer)
    {
        if (answer is not ApiAnswer.Json json)
        {
            return answer;
        }

        var servers = await services.Server.GetServersAsync(call.Aborted);
        var documents = json.Document["items"]?.AsArray().OfType<JsonObject>() ?? [json.Document.AsObject()];
        foreach (var document in documents)
        {
            var name = document["identity"]!.GetValue<string>();
            var facts = servers.FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Facts;
            document["effective"] = facts is null ? null : new JsonObject
            {
                ["pickupDirectoryPath"] = facts.Pickup,
                ["replayDirectoryPath"] = facts.Replay,
                ["rootDropDirectoryPath"] = facts.RootDropDirectory,
                ["messageTrackingLogPath"] = facts.MessageTracking
            };
        }

        // What is shown decides whether a reader has it already; what was set, which comes first, decides whether a write goes ahead.
        return json.Revision is { } revision && json.Document["effective"] is { } effective
            ? json with { Revision = $"{revision}{Preconditions.BeyondRevision}{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(effective.ToJsonString())).AsSpan(0, 6))}" }
            : answer;
    }
}
