using System.Text;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>One request of the HTTP API.</summary>
internal sealed class TransportRequest(HttpMethod method, string path)
{
    public const string BasePath = "/api/v1/";
    public const string Json = "application/json";

    public static readonly HttpMethod Patch = new("PATCH");

    private readonly StringBuilder _query = new();

    public HttpMethod Method { get; } = method;

    public byte[]? Body { get; set; }

    public string ContentType { get; set; } = Json;

    /// <summary>Repeating it elsewhere does no harm.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>Path and query, as in a request line.</summary>
    public string Target => $"{BasePath}{path}{_query}";

    public static TransportRequest Get(string path) => new(HttpMethod.Get, path);

    /// <summary>Adds a parameter; a null one is left out.</summary>
    public TransportRequest With(string key, string? value)
    {
        if (value is not null)
            _query.Append(_query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    /// <summary>Adds a time; a null one is left out.</summary>
    public TransportRequest With(string key, DateTime? time) => With(key, time is { } given ? JsonBody.Time(given) : null);

    /// <summary>Adds a parameter once for each value.</summary>
    public TransportRequest With(string key, IEnumerable<string>? values)
    {
        foreach (var value in values ?? [])
            With(key, value);
        return this;
    }
}
