using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Access;

/// <summary>Who did what.</summary>
internal sealed class AuditRoute(ApiServices services)
{
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
            ("objectModified", Schemas.Text()),
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
            new("objectIds", "Only acts on these objects.", IsRepeatable: true),
            new("userIds", "Only acts of these callers.", IsRepeatable: true),
            .. Page.Query
        ],
        Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("AuditEntry")))
    };

    private async Task<ApiAnswer> SearchAsync(ApiCall call)
    {
        if (!Page.TryRead(call, out var page, out var error)
            || !TryTime(call, "startDate", "StartDate", out var start, out error)
            || !TryTime(call, "endDate", "EndDate", out var end, out error))
        {
            return ApiAnswer.Of(error!);
        }

        var found = await services.Access.Audit.QueryAsync(
            new AuditFilter
            {
                StartDate = start,
                EndDate = end,
                Cmdlets = Values(call, "cmdlets"),
                ObjectIds = Values(call, "objectIds"),
                UserIds = Values(call, "userIds"),
                Skip = page.First - 1,
                Take = page.Size
            },
            call.Aborted);
        return ApiAnswer.Of(Page.Document(found.Entries.Select(Show), found.Total));
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

    private static ImmutableArray<string> Values(ApiCall call, string key) =>
        [.. call.QueryList(key).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

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
