namespace ForeignTransport.PowerShell.Access;

/// <summary>An access token that was just made, with its secret, which is shown this once.</summary>
public sealed class CreatedAccessToken
{
    public string Name { get; internal set; } = "";

    public string Role { get; internal set; } = "";

    public DateTime Created { get; internal set; }

    /// <summary>Null when it does not expire.</summary>
    public DateTime? Expires { get; internal set; }

    public string CreatedBy { get; internal set; } = "";

    /// <summary>The secret. The server keeps only a hash of it.</summary>
    public string Token { get; internal set; } = "";

    public string Identity => Name;

    /// <inheritdoc />
    public override string ToString() => Name;
}
