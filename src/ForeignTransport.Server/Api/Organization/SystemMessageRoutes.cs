using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Organization;

/// <summary>The texts of the administrator's own for notifications.</summary>
internal sealed class SystemMessageRoutes(ApiServices services)
{
    private const string Document = "SystemMessage";
    private const string Original = "original";

    private readonly ObjectRoutes _objects = new(
        services, ObjectKind.SystemMessage, "/system-messages", Document, "system message",
        (state, identity) => state.SystemMessages.TryGetValue(identity, out var message) ? ObjectDocument.Of(message) : null);

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
        List,
        _objects.Show("Shows such a text."),
        _objects.Create(
            "Has failure notifications explain a status code in other words.",
            Schemas.Object([.. Schemas.Write(SystemMessageParameters.Table)]),
            given => (OrganizationCommands.TryNewSystemMessage(given, out var command, out var error) ? command : null, error)) with
        {
            Details = "One for each language, audience and code."
        },
        _objects.Change(
            "Changes the text.",
            Schemas.Object([.. Schemas.Write(SystemMessageParameters.Table, "Text")]),
            (identity, given) => (OrganizationCommands.TrySetSystemMessage(identity, given, out var command, out var error) ? command : null, error)),
        _objects.Remove("Has notifications explain the code in their own words again.", identity => new OrganizationCommand.RemoveSystemMessage(identity))
    ];

    private ApiRoute List
    {
        get
        {
            var list = _objects.List(
                "Lists the texts that take the place of what notifications say of a status code.", state => state.SystemMessages.Values.Select(ObjectDocument.Of));
            return list with
            {
                Query = [.. list.Query, new(Original, "`true` lists what notifications say by themselves instead.")],
                Handle = call => GetManyAsync(call, list.Handle)
            };
        }
    }

    private static Task<ApiAnswer> GetManyAsync(ApiCall call, Func<ApiCall, Task<ApiAnswer>> configured)
    {
        var isOriginal = false;
        return call.Query(Original) is { } flag && !bool.TryParse(flag, out isOriginal)
            ? Task.FromResult(ApiAnswer.Of(ErrorCatalogue.InvalidParameter.With("Original: allowed is true or false") with { Parameter = "Original" }))
            : isOriginal ? Task.FromResult(OrganizationWrites.Many(call, BuiltInMessages.All.Select(ObjectDocument.Of)))
            : configured(call);
    }
}
