using System.Collections.Immutable;
using System.Text.Json;

namespace ForeignTransport.Core.Access;

/// <summary>How the claims of a JSON Web Token become a role.</summary>
/// <param name="Claim">
/// The claim that holds groups or roles: its name, or, when the token has none of that name, a path such as <c>realm_access.roles</c> (Keycloak).
/// </param>
/// <param name="Administrator">Values that make an administrator.</param>
/// <param name="Operator">Values that make an operator.</param>
/// <param name="ViewOnly">Values that let look.</param>
public sealed record ClaimedRoles(
    string Claim, ImmutableArray<string> Administrator, ImmutableArray<string> Operator, ImmutableArray<string> ViewOnly)
{
    /// <summary>The highest role that a token's claims give; null for none. Values are compared exactly.</summary>
    /// <param name="claims">The payload of a token whose signature was checked.</param>
    public Role? Decide(JsonElement claims)
    {
        var values = Values(claims);
        return values.Any(value => Administrator.Contains(value, StringComparer.Ordinal)) ? Role.Administrator
            : values.Any(value => Operator.Contains(value, StringComparer.Ordinal)) ? Role.Operator
            : values.Any(value => ViewOnly.Contains(value, StringComparer.Ordinal)) ? Role.ViewOnly
            : null;
    }

    private List<string> Values(JsonElement claims)
    {
        if (!TryFind(claims, out var found))
        {
            return [];
        }

        return found.ValueKind switch
        {
            JsonValueKind.Array => [.. found.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            // RFC 8693 section 4.2: scopes are one text, separated by spaces. A group may have a space in its name.
            JsonValueKind.String when Claim is "scope" or "scp" => [.. found.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            JsonValueKind.String => [found.GetString()!],
            _ => [],
        };
    }

    private bool TryFind(JsonElement claims, out JsonElement found)
    {
        found = claims;
        if (claims.ValueKind == JsonValueKind.Object && claims.TryGetProperty(Claim, out var named))
        {
            found = named;
            return true;
        }

        foreach (var step in Claim.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
            {
                return false;
            }
        }

        return true;
    }
}
