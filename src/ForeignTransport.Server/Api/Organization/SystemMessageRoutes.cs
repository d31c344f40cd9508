using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The texts of the administrator's own for notifications.</summary>
internal sealed class SystemMessageRoutes(ApiServices services)
{
    private const string Many = "/system-messages";
    private const string One = Many + "/{identity}";
    private const string Document = "SystemMessage";
    private const string Words = "system message";
    private const string Original = "original";

    private readonly OrganizationWrites _organization = new(services);

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        (Document, Schemas.Object(
        [
            ("identity", Schemas.Text(@"Language, audience and code, as in `de\Internal\5.4.4`.")),
            .. Schemas.Read(SystemMessageParameters.Table),
            ("etag", Schemas.Text("Its revision, for If-Match."))
        ]))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Many, "Get-SystemMessage", Role.ViewOnly, "Lists the texts that take the place of what notifications say of a status code.", GetManyAsync)
        {
            Query = [.. Page.Query, new(Original, "`true` lists what notifications say by themselves instead.")],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference(Document)))
        },
        new("GET", One, "Get-SystemMessage", Role.ViewOnly, "Shows such a text.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference(Document)),
            HasRevision = true
        },
        new("POST", Many, "New-SystemMessage", Role.Administrator, "Has failure notifications explain a status code in other words.", CreateAsync)
        {
            Details = "One for each language, audience and code.",
            Body = new(ApiBody.Json, Schemas.Object([.. Schemas.Write(SystemMessageParameters.Table)])),
            Answer = OrganizationWrites.AnswerTo(Document),
            Status = StatusCodes.Status201Created,
            HasWhatIf = true
        },
        new("PATCH", One, "Set-SystemMessage", Role.Administrator, "Changes the text.", SetAsync)
        {
            Body = new(ApiBody.Json, Schemas.Object([.. Schemas.Write(SystemMessageParameters.Table, "Text")])),
            Answer = OrganizationWrites.AnswerTo(Document),
            HasRevision = true,
            HasWhatIf = true
        },
        new("DELETE", One, "Remove-SystemMessage", Role.Administrator, "Has notifications explain the code in their own words again.", RemoveAsync)
        {
            Answer = OrganizationWrites.AnswerTo(Document),
            HasRevision = true,
            HasWhatIf = true
        }
    ];

    private Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        var isOriginal = false;
        if (call.Query(Original) is { } flag && !bool.TryParse(flag, out isOriginal))
        {
            return Task.FromResult(ApiAnswer.Of(ErrorCatalogue.InvalidParameter.With("Original: allowed is true or false") with { Parameter = "Original" }));
        }

        var (state, error) = _organization.Read();
        return Task.FromResult(
            isOriginal ? OrganizationWrites.Many(call, BuiltInMessages.All.Select(ObjectDocument.Of))
            : state is null ? ApiAnswer.Of(error!)
            : OrganizationWrites.Many(call, state.SystemMessages.Values.Select(ObjectDocument.Of)));
    }

    private Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var (state, error) = _organization.Read();
        return Task.FromResult(
            state is null ? ApiAnswer.Of(error!)
            : state.SystemMessages.TryGetValue(call.Identity, out var message) ? OrganizationWrites.One(ObjectDocument.Of(message))
            : OrganizationWrites.NotFound(Words, call.Identity));
    }

    private async Task<ApiAnswer> CreateAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null || !OrganizationCommands.TryNewSystemMessage(given, out var command, out error)
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, command, ObjectKind.SystemMessage, location: identity => $"{Many}/{Uri.EscapeDataString(identity)}");
    }

    private async Task<ApiAnswer> SetAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        return given is null || !OrganizationCommands.TrySetSystemMessage(call.Identity, given, out var command, out error)
            ? ApiAnswer.Of(error!)
            : await _organization.ChangeAsync(
                call, command, ObjectKind.SystemMessage,
                state => state.SystemMessages.TryGetValue(call.Identity, out var message) ? ObjectDocument.Of(message) : null);
    }

    private Task<ApiAnswer> RemoveAsync(ApiCall call) =>
        _organization.ChangeAsync(call, new OrganizationCommand.RemoveSystemMessage(call.Identity), ObjectKind.SystemMessage);
}
