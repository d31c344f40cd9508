using System.Collections.Immutable;

namespace ForeignTransport.Core.Messages;

/// <summary>NOTIFY of RFC 3461 section 4.1. <see cref="Unspecified"/> is the parameter left out, which is not the same as any value.</summary>
[Flags]
public enum DsnNotify
{
    Unspecified = 0,
    Never = 1,
    Success = 2,
    Failure = 4,
    Delay = 8
}

/// <summary>RET of RFC 3461 section 4.3.</summary>
public enum DsnReturn
{
    Unspecified = 0,
    Full = 1,
    Headers = 2
}

/// <summary>BODY of RFC 6152 and RFC 3030.</summary>
public enum BodyType
{
    Unspecified = 0,
    SevenBit = 1,
    EightBitMime = 2,
    BinaryMime = 3
}

/// <summary>One recipient of the envelope (RFC 5321 RCPT TO with the parameters of RFC 3461).</summary>
/// <param name="Address">The forward-path without angle brackets; non-SMTP recipients are IMCEA-encapsulated.</param>
/// <param name="Notify">NOTIFY.</param>
/// <param name="OriginalRecipient">ORCPT as <c>type;xtext</c>, xtext still encoded; null when absent.</param>
/// <param name="ExtendedProperties">Opaque base64 of the Replay parameter X-ExtendedProps; null when absent.</param>
public sealed record EnvelopeRecipient(
    string Address,
    DsnNotify Notify = DsnNotify.Unspecified,
    string? OriginalRecipient = null,
    string? ExtendedProperties = null)
{
    /// <summary>
    /// Who is told in the place of the originator: the manager of the group that the recipient is a member of. Null for the originator. It is the
    /// reverse-path under which the recipient gets the message.
    /// </summary>
    public string? ReportTo { get; init; }
}

/// <summary>The envelope of a message: who gets it and who is told (RFC 5321, RFC 3461).</summary>
/// <param name="ReversePath">The originator without angle brackets; empty for the null reverse-path.</param>
/// <param name="Recipients">Every recipient, in the order of submission.</param>
/// <param name="Return">RET.</param>
/// <param name="EnvelopeId">ENVID, xtext still encoded; null when absent.</param>
/// <param name="Body">BODY.</param>
/// <param name="Auth">AUTH (RFC 4954) as given; null when absent.</param>
public sealed record Envelope(
    string ReversePath,
    ImmutableArray<EnvelopeRecipient> Recipients,
    DsnReturn Return = DsnReturn.Unspecified,
    string? EnvelopeId = null,
    BodyType Body = BodyType.Unspecified,
    string? Auth = null)
{
    /// <summary>True for <c>&lt;&gt;</c>: no DSN is ever sent for such a message (RFC 5321 section 4.5.5).</summary>
    public bool HasNullReversePath => ReversePath.Length == 0;

    /// <summary>The envelope for some of the recipients. Where all of them report to one who is not the originator, that is their reverse-path.</summary>
    /// <remarks>ENVID is the originator's, and says nothing to a manager (RFC 3461 section 6.2.7.3).</remarks>
    public Envelope For(ImmutableArray<EnvelopeRecipient> recipients) =>
        !recipients.IsEmpty && recipients[0].ReportTo is { } manager && recipients.All(recipient => recipient.ReportTo == manager)
            ? this with
            {
                ReversePath = manager,
                EnvelopeId = null,
                Recipients = [.. recipients.Select(recipient => recipient with { ReportTo = null })]
            }
            : this with { Recipients = recipients };
}
