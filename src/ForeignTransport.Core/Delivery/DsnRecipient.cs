using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>One recipient of the original message, as a notification reports it (RFC 3464 section 2.3).</summary>
/// <param name="Recipient">Address, NOTIFY and ORCPT as this server accepted them.</param>
/// <param name="Status">
/// Status field. The class need not agree with the kind: a message that expired keeps its 4.4.7 in a failed notification.
/// </param>
/// <param name="Diagnostic">The answer behind it, from a remote server or this one; null when there is none, as after success.</param>
/// <param name="RemoteMta">Host name of the remote server that answered; null when the answer is this server's own.</param>
/// <param name="LastAttempt">When delivery was last tried; null when it never was.</param>
/// <param name="DisplayName">Name of the recipient, when known.</param>
/// <param name="FinalLogId">What to search this server's logs for; null leaves the field out.</param>
/// <param name="SupplementaryInfo">The remote server's own words when <paramref name="Diagnostic"/> was rewritten here.</param>
public sealed record DsnRecipient(
    EnvelopeRecipient Recipient,
    EnhancedStatusCode Status,
    SmtpResponse? Diagnostic = null,
    string? RemoteMta = null,
    DateTimeOffset? LastAttempt = null,
    string? DisplayName = null,
    string? FinalLogId = null,
    string? SupplementaryInfo = null);
