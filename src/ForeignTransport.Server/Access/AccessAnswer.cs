using System.Text.Json;
using System.Text.Json.Serialization;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Access;

/// <summary>How a request is refused: a problem document (RFC 9457) below <c>/api</c>, elsewhere the form of the Akka Management routes.</summary>
internal static class AccessAnswer
{
    /// <summary>Answers.</summary>
    public static Task RefuseAsync(HttpContext context, int status, TransportError error)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return Answer.MessageAsync(context, status, error.Detail.Length == 0 ? error.Entry.Meaning : error.Detail);
        }

        var entry = error.Entry;
        return Answer.ProblemAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(
            new ProblemDocument($"/api/v1/errors/{entry.Code}", entry.Meaning, status, error.Detail, entry.Code, entry.Name, null, entry.Remedy),
            ProblemJson.Default.ProblemDocument));
    }
}

/// <summary>What was refused, and what to do about it.</summary>
internal sealed record ProblemDocument(
    string Type, string Title, int Status, string Detail, string Code, string Name, string? Parameter, string Remedy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;
