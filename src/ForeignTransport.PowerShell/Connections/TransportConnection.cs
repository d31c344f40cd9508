using System.Text.Json;

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

    /// <summary>
    /// The same for a host that has read the environment, and settings of its own, and cleared the token there: it is shown to later servers of Connect-ForeignTransport -Uri too, as the
    /// token of the environment is.
    /// </summary>
    public static void Begin(IReadOnlyList<Uri> servers, string? token)
    {
        Use(servers, token);
        ConnectionSettings.HandedOver = Current.Token;
    }

    /// <summary>
    /// The name of the first server that answers, for a prompt; null when none says it. Never fails: the first command will say what is wrong. It goes the way of the cmdlets: no
    /// proxy before addresses of this machine, and no redirect, which would carry the token to others.
    /// </summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancelled">The caller no longer waits.</param>
    public static async Task<string?> FindServerNameAsync(TimeSpan patience, CancellationToken cancelled)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(patience);
        try
        {
            var answer = await Task.Run(() => new TransportClient(Current).Send(TransportRequest.Get("session"), limit.Token), CancellationToken.None).ConfigureAwait(false);
            return answer.Body.ValueKind is JsonValueKind.Object && answer.Body.TryGetProperty("server", out var name) && name.ValueKind is JsonValueKind.String
                && name.GetString() is { Length: > 0 } text && !text.Any(char.IsControl) ? text : null;
        }
        catch (Exception cause) when (cause is TransportProblemException or ServerAwayException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

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
