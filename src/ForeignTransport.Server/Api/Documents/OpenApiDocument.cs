using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Api.Documents;

/// <summary>The OpenAPI 3.1 document, made of the route table.</summary>
internal static class OpenApiDocument
{
    /// <summary>The whole document.</summary>
    public static JsonObject Write(ImmutableArray<ApiRoute> routes, string version)
    {
        var paths = new JsonObject();
        foreach (var path in routes.GroupBy(route => route.Path))
        {
            var item = new JsonObject();
            foreach (var route in path)
            {
                item[route.Method.ToLowerInvariant()] = Operation(route, routes);
            }

            paths[path.Key] = item;
        }

        var schemas = new JsonObject();
        foreach (var (name, schema) in ApiRoutes.Components)
        {
            schemas[name] = schema.DeepClone();
        }

        schemas["Problem"] = ProblemSchema();
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "ForeignTransport",
                ["version"] = version,
                ["description"] = "Administers the transport servers of an organization. Sizes are texts such as `10MB` or `unlimited`, time spans `dd.hh:mm:ss`.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" }
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = ApiRoutes.BasePath }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] = "An access token of New-TransportAccessToken, or a JWT of the configured OpenID provider. Not asked for where authentication is off."
                    }
                }
            }
        };
    }

    /// <summary>What a caller must be, in words.</summary>
    public static string RoleText(Role role) => role switch
    {
        Role.ViewOnly => "view-only",
        Role.Operator => "operator",
        _ => "administrator"
    };

    private static JsonObject Operation(ApiRoute route, ImmutableArray<ApiRoute> all)
    {
        // Lists and single objects share a cmdlet; an operationId is unique.
        var isSecond = all.First(other => other.Operation == route.Operation) != route;
        var operation = new JsonObject
        {
            ["operationId"] = isSecond ? $"{route.Operation}-ByIdentity" : route.Operation,
            ["summary"] = route.Summary,
            ["description"] = $"{(route.Details.Length > 0 ? route.Details + " " : "")}Role: {RoleText(route.Role)}."
        };
        if (Parameters(route) is { Count: > 0 } parameters)
        {
            operation["parameters"] = parameters;
        }

        if (route.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(body) };
        }

        var success = new JsonObject { ["description"] = route.Summary };
        if (route.Answer is { } answer)
        {
            success["content"] = Content(answer);
        }

        operation["responses"] = new JsonObject
        {
            [route.Status.ToString(CultureInfo.InvariantCulture)] = success,
            ["default"] = new JsonObject
            {
                ["description"] = "It was not done.",
                ["content"] = Content(new ApiBody(Problem.ContentType, Schemas.Reference("Problem")))
            }
        };
        return operation;
    }

    private static JsonArray Parameters(ApiRoute route)
    {
        var parameters = new JsonArray();
        if (route.Path.Contains("{identity}", StringComparison.Ordinal))
        {
            parameters.Add((JsonNode)Parameter("identity", "path", "The object: its name, or its GUID where it has one.", Schemas.Text(), isRequired: true));
        }

        foreach (var query in route.Query)
        {
            parameters.Add((JsonNode)Parameter(
                query.Name, "query", query.Meaning, query.IsRepeatable ? Schemas.Array(Schemas.Text()) : Schemas.Text(), query.IsRequired));
        }

        if (route.HasWhatIf)
        {
            parameters.Add((JsonNode)Parameter("whatIf", "query", "True only says what would be; nothing is changed.", Schemas.Flag(), isRequired: false));
        }

        if (route is { HasRevision: true, Method: not "GET" })
        {
            parameters.Add((JsonNode)Parameter(
                "If-Match", "header", "The ETag that the object had when it was read: 412 when somebody changed it since.", Schemas.Text(), isRequired: false));
        }

        return parameters;
    }

    private static JsonObject Parameter(string name, string place, string meaning, JsonObject schema, bool isRequired) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["description"] = meaning,
        ["required"] = isRequired,
        ["schema"] = schema
    };

    private static JsonObject Content(ApiBody body) => new()
    {
        [body.ContentType] = new JsonObject { ["schema"] = body.Schema.DeepClone() }
    };

    private static JsonObject ProblemSchema() => Schemas.Object(
        "What was wrong (RFC 9457).",
        ("type", Schemas.Text("Where the error is explained.")),
        ("title", Schemas.Text("What happened.")),
        ("status", Schemas.Number("The HTTP status.")),
        ("detail", Schemas.Text("What exactly: the parameter, the offending text, what is allowed.")),
        ("code", Schemas.Text("`FT-nnnn`.")),
        ("name", Schemas.Text("The name of the error.")),
        ("parameter", Schemas.OptionalText("The parameter that is wrong.")),
        ("remedy", Schemas.Text("What to do about it.")));
}
