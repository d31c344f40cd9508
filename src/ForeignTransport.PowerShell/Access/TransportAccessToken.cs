using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Access;

/// <summary>An access token, without its secret except once: when it is made.</summary>
public sealed class TransportAccessToken : INamedObject
{
    public string Name { get; internal set; } = "";

    public string Role { get; internal set; } = "";

    public DateTime Created { get; internal set; }

    /// <summary>Null when it does not expire.</summary>
    public DateTime? Expires { get; internal set; }

    public string CreatedBy { get; internal set; } = "";

    public DateTime? LastUsed { get; internal set; }

    public string Identity { get; internal set; } = "";

    /// <summary>The secret, shown when the token is made and never again.</summary>
    public string? Token { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
