using System.Text.Json.Serialization;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>How the routes of Akka.Management for .NET say that something is not there.</summary>
internal sealed record UnavailableDocument(UnavailableReasonDocument Error, int Code, string Message)
{
    /// <summary>Answers 503.</summary>
    public static Task AnswerAsync(HttpContext context, string message) =>
        AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "not available", message);

    /// <summary>Answers with any other status.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string reason, string message) => Answer.JsonAsync(
        context, status, new UnavailableDocument(new(reason, message), status, message), UnavailableJson.Default.UnavailableDocument);
}

/// <summary>The reason, once more.</summary>
internal sealed record UnavailableReasonDocument(string Reason, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnavailableDocument))]
internal sealed partial class UnavailableJson : JsonSerializerContext;
