using System.Text.Json;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>What a server answered to a request that it did not refuse.</summary>
internal sealed class TransportAnswer(Uri server, JsonElement body, byte[]? content = null)
{
    public Uri Server { get; } = server;

    /// <summary>What is no document but a file; null when it is not.</summary>
    public byte[]? Content { get; } = content;

    public JsonElement Body { get; } = body;

    /// <summary>Of a list.</summary>
    public IEnumerable<JsonElement> Items => Body.TryGetProperty("items", out var items) ? items.EnumerateArray() : [];

    /// <summary>Of a list: how many there are, shown or not.</summary>
    public int Total => Body.TryGetProperty("total", out var total) ? total.GetInt32() : Items.Count();

    /// <summary>Of a page: the position of its first item, from 1; 0 when it is empty.</summary>
    public int FirstIndex => Body.TryGetProperty("firstIndex", out var first) ? first.GetInt32() : Items.Any() ? 1 : 0;

    /// <summary>Of a list: where its next page begins; null when there is none.</summary>
    public string? Next => Body.TryGetProperty("next", out var next) && next.ValueKind is JsonValueKind.String ? next.GetString() : null;

    /// <summary>Of a change: the object after it.</summary>
    public JsonElement? Object => Body.TryGetProperty("object", out var shown) && shown.ValueKind is JsonValueKind.Object ? shown : null;

    /// <summary>Of a change: false when everything already was as asked.</summary>
    public bool Changed => !Body.TryGetProperty("changed", out var changed) || changed.ValueKind is not JsonValueKind.False;

    public IEnumerable<string> Warnings =>
        Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty("warnings", out var warnings) && warnings.ValueKind is JsonValueKind.Array
            ? warnings.EnumerateArray().Select(warning => warning.GetString()!)
            : [];
}
