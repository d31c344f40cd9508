namespace ForeignTransport.PowerShell.Connections;

/// <summary>The servers that the cmdlets speak to, and the token that they show.</summary>
public sealed class TransportConnection
{
    private TransportConnection(IReadOnlyList<Uri> servers, string? token)
    {
        Servers = servers;
        Token = token;
    }

    /// <summary>What the cmdlets use; null before anybody said.</summary>
    public static TransportConnection? Current { get; private set; }

    public IReadOnlyList<Uri> Servers { get; }

    public string? Token { get; }

    /// <summary>Makes these servers the ones that every later cmdlet speaks to.</summary>
    public static void Use(IReadOnlyList<Uri> servers, string? token) => Current = new(servers, token);
}
