using System.Net.Http.Headers;
using System.Text.Json;
using ForeignTransport.Shell.Settings;

namespace ForeignTransport.Shell.Interactive;

/// <summary>Asks the first server that answers for its name, to show it in the prompt.</summary>
internal static class ServerName
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The name; null when no server says it. Never fails: the first command will say what is wrong.</summary>
    public static async Task<string?> AskAsync(ConnectionSettings connection, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        foreach (var server in connection.Servers)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(server.AbsoluteUri.TrimEnd('/') + "/"), "api/v1/session"));
                if (connection.Token is { } token)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

                using var response = await client.SendAsync(request, cancellation);
                if (!response.IsSuccessStatusCode)
                    continue;

                using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
                if (document.RootElement.TryGetProperty("server", out var name) && name.GetString() is { Length: > 0 } text && !text.Any(char.IsControl))
                    return text;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException)
            {
                if (cancellation.IsCancellationRequested)
                    return null;
            }
        }

        return null;
    }
}
