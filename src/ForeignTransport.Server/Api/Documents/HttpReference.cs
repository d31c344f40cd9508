using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Api.Documents;

/// <summary>Writes the reference of the HTTP API (docs/reference/http-api.md) from the route table, so that it cannot drift from the code.</summary>
public static class HttpReference
{
    /// <summary>The whole page as Markdown, lines ended by LF.</summary>
    public static string Write()
    {
        var routes = ApiRoutes.Describe();
        var page = new StringBuilder();
        page.Append($$"""
            # HTTP API

            Written by `foreign-transport docs http-api` from the route table; do not edit. A running server has the same as an OpenAPI 3.1 document at
            `{{Problem.BasePath}}/openapi.json`.

            Every path begins with `{{Problem.BasePath}}`. Bodies are JSON in UTF-8 unless the route says otherwise. Parameters have Exchange's names in camel
            case; sizes are texts such as `10MB` or `unlimited`, time spans `dd.hh:mm:ss`, a null is `$null`. A list is replaced by an array, and
            edited by `{"add":[...],"remove":[...]}`.

            An answer to a write has the `object` as it is now, `changed`, and `warnings`. With `?whatIf=true` it says what would be, and nothing is
            changed. An object has an `etag`, which is also the header ETag: sent back as If-Match, the write is refused with 412 when somebody
            changed the object since. What cannot be read is refused: several ETags, one without quotes, a `whatIf` other than `true` or `false`, and
            `whatIf=true` where the operation does not have it.

            Errors are problem documents (`application/problem+json`, RFC 9457) with the `code` of the error catalogue, the `parameter` that is wrong and a `remedy`;
            their `type` leads to the explanation. 400 the request is wrong, 401 no or no valid token, 403 the role does not suffice, 404 no such
            object, 409 the name or the object is in use, or the object is in another state, 412 changed meanwhile, 413 too large, 415 wrong Content-Type, 429 too many failed attempts, 503 try again later.

            | Request | Cmdlet | Role |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var route in routes)
            page.Append(CultureInfo.InvariantCulture, $"| `{route.Method} {route.Path}` | {route.Operation} | {OpenApiDocument.RoleText(route.Role)} |\n");

        foreach (var route in routes)
            Append(page, route);
        page.Append("\n# Documents\n");
        foreach (var (name, schema) in ApiRoutes.Components)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n");
            AppendProperties(page, schema.AsObject());
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, ApiRoute route)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {route.Method} {route.Path}\n\n{route.Summary}{(route.Details.Length > 0 ? " " + route.Details : "")}\n\n");
        foreach (var query in Queries(route))
            page.Append(CultureInfo.InvariantCulture, $"- `?{query.Name}=`{(query.IsRequired ? " (required)" : "")}{(query.IsRepeatable ? " (may be repeated)" : "")}: {query.Meaning}\n");
        if (route.Body is { } body)
        {
            page.Append(CultureInfo.InvariantCulture, $"- Body: `{body.ContentType}`{(body.MaxBytes == ApiBody.AnySize ? "" : $", at most {body.MaxBytes >> 10} KB")}\n");
            AppendProperties(page, body.Schema.AsObject(), "  ");
        }

        page.Append(CultureInfo.InvariantCulture, $"- Answer: {route.Status}");
        page.Append(route.Answer is { } answer ? $", {Shape(answer)}\n" : "\n");
    }

    private static ImmutableArray<ApiQuery> Queries(ApiRoute route) =>
        route.HasWhatIf ? route.Query.Add(new("whatIf", "`true` only says what would be.")) : route.Query;

    private static string Shape(ApiBody body)
    {
        var schema = body.Schema.AsObject();
        if (Named(schema) is { } name)
            return name;
        var properties = schema["properties"]?.AsObject();
        if (properties?["items"]?["items"] is JsonObject item && properties["total"] is not null)
            return Named(item) is { } one ? $"a list (`items`, `total`) of {one}" : "a list (`items`, `total`)";
        if (properties?["object"]?["anyOf"]?[0] is JsonObject written && Named(written) is { } changed)
            return $"`object` ({changed}), `changed`, `whatIf`, `warnings`";
        return properties is null ? $"`{body.ContentType}`" : string.Join(", ", properties.Select(property => $"`{property.Key}`"));
    }

    private static string? Named(JsonObject schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference && reference[(reference.LastIndexOf('/') + 1)..] is var name
            ? $"[{name}](#{name.ToLowerInvariant()})"
            : null;

    private static void AppendProperties(StringBuilder page, JsonObject schema, string indent = "")
    {
        if (schema["properties"] is not JsonObject properties)
            return;
        foreach (var (name, property) in properties)
            page.Append(CultureInfo.InvariantCulture, $"{indent}- `{name}`{Meaning(property!.AsObject())}\n");
    }

    private static string Meaning(JsonObject schema)
    {
        var choices = schema["enum"] is JsonArray values ? $" One of {string.Join(", ", values.Select(value => $"`{value}`"))}." : "";
        var text = schema["description"]?.GetValue<string>() ?? "";
        return text.Length + choices.Length == 0 ? "" : $": {(text + choices).Trim().Replace("<", "\\<", StringComparison.Ordinal)}";
    }
}
