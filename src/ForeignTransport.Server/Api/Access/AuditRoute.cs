using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Api.Access;

/// <summary>Who did what.</summary>
internal sealed class AuditRoute(ApiServices services)
{
    /// <summary>Entries that one answer has at most.</summary>
    private const int LargestPage = 500;

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("AuditEntry", Schemas.Object(
            ("id", Schemas.Text()),
            ("runDate", Schemas.Time("When the act began.")),
            ("caller", Schemas.Text("Who.")),
            ("role", Schemas.Choice("", [.. Enum.GetNames<Role>()])),
            ("authentication", Schemas.Choice("How he was recognized.", "none", "token", "oidc")),
            ("server", Schemas.Text("The server that was asked.")),
            ("client", Schemas.Text("The program that asked, as it calls itself.")),
            ("remoteAddress", Schemas.Text()),
            ("cmdletName", Schemas.Text()),
            ("objectModified", Schemas.Text("The objects that were changed, the one that was meant first; what was given where none was.")),
            ("cmdletParameters", Schemas.Array(Schemas.Object(("name", Schemas.Text()), ("value", Schemas.Text())))),
            ("before", new JsonObject { ["description"] = "The object before; null when there was none." }),
            ("after", new JsonObject { ["description"] = "The object after; null when there is none." }),
            ("succeeded", new JsonObject { ["type"] = new JsonArray("boolean", "null"), ["description"] = "Null: how it ended is not known." }),
            ("error", Schemas.OptionalText())))
    ];

    public ApiRoute Route => new(
        "GET", "/audit", "Search-AdminAuditLog", Role.Administrator, "Tells who changed what and when, before and after, the newest first.", SearchAsync)
    {
        Query =
        [
            new("startDate", "Not older: a time of ISO 8601."),
            new("endDate", "Older: a time of ISO 8601."),
            new("cmdlets", "Only these cmdlets.", IsRepeatable: true),
            new("objectIds", "Only acts on these objects: by their names, or by what the act was given.", IsRepeatable: true),
            new("userIds", "Only acts of these callers.", IsRepeatable: true),
            new("resultSize", $"How many entries at most, up to {LargestPage}; large ones make a page smaller. Default: {LargestPage}."),
            new("bookmarkIndex", "The position of the first entry, from 1."),
            new("before", "The `next` of the answer before: the next page.")
        ],
        Answer = new(ApiBody.Json, Schemas.Object(
            ("items", Schemas.Array(Schemas.Reference("AuditEntry"))),
            ("total", Schemas.Number("How many there are, shown or not.")),
            ("next", Schemas.OptionalText("Where the next page begins; null when there is none."))))
    };

    private async Task<ApiAnswer> SearchAsync(ApiCall call)
    {
        if (!Page.TryRead(call, out var page, out var error)
            || !TryTime(call, "startDate", "StartDate", out var start, out error)
            || !TryTime(call, "endDate", "EndDate", out var end, out error))
        {
            return ApiAnswer.Of(error!);
        }

        AuditPosition? before = null;
        if (call.Query("before") is { } text)
        {
            if (!AuditPosition.TryParse(text, out var position))
            {
                return ApiAnswer.Of(ErrorCatalogue.InvalidParameter.With("Before: allowed is the next of an answer") with { Parameter = "Before" });
            }

            before = position;
        }

        var found = await services.Access.Audit.QueryAsync(
            new AuditFilter
            {
                StartDate = start,
                EndDate = end,
                Cmdlets = [.. call.QueryList("cmdlets").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
                // A name may hold a comma; several are given one by one.
                ObjectIds = [.. call.QueryList("objectIds")],
                UserIds = [.. call.QueryList("userIds")],
                Before = before,
                Skip = page.First - 1,
                Take = Math.Min(page.Size, LargestPage)
            },
            call.Aborted);
        await JsonAnswer.WriteListAsync(
            call.Context, found.Entries.Select(Show), [("total", found.Total), ("next", found.Next?.ToString())], ApiBody.Json);
        return new ApiAnswer.Written();
    }

    private static bool TryTime(ApiCall call, string key, string parameter, out DateTimeOffset? time, out TransportError? error)
    {
        (time, error) = (null, null);
        if (call.Query(key) is not { } text)
        {
            return true;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
        {
            time = read;
            return true;
        }

        error = ErrorCatalogue.InvalidParameter.With($"{parameter}: allowed is a time of ISO 8601, such as 2027-01-31T00:00:00Z") with { Parameter = parameter };
        return false;
    }

    private static JsonObject Show(AuditEntry entry) => new()
    {
        ["id"] = entry.Id.ToString("N"),
        ["runDate"] = ObjectDocument.Time(entry.RunDate),
        ["caller"] = entry.Caller.Name,
        ["role"] = entry.Caller.Role.ToString(),
        ["authentication"] = entry.Caller.Authentication.ToString().ToLowerInvariant(),
        ["server"] = entry.Server,
        ["client"] = entry.Client,
        ["remoteAddress"] = entry.RemoteAddress,
        ["cmdletName"] = entry.CmdletName,
        ["objectModified"] = entry.ObjectModified,
        ["cmdletParameters"] = new JsonArray(
            [.. entry.Parameters.Select(parameter => new JsonObject { ["name"] = parameter.Name, ["value"] = parameter.Value })]),
        ["before"] = Parse(entry.Outcome?.Before),
        ["after"] = Parse(entry.Outcome?.After),
        ["succeeded"] = entry.Outcome?.Succeeded,
        ["error"] = entry.Outcome?.Error
    };

    private static JsonNode? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            // A row that another release wrote, or a person: shown as it is.
            return JsonValue.Create(json);
        }
    }
}
