using System.Reflection;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>The one HTTP client of the process. Connections are kept; no proxy stands before this machine's own addresses.</summary>
internal static class HttpTransport
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(100);

    private static readonly Lazy<HttpClient> Direct = new(() => Create(useProxy: false));

    private static readonly Lazy<HttpClient> ByProxy = new(() => Create(useProxy: true));

    public static HttpClient For(Uri server) => server.IsLoopback ? Direct.Value : ByProxy.Value;

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
