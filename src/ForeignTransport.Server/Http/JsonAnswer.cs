using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForeignTransport.Server.Http;

/// <summary>Answers whose documents are put together while they are made.</summary>
internal static class JsonAnswer
{
    // Never put into HTML: the content type says so, and nosniff with it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int PieceSize = 64 * 1024;

    /// <summary>Answers with a list that may be long: each item is made when its turn comes, and goes out.</summary>
    /// <param name="context">The request.</param>
    /// <param name="items">What the list holds.</param>
    /// <param name="rest">What else there is to say.</param>
    /// <param name="contentType">The media type.</param>
    public static async Task WriteListAsync(HttpContext context, IEnumerable<JsonNode> items, IEnumerable<(string Name, JsonNode? Value)> rest, string contentType)
    {
        context.Response.ContentType = contentType;
        await using var json = new Utf8JsonWriter(context.Response.Body, Options);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            item.WriteTo(json);
            if (json.BytesPending >= PieceSize)
            {
                await json.FlushAsync(context.RequestAborted);
            }
        }

        json.WriteEndArray();
        foreach (var (name, value) in rest)
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    /// <summary>Answers with a document.</summary>
    public static async Task WriteAsync(HttpContext context, int status, JsonNode document, string contentType)
    {
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body, Options))
        {
            document.WriteTo(json);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        body.Position = 0;
        await body.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
