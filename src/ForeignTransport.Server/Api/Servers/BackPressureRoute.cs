using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Servers;

/// <summary>What a server has measured of its resources.</summary>
internal sealed class BackPressureRoute(ApiServices services)
{
    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("ResourceUse", Schemas.Object(
            ("resource", Schemas.Text("Its name, with the directory whose drive it is.")),
            ("level", Schemas.Choice("", [.. Enum.GetNames<PressureLevel>()])),
            ("since", Schemas.Time("When it came to that level; null when it has had it from the start.")),
            ("value", Schemas.Number("How much of it is used.")),
            ("unit", Schemas.Text("%, messages or ms.")),
            ("lowToMedium", Schemas.Number("Reached from below: Medium.")),
            ("mediumToHigh", Schemas.Number("Reached from below: High.")),
            ("highToMedium", Schemas.Number("Fallen to: Medium.")),
            ("mediumToLow", Schemas.Number("Fallen to: Low.")),
            ("historyDepth", Schemas.Number("How many measurements are looked back on; 0 where only the last one counts.")),
            ("stopsIntake", Schemas.Flag("True when nothing new is taken in because of it.")),
            ("explanation", Schemas.Text("All that in one line."))))
    ];

    public ApiRoute Route => new(
        "GET", "/servers/{identity}/back-pressure", "Get-TransportBackPressure", Role.ViewOnly, "Shows the resources that a server measures, and how scarce they are.", GetAsync)
    {
        Details = "Empty when the server does not measure (back-pressure.enabled). From Medium on nothing new is taken in, except where only memory of other programs is scarce.",
        Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("ResourceUse")))
    };

    private async Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var server = (await services.Server.GetServersAsync(call.Aborted)).FirstOrDefault(
            server => server.Name.Equals(call.Identity, StringComparison.OrdinalIgnoreCase));
        return server is null ? ApiAnswer.Of(ErrorCatalogue.ObjectNotFound.About("server", call.Identity))
            : server.Facts is not { } facts ? ApiAnswer.Of(ErrorCatalogue.ServerSilent.With(server.Name))
            : ApiAnswer.Of(Page.Document(facts.Resources.Select(Show), facts.Resources.Length));
    }

    private static JsonObject Show(ResourceUse use) => new()
    {
        ["resource"] = use.Name,
        ["level"] = use.Level.ToString(),
        ["since"] = use.Since is { } since ? ObjectDocument.Time(since) : null,
        ["value"] = use.Value,
        ["unit"] = use.Unit,
        ["lowToMedium"] = use.Thresholds.LowToMedium,
        ["mediumToHigh"] = use.Thresholds.MediumToHigh,
        ["highToMedium"] = use.Thresholds.HighToMedium,
        ["mediumToLow"] = use.Thresholds.MediumToLow,
        ["historyDepth"] = use.Thresholds.HistoryDepth,
        ["stopsIntake"] = use.StopsIntake,
        ["explanation"] = use.Explanation
    };
}
