using System.Management.Automation;
using ForeignTransport.PowerShell.Connections;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>Errors as PowerShell keeps them.</summary>
internal static class ProblemRecord
{
    /// <summary>True when the next item would be refused for the same reason.</summary>
    public static bool ConcernsEveryItem(TransportProblemException problem) => problem.Status is 401 or 403 || problem.Code.StartsWith("HTTP-", StringComparison.Ordinal);

    public static ErrorRecord Of(TransportProblemException problem, object? target) =>
        new(problem, problem.Code, Category(problem), target)
        {
            ErrorDetails = new ErrorDetails(problem.Message) { RecommendedAction = problem.Remedy ?? "" }
        };

    public static ErrorRecord NotUnderstood(Exception cause, object? target) => new(
        new InvalidDataException($"The answer of the server is not understood: {cause.Message} Are server and cmdlets of the same release?", cause),
        "AnswerNotUnderstood", ErrorCategory.InvalidData, target);

    private static ErrorCategory Category(TransportProblemException problem) => problem.Status switch
    {
        400 or 422 => ErrorCategory.InvalidArgument,
        401 => ErrorCategory.AuthenticationError,
        403 => ErrorCategory.PermissionDenied,
        404 => ErrorCategory.ObjectNotFound,
        409 when problem.Code == "FT-5005" => ErrorCategory.ResourceExists,
        409 => ErrorCategory.ResourceBusy,
        412 => ErrorCategory.InvalidOperation,
        413 => ErrorCategory.LimitsExceeded,
        415 => ErrorCategory.InvalidType,
        429 => ErrorCategory.QuotaExceeded,
        502 or 503 or 504 => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified
    };
}
