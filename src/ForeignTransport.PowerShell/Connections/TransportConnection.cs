using System.Text.Json;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>The servers that the cmdlets speak to, and the token that they show.</summary>
public sealed class TransportConnection
{
    /// <summary>Where a server of this machine listens by default.</summary>
    public static readonly Uri DefaultServer = new("http://127.0.0.1:8558");

    private static TransportConnection? _current;

    private volatile Uri? _answering;

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

    /// <summary>The server that answered last: it is tried first. Null until one has answered.</summary>
    public Uri? Answering => _answering;

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
    /// The first server of this connection that answers, and its name, for a prompt; null when none answers in time, or none says it. It goes the way of the cmdlets: no proxy before
    /// addresses of this machine, and no redirect, which would carry the token to others.
    /// </summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancelled">The caller no longer waits.</param>
    /// <exception cref="TransportProblemException">The server refused.</exception>
    public async Task<(Uri Server, string Name)?> FindServerNameAsync(TimeSpan patience, CancellationToken cancelled)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(patience);
        try
        {
            var answer = await Task.Run(() => new TransportClient(this).Send(TransportRequest.Get("session"), limit.Token), CancellationToken.None).ConfigureAwait(false);
            return answer.Body.ValueKind is JsonValueKind.Object && answer.Body.TryGetProperty("server", out var name) && name.ValueKind is JsonValueKind.String
                && name.GetString() is { Length: > 0 } text && !text.Any(char.IsControl) ? (answer.Server, text) : null;
        }
        catch (Exception cause) when (cause is ServerAwayException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    internal static void Use(TransportConnection connection) => _current = connection;

    /// <summary>Back to what the environment says.</summary>
    internal static void Forget() => _current = null;

    /// <summary>The servers, the one that answered last first.</summary>
    internal IEnumerable<Uri> InTurn() =>
        _answering is { } last ? Servers.SkipWhile(server => server != last).Concat(Servers.TakeWhile(server => server != last)) : Servers;

    internal void Prefer(Uri server) => _answering = server;
}
