namespace ForeignTransport.PowerShell.Connections;

/// <summary>Who speaks to which server.</summary>
public sealed class TransportSession
{
    public string Server { get; internal set; } = "";

    public string Caller { get; internal set; } = "";

    /// <summary>ViewOnly, Operator or Administrator.</summary>
    public string Role { get; internal set; } = "";

    /// <summary>none, token or oidc.</summary>
    public string Authentication { get; internal set; } = "";

    public string Version { get; internal set; } = "";

    public Uri? Address { get; internal set; }
}
