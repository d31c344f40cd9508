using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Access;

/// <summary>An access token, without its secret.</summary>
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

    /// <inheritdoc />
    public override string ToString() => Name;
}
