using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Text.Json;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>
/// Speaks the HTTP API to the servers of a connection. The next server is tried when one does not answer and repeating does no harm: the
/// request was a read, or certainly never got there.
/// </summary>
internal sealed class TransportClient(TransportConnection connection)
{
    private const string ClientHeader = "X-ForeignTransport-Client";

    /// <summary>Of answers that are a file.</summary>
    private const string FileType = "application/octet-stream";

    private static readonly string ClientName = $"{Assembly.GetEntryAssembly()?.GetName().Name ?? "powershell"}/{Version()}";

    private static readonly JsonElement Nothing = JsonDocument.Parse("null").RootElement.Clone();

    /// <summary>Told the request line before it is sent; it never holds a token.</summary>
    public Action<string> Trace { get; set; } = _ => { };

    /// <summary>Waits for the answer on this thread.</summary>
    /// <exception cref="TransportProblemException">The server refused.</exception>
    /// <exception cref="ServerAwayException">No server answered.</exception>
    /// <exception cref="OperationCanceledException">The caller no longer waits.</exception>
    public TransportAnswer Send(TransportRequest request, CancellationToken cancelled)
    {
        var tried = new List<(Uri, Exception)>();
        foreach (var server in connection.InTurn())
        {
            Trace($"{request.Method.Method} {server.GetLeftPart(UriPartial.Authority)}{request.Target}");
            try
            {
                var answer = Send(server, request, cancelled);
                connection.Prefer(server);
                return answer;
            }
            catch (Exception cause) when (cause is HttpRequestException or IOException || (cause is OperationCanceledException && !cancelled.IsCancellationRequested))
            {
                if (!request.IsRead && !WasNeverSent(cause))
                    throw ServerAwayException.Unknown(server, cause);
                tried.Add((server, cause));
            }
        }

        throw ServerAwayException.Of(tried);
    }

    private TransportAnswer Send(Uri server, TransportRequest request, CancellationToken cancelled)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(server, request.Target));
        if (connection.Token is { } token)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.TryAddWithoutValidation(ClientHeader, ClientName);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        using var response = HttpTransport.Send(server, message, cancelled);
        var content = response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        if (!response.IsSuccessStatusCode)
            throw TransportProblemException.Of(server, (int)response.StatusCode, response.ReasonPhrase, content);
        if (response.Content.Headers.ContentType?.MediaType == FileType)
            return new TransportAnswer(server, Nothing, content);
        if (content.Length == 0)
            return new TransportAnswer(server, Nothing);
        using var document = JsonDocument.Parse(content);
        return new TransportAnswer(server, document.RootElement.Clone());
    }

    /// <summary>Refused, unknown, unreachable, no time to connect or no agreement on TLS: not a byte of the request went out.</summary>
    private static bool WasNeverSent(Exception cause) =>
        cause is HttpRequestException { InnerException: SocketException or AuthenticationException }
        || (cause is OperationCanceledException { InnerException: TimeoutException { InnerException: null } timeout }
            && timeout.Message.IndexOf("ConnectTimeout", StringComparison.Ordinal) >= 0);

    private static string Version()
    {
        var version = typeof(TransportClient).Assembly.GetName().Version!;
        return $"{version.Major}.{version.Minor}.{version.Build}";
    }
}
