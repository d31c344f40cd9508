using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Access;

/// <summary>How a request is refused: a problem document of the API, elsewhere the form of the Akka Management routes.</summary>
internal static class AccessAnswer
{
    /// <summary>Answers.</summary>
    public static Task RefuseAsync(HttpContext context, int status, TransportError error) => Problem.IsFor(context.Request.Path)
        ? Problem.AnswerAsync(context, error, status)
        : Answer.MessageAsync(context, status, error.Detail.Length == 0 ? error.Entry.Meaning : error.Detail);
}
