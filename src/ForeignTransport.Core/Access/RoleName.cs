namespace ForeignTransport.Core.Access;

/// <summary>Roles as text.</summary>
public static class RoleName
{
    /// <summary>The roles in the form of command lines and configuration files.</summary>
    public const string Allowed = "view-only, operator or administrator";

    /// <summary>Reads <c>view-only</c> as well as <c>ViewOnly</c>, in any case.</summary>
    public static bool TryParse(string? text, out Role role)
    {
        Role? read = text?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "VIEWONLY" => Role.ViewOnly,
            "OPERATOR" => Role.Operator,
            "ADMINISTRATOR" => Role.Administrator,
            _ => null,
        };
        role = read.GetValueOrDefault();
        return read is not null;
    }
}
