using System.Reflection;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>The one HTTP client of the process. Connections are kept; no proxy stands before this machine's own addresses.</summary>
internal static class HttpTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(100);

    private static readonly Lazy<HttpClient> Direct = new(() => Create(useProxy: false));

    private static readonly Lazy<HttpClient> ByProxy = new(() => Create(useProxy: true));

    /// <summary>HttpClient.Send, which .NET has and .NET Standard 2.0 does not know; null where it is missing.</summary>
    private static readonly Sender? SendNow =
        (Sender?)typeof(HttpClient).GetMethod("Send", [typeof(HttpRequestMessage), typeof(CancellationToken)])?.CreateDelegate(typeof(Sender));

    private delegate HttpResponseMessage Sender(HttpClient client, HttpRequestMessage message, CancellationToken cancelled);

    /// <summary>
    /// Sends on this thread and answers when the whole answer is here: who waits needs none of the threads and types of a way with tasks, which a one-shot ftx would
    /// load at each start. No synchronization context of a host is in this way, so that none can be stuck.
    /// </summary>
    public static HttpResponseMessage Send(Uri server, HttpRequestMessage message, CancellationToken cancelled) =>
        SendNow is { } send ? send(For(server), message, cancelled) : Task.Run(() => For(server).SendAsync(message, cancelled), CancellationToken.None).GetAwaiter().GetResult();

    private static HttpClient For(Uri server) => server.IsLoopback ? Direct.Value : ByProxy.Value;

    private static HttpClient Create(bool useProxy) => new(Handler(useProxy)) { Timeout = AnswerTimeout };

    /// <summary>
    /// A time-out for connecting alone is a property of SocketsHttpHandler, which .NET has and .NET Standard 2.0 does not know. Every PowerShell
    /// that loads this module runs on .NET; should the type ever be missing, connecting takes as long as the system allows.
    /// </summary>
    private static HttpMessageHandler Handler(bool useProxy)
    {
        var type = typeof(HttpClient).Assembly.GetType("System.Net.Http.SocketsHttpHandler");
        if (type is null)
            return new HttpClientHandler { UseProxy = useProxy, AllowAutoRedirect = false };

        var handler = (HttpMessageHandler)Activator.CreateInstance(type)!;
        Set(handler, "UseProxy", useProxy);
        Set(handler, "ConnectTimeout", ConnectTimeout);
        // A redirect would carry the token to whoever the answer names.
        Set(handler, "AllowAutoRedirect", false);
        Set(handler, "UseCookies", false);
        return handler;
    }

    private static void Set(HttpMessageHandler handler, string property, object value) =>
        handler.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public)?.SetValue(handler, value);
}
