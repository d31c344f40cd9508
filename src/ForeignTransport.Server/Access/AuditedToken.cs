using System.Text.Json;
using System.Text.Json.Serialization;
using ForeignTransport.Core.Access;

namespace ForeignTransport.Server.Access;

/// <summary>An access token as it stands in the audit log.</summary>
internal sealed record AuditedToken(string Name, string Role, DateTimeOffset Created, DateTimeOffset? Expires, string CreatedBy)
{
    /// <summary>The token as JSON; null for none.</summary>
    public static string? Describe(AccessToken? token) => token is null
        ? null
        : JsonSerializer.Serialize(
            new AuditedToken(token.Name, token.Role.ToString(), token.Created, token.Expires, token.CreatedBy), AuditedTokenJson.Default.AuditedToken);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuditedToken))]
internal sealed partial class AuditedTokenJson : JsonSerializerContext;
