using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Submission;

/// <summary>What became of a message that was submitted over HTTP.</summary>
/// <param name="Error">Why it was not taken; permanent or temporary by its entry. Null when it was.</param>
/// <param name="Id">Its id; null when it was not taken.</param>
/// <param name="Recipients">Recipients that it goes to.</param>
/// <param name="Warnings">What was tolerated.</param>
/// <param name="IsRepeat">The idempotency key was used before: it is the id of that message, and nothing was taken now.</param>
public sealed record MessageReceipt(
    TransportError? Error, MessageId? Id, int Recipients, ImmutableArray<SubmissionWarning> Warnings, bool IsRepeat)
{
    /// <summary>A message that was not taken.</summary>
    public static MessageReceipt Refused(TransportError error) => new(error, null, 0, [], false);
}
