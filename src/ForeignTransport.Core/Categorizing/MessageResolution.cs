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
            IsAuthenticated = message.IsAuthenticated,
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
}
