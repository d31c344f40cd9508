using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// What becomes of a message that is submitted over HTTP: its header is treated as in Pickup, and what the submitter says of the envelope counts
/// before what the header says.
/// </summary>
/// <remarks>
/// Unlike the writer of a file the submitter waits for an answer. So what Pickup turns into an NDR is refused here, as long as it concerns the whole
/// message; only addresses of the header that are none are reported as in Pickup, beside those that are delivered to.
/// </remarks>
public static class HttpRules
{
    private const string Source = "HTTP";

    /// <summary>Decides. Never throws on any content, and takes time linear in the size of the header.</summary>
    /// <param name="head">As for <see cref="PickupRules.Decide"/>.</param>
    /// <param name="headIsWhole">True when the message ends with <paramref name="head"/>.</param>
    /// <param name="given">What the submitter says of the envelope.</param>
    /// <param name="context">Time, names, ids and limits.</param>
    /// <param name="message">The message.</param>
    /// <param name="error">Why it is refused; nobody else is told.</param>
    /// <exception cref="ArgumentException">The head ends before the header does: a mistake of the caller.</exception>
    public static bool TryAccept(
        ReadOnlyMemory<byte> head, bool headIsWhole, SubmittedEnvelope given, SubmissionContext context,
        [NotNullWhen(true)] out AcceptedMessage? message, [NotNullWhen(false)] out TransportError? error)
    {
        message = null;
        if (!SubmittedHead.TryRead(head, headIsWhole, context, out var submitted, out error))
        {
            return false;
        }

        if (submitted.IsTooLarge)
        {
            // Cut as it is it may have lost its originator, which would be the wrong thing to say.
            error = ErrorCatalogue.HeaderTooLarge.With($"at most {context.MaxHeaderSize} bytes");
            return false;
        }

        var block = submitted.Block;
        if (given.To.IsEmpty && PickupRules.IsReplayLookalike(block, context))
        {
            error = ErrorCatalogue.ReplayLookalike.With("the first field is X-Sender or X-Receiver, and no recipient is given");
            return false;
        }

        if (!TryReadOriginator(block, given.From, out var originator, out error))
        {
            return false;
        }

        PickupRules.EncapsulateOneOffs(block, context.DefaultDomain);
        var recipients = PickupRules.CollectRecipients(block, out var hasVisible);
        if (!given.To.IsEmpty && !TryReadRecipients(given, context, out recipients, out error))
        {
            return false;
        }

        var refusal = submitted.FindRefusal(context.FileSize, recipients.Count, context)
            ?? (recipients.Count == 0 ? Refusal.NoRecipients : null)
            ?? (recipients.AllRefused ? Refusal.InvalidRecipient : null)
            ?? (MimeStructure.IsReadable(block) ? null : Refusal.MalformedContent);
        if (refusal is not null)
        {
            error = refusal.Entry.With(Detail(refusal, recipients, context));
            return false;
        }

        block.RemoveAll(HeaderFirewall.IsRemovedByPickup);
        if (!hasVisible)
        {
            PickupRules.HideRecipients(block);
        }

        var warnings = new SubmissionWarnings();
        foreach (var refused in recipients.Refused)
        {
            warnings.Add(SubmissionWarningKind.RecipientRefused, refused.Address);
        }

        var decision = submitted.Finish(
            new Envelope(originator, []), recipients, null, Source, new TraceInfo(Source: Source), context, warnings.ToImmutable());
        (message, error) = decision switch
        {
            SubmissionDecision.Accept accept => (accept.Message, (TransportError?)null),
            SubmissionDecision.Badmail badmail => (null, badmail.Reason),
            _ => throw new InvalidOperationException($"Unknown decision {decision.GetType().Name}.")
        };
        return message is not null;
    }

    private static bool TryReadOriginator(
        HeaderBlock block, string? from, [NotNullWhen(true)] out string? originator, [NotNullWhen(false)] out TransportError? error)
    {
        if (from is null)
        {
            return Originators.TryFind(block, out originator, out error);
        }

        originator = from.Length == 0 || from == "<>" ? string.Empty : EnvelopeAddress.Parse(from);
        error = originator is null ? ErrorCatalogue.InvalidOriginator.With(SingleLine.Quote(from)) with { Parameter = "From" } : null;
        return originator is not null;
    }

    private static bool TryReadRecipients(
        SubmittedEnvelope given, SubmissionContext context, out RecipientList recipients, [NotNullWhen(false)] out TransportError? error)
    {
        recipients = new RecipientList();
        foreach (var value in given.To)
        {
            if (!recipients.AddAll(Encoding.UTF8.GetBytes(OneOffAddress.Encapsulate(value, context.DefaultDomain))) || !recipients.Refused.IsEmpty)
            {
                error = ErrorCatalogue.InvalidRecipient.With(SingleLine.Quote(value)) with { Parameter = "To" };
                return false;
            }
        }

        error = null;
        return true;
    }

    private static string Detail(Refusal refusal, RecipientList recipients, SubmissionContext context) =>
        refusal == Refusal.MessageTooLarge ? $"{context.FileSize} bytes, at most {context.MaxMessageSize}"
        : refusal == Refusal.TooManyRecipients ? $"{recipients.Count}, at most {context.MaxRecipients}"
        : refusal == Refusal.HopCountExceeded ? $"at most {context.MaxHopCount} Received fields"
        : refusal == Refusal.InvalidRecipient ? string.Join(", ", recipients.Refused.Take(3).Select(refused => SingleLine.Quote(refused.Address)))
        : "";
}
