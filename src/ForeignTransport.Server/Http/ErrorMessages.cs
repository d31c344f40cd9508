using Microsoft.AspNetCore.WebUtilities;

namespace ForeignTransport.Server.Http;

/// <summary>
/// Gives every answer the headers that all have, and every error without a body one: <c>{"message": ...}</c>, or a problem document of the API. What failed goes to the log;
/// a caller learns only that it did.
/// </summary>
internal static class ErrorMessages
{
    /// <summary>The middleware.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
            return;
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = refused.StatusCode;
        }
        catch (Exception cause) when (!context.Response.HasStarted)
        {
            context.RequestServices.GetRequiredService<ILogger<HttpHost>>()
                .LogError(cause, "{Method} {Path} failed", context.Request.Method, AuditText.Of(context.Request.Path));
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } && Problem.IsFor(context.Request.Path))
        {
            await Problem.AnswerAsync(context, Problem.OfStatus(context.Response.StatusCode).With(""), context.Response.StatusCode);
        }
        else if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } response)
        {
            await Answer.MessageAsync(context, response.StatusCode, ReasonPhrases.GetReasonPhrase(response.StatusCode));
        }
    }
}
