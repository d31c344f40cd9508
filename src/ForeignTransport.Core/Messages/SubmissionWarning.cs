namespace ForeignTransport.Core.Messages;

/// <summary>What an accepted file was forgiven, or trusted with.</summary>
public enum SubmissionWarningKind
{
    /// <summary>A parameter of X-Sender or X-Receiver is unknown, repeated or not well formed.</summary>
    EnvelopeParameterIgnored,

    /// <summary>An optional X-header of a Replay file is repeated or not well formed.</summary>
    InjectedHeaderIgnored,

    /// <summary>A Replay file kept its organization headers because of its X-CreatedBy.</summary>
    OrganizationHeadersKept,

    /// <summary>Something in To, Cc or Bcc of a message that was submitted over HTTP is no address; the originator gets an NDR for it.</summary>
    RecipientRefused
}

/// <summary>One line for the log about an accepted file.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">The name it happened to; printable and short.</param>
public sealed record SubmissionWarning(SubmissionWarningKind Kind, string Detail);
