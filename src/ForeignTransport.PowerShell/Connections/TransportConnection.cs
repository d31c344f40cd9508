namespace ForeignTransport.PowerShell.Connections;

/// <summary>The servers that the cmdlets speak to, and the token that they show.</summary>
public sealed class TransportConnection
{
    /// <summary>Where a server of this machine listens by default.</summary>
    public static readonly Uri DefaultServer = new("http://127.0.0.1:8558");

    private static TransportConnection? _current;

    private int _preferred;

    internal TransportConnection(IReadOnlyList<Uri> servers, string? token)
    {
        if (servers.Count == 0)
            throw new ArgumentException("At least one server is needed.", nameof(servers));
        Servers = servers;
        Token = string.IsNullOrWhiteSpace(token) ? null : token!.Trim();
    }

    /// <summary>
    /// What the cmdlets use: what <see cref="Use(IReadOnlyList{Uri}, string)"/> was told last, else what the environment says (FTX_SERVER, FTX_TOKEN, FTX_TOKEN_FILE),
    /// else <see cref="DefaultServer"/> without a token.
    /// </summary>
    /// <exception cref="ConnectionSettingsException">The environment is wrong.</exception>
    public static TransportConnection Current => _current ??= ConnectionSettings.FromEnvironment();

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<Uri> Servers { get; }

    /// <summary>Null when none is shown.</summary>
    internal string? Token { get; }

    /// <summary>Makes these servers the ones that every later cmdlet speaks to.</summary>
    public static void Use(IReadOnlyList<Uri> servers, string? token) => Use(new TransportConnection(servers, token));

    internal static void Use(TransportConnection connection) => _current = connection;

    /// <summary>Back to what the environment says.</summary>
    internal static void Forget() => _current = null;

    /// <summary>The servers, the one that answered last first.</summary>
    internal IEnumerable<Uri> InTurn()
    {
        var first = Volatile.Read(ref _preferred);
        return Enumerable.Range(0, Servers.Count).Select(step => Servers[(first + step) % Servers.Count]);
    }

    internal void Prefer(Uri server)
    {
        for (var index = 0; index < Servers.Count; index++)
        {
            if (Servers[index] == server)
                Volatile.Write(ref _preferred, index);
        }
    }
}
