using System.Text.Json.Nodes;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Http;

/// <summary>Errors of the API: problem documents (RFC 9457) with the code of the catalogue, the parameter and what to do.</summary>
internal static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>When to come back to a server that is short of something: a few measurements later.</summary>
    private const string RetryAfterSeconds = "10";

    /// <summary>Below it every error is a problem document.</summary>
    public const string BasePath = "/api/v1";

    /// <summary>True when errors of this path are problem documents.</summary>
    public static bool IsFor(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error of a status that the framework chose.</summary>
    public static ErrorEntry OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => ErrorCatalogue.UnknownRoute,
        StatusCodes.Status413PayloadTooLarge => ErrorCatalogue.RequestTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ErrorCatalogue.UnsupportedContent,
        >= StatusCodes.Status500InternalServerError => ErrorCatalogue.RequestFailed,
        _ => ErrorCatalogue.InvalidRequest
    };

    /// <summary>The status of an error, where nothing else says which.</summary>
    public static int StatusOf(ErrorEntry entry) =>
        entry == ErrorCatalogue.ObjectNotFound || entry == ErrorCatalogue.UnknownRoute || entry == ErrorCatalogue.ReceiptUnknown ? StatusCodes.Status404NotFound
        : entry == ErrorCatalogue.NameInUse || entry == ErrorCatalogue.ServerInUse ? StatusCodes.Status409Conflict
        : IsOfState(entry) ? StatusCodes.Status409Conflict
        : entry == ErrorCatalogue.ObjectChanged ? StatusCodes.Status412PreconditionFailed
        : entry == ErrorCatalogue.RequestTooLarge || entry == ErrorCatalogue.MessageTooLarge ? StatusCodes.Status413PayloadTooLarge
        : entry == ErrorCatalogue.UnsupportedContent ? StatusCodes.Status415UnsupportedMediaType
        : entry == ErrorCatalogue.RequestFromPage ? StatusCodes.Status403Forbidden
        : entry == ErrorCatalogue.RequestFailed ? StatusCodes.Status500InternalServerError
        : entry.IsPermanent ? StatusCodes.Status400BadRequest
        : StatusCodes.Status503ServiceUnavailable;

    /// <summary>What may be asked for, but not of a queue or a message in the state that it is in.</summary>
    private static bool IsOfState(ErrorEntry entry) =>
        entry == ErrorCatalogue.QueueCommandNotAllowed || entry == ErrorCatalogue.QueueIsSuspended || entry == ErrorCatalogue.ResubmitRequired
        || entry == ErrorCatalogue.MessageCommandNotAllowed || entry == ErrorCatalogue.MessageNotSuspended || entry == ErrorCatalogue.MessageContentMissing
        || entry == ErrorCatalogue.MessageContentDamaged;

    /// <summary>The body.</summary>
    public static JsonObject Document(TransportError error, int status) => new()
    {
        ["type"] = $"{BasePath}/errors/{error.Entry.Code}",
        ["title"] = error.Entry.Meaning,
        ["status"] = status,
        ["detail"] = error.Detail,
        ["code"] = error.Entry.Code,
        ["name"] = error.Entry.Name,
        ["parameter"] = error.Parameter,
        ["remedy"] = error.Entry.Remedy
    };

    /// <summary>Answers with the problem.</summary>
    public static Task AnswerAsync(HttpContext context, TransportError error, int? status = null)
    {
        var code = status ?? StatusOf(error.Entry);
        if (error.Entry == ErrorCatalogue.InsufficientResources || error.Entry == ErrorCatalogue.MessageStoreFull)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return JsonAnswer.WriteAsync(context, code, Document(error, code), ContentType);
    }
}
