using Akka.Event;
using ForeignTransport.Server.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ForeignTransport.Server.Management;

/// <summary>What a write did.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">For the caller, and for the log.</param>
/// <param name="Request">The form field that was sent, for the log; null for none.</param>
internal readonly record struct WriteOutcome(int Status, string Message, string? Request = null);

/// <summary>Lets writes through, and records each: who, what, on what, and how it ended.</summary>
/// <remarks>
/// Until callers are authenticated only this machine can connect, and a browser on this machine is the way in that is left: the forms of
/// these routes are requests that any page can make it send. Browsers mark what pages send, and whoever is meant to use
/// these routes is no page.
/// </remarks>
internal sealed class AuditedWrites(ManagementServices services)
{
    /// <summary>The handler that does <paramref name="write"/> and answers with its outcome.</summary>
    public RequestDelegate Handle(Func<HttpContext, Task<WriteOutcome>> write) => async context =>
    {
        var outcome = IsFromPage(context.Request)
            ? new WriteOutcome(StatusCodes.Status403Forbidden, "Requests from web pages are refused")
            : await write(context);
        services.Log.Info(
            "Management: {0} from {1} on {2}: {3} {4}",
            context.Request.Method,
            $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
            AuditText.Of(outcome.Request is { } request ? $"{context.Request.Path} {request}" : context.Request.Path),
            outcome.Status,
            AuditText.Of(outcome.Message));
        await Answer.MessageAsync(context, outcome.Status, outcome.Message);
    };

    /// <summary>Reads a form field, whose name is exact; null with the outcome when there is none.</summary>
    public static async Task<(string? Value, WriteOutcome Refusal)> ReadFieldAsync(HttpContext context, string name)
    {
        var missing = new WriteOutcome(StatusCodes.Status400BadRequest, $"Form field '{name}' is missing");
        if (!context.Request.HasFormContentType)
        {
            return context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } && context.Request.ContentType is null
                ? (null, missing)
                : (null, new WriteOutcome(StatusCodes.Status415UnsupportedMediaType, "Send a form: application/x-www-form-urlencoded or multipart/form-data"));
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form.FirstOrDefault(field => field.Key == name).Value is [{ } value, ..] ? (value, default) : (null, missing);
        }
        catch (Exception cause) when (cause is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return (null, new WriteOutcome(StatusCodes.Status400BadRequest, "The form cannot be read"));
        }
    }

    private static bool IsFromPage(HttpRequest request) =>
        !StringValues.IsNullOrEmpty(request.Headers.Origin) || request.Headers.ContainsKey("Sec-Fetch-Site");
}
