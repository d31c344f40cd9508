using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Api.Organization;

namespace ForeignTransport.Server.Api.Access;

/// <summary>Who may come in.</summary>
internal sealed class AccessTokenRoutes(ApiServices services)
{
    private const string Many = "/access-tokens";

    private static readonly string[] Allowed = ["Name", "Role", "Expires"];

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("AccessToken", Schemas.Object(
            ("identity", Schemas.Text("Its name.")),
            ("name", Schemas.Text()),
            ("role", Schemas.Choice("What its bearer may do.", [.. Enum.GetNames<Role>()])),
            ("created", Schemas.Time()),
            ("expires", Schemas.Time("Null for never.")),
            ("createdBy", Schemas.Text()),
            ("lastUsed", Schemas.Time("To within a minute or two; null for never.")),
            ("token", Schemas.OptionalText("The secret; only in the answer that creates it."))))
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Many, "Get-TransportAccessToken", Role.Administrator, "Lists the access tokens, without their secrets.", GetManyAsync)
        {
            Query = [.. Page.Query],
            Answer = new(ApiBody.Json, Schemas.List(Schemas.Reference("AccessToken")))
        },
        new("POST", Many, "New-TransportAccessToken", Role.Administrator, "Creates an access token, and shows its secret this once.", CreateAsync)
        {
            Body = new(ApiBody.Json, Schemas.Object(
                ("name", Schemas.Text($"Allowed: {AccessToken.AllowedName}.")),
                ("role", Schemas.Choice("", [.. Enum.GetNames<Role>()])),
                ("expires", Schemas.Time("Without it the token does not expire.")))),
            Answer = OrganizationWritesAnswer,
            Status = StatusCodes.Status201Created
        },
        new("DELETE", Many + "/{identity}", "Remove-TransportAccessToken", Role.Administrator, "Revokes an access token: refused everywhere within 5 seconds.", RemoveAsync)
        {
            Answer = OrganizationWritesAnswer
        }
    ];

    private static ApiBody OrganizationWritesAnswer => OrganizationWrites.AnswerTo("AccessToken");

    private async Task<ApiAnswer> GetManyAsync(ApiCall call)
    {
        if (!Page.TryRead(call, out var page, out var error))
        {
            return ApiAnswer.Of(error!);
        }

        var tokens = await services.Access.Tokens.ListAsync(call.Aborted);
        return ApiAnswer.Of(page.Cut(tokens.Select(token => Show(token)), tokens.Length));
    }

    private async Task<ApiAnswer> CreateAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null)
        {
            return ApiAnswer.Of(error!);
        }

        if (given.Values.Keys.FirstOrDefault(name => !Allowed.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            return ApiAnswer.Of(ErrorCatalogue.UnknownParameter.About("", unknown) with { Parameter = unknown });
        }

        if (Text(given, "Name") is not { } name)
        {
            return Missing("Name");
        }

        if (Text(given, "Role") is not { } roleText)
        {
            return Missing("Role");
        }

        if (!RoleName.TryParse(roleText, out var role))
        {
            return ApiAnswer.Of(ErrorCatalogue.InvalidParameter.With($"Role: allowed are {string.Join(", ", Enum.GetNames<Role>())}") with { Parameter = "Role" });
        }

        if (!TryReadExpires(given, out var expires))
        {
            return ApiAnswer.Of(ErrorCatalogue.InvalidParameter.With("Expires: allowed is a time of ISO 8601, such as 2027-01-31T00:00:00Z") with { Parameter = "Expires" });
        }

        var created = await services.Access.Tokens.CreateAsync(name, role, expires, call.Caller.Name, call.Aborted);
        if (!created.IsCreated)
        {
            return ApiAnswer.Of(created.Error);
        }

        var shown = Show(created.Token);
        shown["token"] = created.Secret;
        return new ApiAnswer.Json(Written(shown)) { Location = $"{Many}/{Uri.EscapeDataString(created.Token.Name)}", After = AuditedToken.Describe(created.Token) };
    }

    private async Task<ApiAnswer> RemoveAsync(ApiCall call)
    {
        var (token, error) = await services.Access.Tokens.RemoveAsync(call.Identity, call.Aborted);
        return error is not null ? ApiAnswer.Of(error) : new ApiAnswer.Json(Written(null)) { Before = AuditedToken.Describe(token) };
    }

    private static JsonObject Written(JsonObject? token) => OrganizationWrites.Written(token, changed: true, whatIf: false, warnings: []);

    private static JsonObject Show(AccessToken token) => new()
    {
        ["identity"] = token.Name,
        ["name"] = token.Name,
        ["role"] = token.Role.ToString(),
        ["created"] = ObjectDocument.Time(token.Created),
        ["expires"] = token.Expires is { } expires ? ObjectDocument.Time(expires) : null,
        ["createdBy"] = token.CreatedBy,
        ["lastUsed"] = token.LastUsed is { } used ? ObjectDocument.Time(used) : null
    };

    private static string? Text(ParameterChanges given, string name) =>
        given.Values.GetValueOrDefault(name) is ParameterValue.Scalar { Text: { Length: > 0 } text } ? text : null;

    /// <summary>Absent or null is for ever. Whatever else is no time is refused: who wrote it wanted an end.</summary>
    private static bool TryReadExpires(ParameterChanges given, out DateTimeOffset? expires)
    {
        expires = null;
        if (given.Values.GetValueOrDefault("Expires") is not { } value || value == ParameterValue.Null)
        {
            return true;
        }

        if (value is not ParameterValue.Scalar { Text: { } text }
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            return false;
        }

        expires = end;
        return true;
    }

    private static ApiAnswer Missing(string name) => ApiAnswer.Of(ErrorCatalogue.MissingParameter.With(name) with { Parameter = name });
}
