using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Categorizing;

/// <summary>Looks up the recipients of a message that a partition owns.</summary>
internal static class MessageResolution
{
    /// <summary>What is to be journaled; null when the directory changes nothing.</summary>
    public static ResolvedMessage? Of(MessageEntry entry, OrganizationState organization)
    {
        var message = entry.Message;
        var envelope = message.Envelope;
        var request = new ResolutionRequest(envelope.ReversePath, envelope.Recipients, message.Size)
        {
            IsAuthenticated = IsAuthenticated(message),
            IsReport = message.IsDsn
        };
        if (RecipientResolution.Resolve(request, organization) is not { } resolution)
            return null;
        return new ResolvedMessage(
            message.Id,
            resolution.Rewritten,
            resolution.Expanded,
            [.. resolution.Failed.Select(failed => entry.FailureOf(failed.Position, failed.Response.ToString()))],
            [
                .. resolution.Appended.Select(appended => new NewRecipient(
                    appended.Recipient,
                    appended.Failure?.ToString(),
                    appended.Failure is not null && DsnPolicy.IsDue(DsnKind.Failed, appended.Recipient.Notify, envelope.HasNullReversePath)))
            ]);
    }

    /// <summary>
    /// Who can write into a directory of the server, or has a token, is known; AUTH=&lt;&gt; says that the sender was not. Over SMTP only AUTH with
    /// a name says that it was.
    /// </summary>
    private static bool IsAuthenticated(QueuedMessage message) =>
        message.Envelope.Auth is { } auth
            ? auth != "<>"
            : message.Trace.Source?.StartsWith("SMTP", StringComparison.OrdinalIgnoreCase) is not true;
}
