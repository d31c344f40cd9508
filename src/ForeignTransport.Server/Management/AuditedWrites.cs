using Akka.Event;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ForeignTransport.Server.Management;

/// <summary>What a write did.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">For the caller, and for the log.</param>
/// <param name="Request">The form field that was sent, for the log; null for none.</param>
internal readonly record struct WriteOutcome(int Status, string Message, string? Request = null);

/// <summary>Does writes, and records each in the audit log and on a line of the log: who, what, on what, and how it ended.</summary>
/// <remarks>An entry of the audit log is durable before its write is done; without one the write is refused with 503.</remarks>
internal sealed class AuditedWrites(ManagementServices services)
{
    private const int MaxFields = 16;

    /// <summary>The handler that does <paramref name="write"/> and answers with its outcome.</summary>
    public RequestDelegate Handle(Func<HttpContext, Task<WriteOutcome>> write) => async context =>
    {
        var act = await services.Audit.BeginAsync(context, OperationOf(context), ObjectOf(context), await ReadParametersAsync(context));
        WriteOutcome outcome;
        try
        {
            outcome = await write(context);
        }
        catch (Exception cause)
        {
            await act.CompleteAsync(new AuditOutcome(false, null, null, cause.Message));
            throw;
        }

        var succeeded = outcome.Status < StatusCodes.Status300MultipleChoices;
        await act.CompleteAsync(new AuditOutcome(succeeded, null, null, succeeded ? null : $"{outcome.Status} {outcome.Message}"));
        services.Log.Info(
            "Management: {0} from {1} on {2}: {3} {4}",
            context.Request.Method,
            Sender(context),
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

    /// <summary>These routes have no cmdlets: the method and the form of the path stand for one.</summary>
    private static string OperationOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } path }
        ? $"{context.Request.Method} {path.Replace("**", "", StringComparison.Ordinal)}"
        : $"{context.Request.Method} {context.Request.Path}";

    private static string ObjectOf(HttpContext context) => MemberAddress.Decode((string?)context.GetRouteValue("address") ?? "");

    private static string Sender(HttpContext context)
    {
        var caller = context.Caller();
        var address = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
        return caller.Authentication == AuthenticationMethod.None ? address : $"{AuditText.Of(caller.Name)} at {address}";
    }

    /// <summary>The form is read once; what is wrong with it is the write's to say.</summary>
    private static async Task<IEnumerable<AuditParameter>> ReadParametersAsync(HttpContext context)
    {
        var query = context.Request.Query.Select(field => new AuditParameter(field.Key, field.Value.ToString()));
        if (!context.Request.HasFormContentType)
        {
            return query.Take(MaxFields);
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return query.Concat(form.Select(field => new AuditParameter(field.Key, field.Value.ToString()))).Take(MaxFields);
        }
        catch (Exception cause) when (cause is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return query.Take(MaxFields);
        }
    }
}
