using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>The header block of a file on its way through the rules of its directory: what both directories do alike.</summary>
/// <param name="Block">The fields, changed by the rules one after the other.</param>
/// <param name="BodyOffset">Offset of the body in the file.</param>
/// <param name="IsTooLarge">True when the block is over the limit; it is then cut after the last whole field within reach.</param>
internal sealed record SubmittedHead(HeaderBlock Block, int BodyOffset, bool IsTooLarge)
{
    /// <summary>Reads the block; false for a file that can only become badmail.</summary>
    /// <exception cref="ArgumentException">The head ends before the header does, and the file goes on: the caller has to read more.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> head, bool headIsWholeFile, SubmissionContext context,
        [NotNullWhen(true)] out SubmittedHead? submitted, [NotNullWhen(false)] out TransportError? error)
    {
        submitted = null;
        var isFound = HeaderBlock.FindEnd(head.Span, out var bodyOffset);
        var isTooLarge = (isFound ? bodyOffset : head.Length) > context.MaxHeaderSize;
        if (!isFound && !isTooLarge)
        {
            if (!headIsWholeFile)
            {
                throw new ArgumentException("The end of the header is not in these bytes; read on until it is, or until they exceed the limit.", nameof(head));
            }

            error = ErrorCatalogue.HeaderNotTerminated.With($"{head.Length} bytes");
            return false;
        }

        bodyOffset = isFound ? bodyOffset : head.Length;
        var region = head[..(int)Math.Min(bodyOffset, context.MaxHeaderSize)];
        if (!HeaderBlock.TryParse(region, out var block, out error))
        {
            return false;
        }

        submitted = new SubmittedHead(block, bodyOffset, isTooLarge);
        return true;
    }

    /// <summary>The first limit that refuses the whole message, in the order of the documents; null when it passes.</summary>
    /// <param name="messageSize">Size of the message in bytes.</param>
    /// <param name="recipientCount">Recipients to hold against the limit; 0 where there is none.</param>
    /// <param name="context">The limits.</param>
    public Refusal? FindRefusal(long messageSize, int recipientCount, SubmissionContext context)
    {
        if (IsTooLarge)
        {
            return Refusal.HeaderTooLarge;
        }

        if (messageSize > context.MaxMessageSize)
        {
            return Refusal.MessageTooLarge;
        }

        if (recipientCount > context.MaxRecipients)
        {
            return Refusal.TooManyRecipients;
        }

        return Block.Count(HeaderKind.Received) > context.MaxHopCount ? Refusal.HopCountExceeded : null;
    }

    /// <summary>
    /// Ends the way of a file: a message, or badmail where every recipient is refused and the null reverse-path forbids to tell.
    /// </summary>
    /// <param name="envelope">The envelope without its recipients.</param>
    /// <param name="recipients">The recipients.</param>
    /// <param name="refusal">Why the whole message is refused, or null.</param>
    /// <param name="directory"><c>Pickup</c> or <c>Replay</c>.</param>
    /// <param name="trace">Where the message came from.</param>
    /// <param name="context">Time, names and ids.</param>
    /// <param name="warnings">What the log should say.</param>
    public SubmissionDecision Finish(Envelope envelope, RecipientList recipients, Refusal? refusal, string directory, TraceInfo trace,
        SubmissionContext context, ImmutableArray<SubmissionWarning> warnings)
    {
        if (refusal is not null)
        {
            recipients.RefuseAll(refusal);
        }

        if (recipients.AllRefused && envelope.HasNullReversePath)
        {
            var entry = (refusal ?? Refusal.InvalidRecipient).Entry;
            return new SubmissionDecision.Badmail(entry.With("the reverse-path is null, nobody can be told"));
        }

        var subject = HeaderCompletion.Subject(Block);
        var headerFrom = Originators.HeaderFrom(Block);
        var isDeliveryReport = envelope.HasNullReversePath && DeliveryReportRule.Is(Block);
        var sender = Originators.Sender(Block);
        var messageId = HeaderCompletion.Complete(Block, directory, context);
        return new SubmissionDecision.Accept(new AcceptedMessage(
            envelope with { Recipients = recipients.Recipients },
            recipients.Refused,
            Block.ToArray(),
            BodyOffset,
            subject,
            messageId,
            headerFrom,
            trace,
            HeadOnly: refusal == Refusal.HeaderTooLarge || refusal == Refusal.MessageTooLarge)
        {
            Sender = sender,
            IsDeliveryReport = isDeliveryReport,
            Priority = context.ReadsPriority ? DeliveryPriorityRule.Of(Block) : null,
            Warnings = warnings
        });
    }
}
