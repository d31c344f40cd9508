using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api;

/// <summary>The error catalogue: where the <c>type</c> of every problem leads.</summary>
internal static class ErrorRoutes
{
    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("Error", Schemas.Object(
            ("code", Schemas.Text("`FT-nnnn`; never reused.")),
            ("name", Schemas.Text()),
            ("status", Schemas.Text("Enhanced status code (RFC 3463); class 4 is temporary.")),
            ("meaning", Schemas.Text()),
            ("remedy", Schemas.Text())))
    ];

    public static IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/errors", "Get-TransportError", Role.ViewOnly, "Lists every error that an operator can see.", GetManyAsync)
        {
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("Error")))
        },
        new("GET", "/errors/{identity}", "Get-TransportError", Role.ViewOnly, "Explains an error by its code.", GetAsync)
        {
            Answer = new(ApiBody.Json, Schemas.Reference("Error"))
        }
    ];

    private static Task<ApiAnswer> GetManyAsync(ApiCall call) =>
        Task.FromResult(ApiAnswer.Of(Page.Document(ErrorCatalogue.All.Select(Show), ErrorCatalogue.All.Length)));

    private static Task<ApiAnswer> GetAsync(ApiCall call) => Task.FromResult(ErrorCatalogue.Find(call.Identity.ToUpperInvariant()) is { } entry
        ? ApiAnswer.Of(Show(entry))
        : ApiAnswer.Of(ErrorCatalogue.ObjectNotFound.About("error", call.Identity)));

    private static JsonObject Show(ErrorEntry entry) => new()
    {
        ["code"] = entry.Code,
        ["name"] = entry.Name,
        ["status"] = entry.Status,
        ["meaning"] = entry.Meaning,
        ["remedy"] = entry.Remedy
    };
}
