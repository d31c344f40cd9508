using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ForeignTransport.Server.Http;

/// <summary>The bodies that answers have.</summary>
internal static class Answer
{
    /// <summary>
    /// The methods of a route: where one can be read, its header can be asked for alone (RFC 9110 section 9.3.2), as load balancers and <c>curl -I</c> do. The
    /// listener leaves out the body.
    /// </summary>
    public static string[] MethodsOf(string method) => HttpMethods.IsGet(method) ? [method, HttpMethods.Head] : [method];

    /// <summary>Answers with <c>{"message": ...}</c>: how acknowledgements and errors look.</summary>
    public static Task MessageAsync(HttpContext context, int status, string text) =>
        JsonAsync(context, status, new MessageDocument(text), AnswerJson.Default.MessageDocument);

    /// <summary>Answers with a JSON document.</summary>
    public static Task JsonAsync<T>(HttpContext context, int status, T document, JsonTypeInfo<T> type) =>
        WriteAsync(context, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(document, type));

    /// <summary>Answers with plain text.</summary>
    public static Task TextAsync(HttpContext context, int status, string text) =>
        WriteAsync(context, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    private static async Task WriteAsync(HttpContext context, int status, string contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>What was done, or what was wrong.</summary>
internal sealed record MessageDocument(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MessageDocument))]
internal sealed partial class AnswerJson : JsonSerializerContext;
