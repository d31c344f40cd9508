using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForeignTransport.Server.Http;

/// <summary>Answers whose documents are put together while they are made.</summary>
internal static class JsonAnswer
{
    // Never put into HTML: the content type says so, and nosniff with it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
