using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// What becomes of a file in the Replay directory. The envelope comes from the X-headers at its top (see <see cref="DropFile"/> for the
/// writer); <c>From</c> and <c>To</c> are only for the reader.
/// </summary>
public static class ReplayRules
{
    private const string Directory = "Replay";

    /// <inheritdoc cref="PickupRules.Decide" />
    public static SubmissionDecision Decide(ReadOnlyMemory<byte> head, bool headIsWholeFile, SubmissionContext context)
    {
        if (!SubmittedHead.TryRead(head, headIsWholeFile, context, out var submitted, out var error))
        {
            return new SubmissionDecision.Badmail(error);
        }

        var block = submitted.Block;
        var warnings = new SubmissionWarnings();
        var injected = InjectedHeaders.Read(block, warnings);
        if (!TryReadSender(injected, warnings, out var envelope, out var isMalformed, out error))
        {
            return new SubmissionDecision.Badmail(error);
        }

        if (injected.Receivers.Count == 0)
        {
            return new SubmissionDecision.Badmail(ErrorCatalogue.NoReplayRecipient.With($"{injected.FieldCount} X-headers"));
        }

        var recipients = ReadRecipients(injected, warnings, ref isMalformed);
        var refusal = submitted.FindRefusal(context.FileSize - injected.Length, recipientCount: 0, context)
            ?? (isMalformed || injected.IsCreatorBlank ? Refusal.MalformedInjectedHeader : null)
            ?? (MimeStructure.IsReadable(block) ? null : Refusal.MalformedContent);

        block.RemoveFirst(injected.FieldCount);
        block.RemoveAll(kind => kind == HeaderKind.Bcc);
        ApplyFirewall(block, injected.Trace, context, warnings);
        return submitted.Finish(envelope, recipients, refusal, Directory, injected.Trace, context, warnings.ToImmutable());
    }

    private static bool TryReadSender(InjectedHeaders injected, SubmissionWarnings warnings, out Envelope envelope, out bool isMalformed,
        [NotNullWhen(false)] out TransportError? error)
    {
        envelope = new Envelope(string.Empty, []);
        isMalformed = false;
        error = injected.Senders.Count switch
        {
            0 => ErrorCatalogue.NoOriginator.With("no X-Sender stands before the first ordinary header field"),
            1 => null,
            var count => ErrorCatalogue.AmbiguousOriginator.With($"{count} X-Sender fields")
        };
        if (error is not null)
        {
            return false;
        }

        if (!InjectedPath.TrySplit(injected.Senders[0], out var path, out var parameters)
            || !TryReadReversePath(path, isNull: injected.Senders[0].StartsWith("<>", StringComparison.Ordinal), out var reversePath))
        {
            error = ErrorCatalogue.InvalidOriginator.With("X-Sender");
            return false;
        }

        envelope = envelope with { ReversePath = reversePath };
        if (EnvelopeParameters.ReadSender(envelope, parameters, warnings) is { } complete)
        {
            envelope = complete;
        }
        else
        {
            isMalformed = true;
        }

        return true;
    }

    private static bool TryReadReversePath(string path, bool isNull, out string reversePath)
    {
        reversePath = string.Empty;
        if (isNull)
        {
            return true;
        }

        reversePath = EnvelopeAddress.Parse(path) ?? string.Empty;
        return reversePath.Length > 0;
    }

    private static RecipientList ReadRecipients(InjectedHeaders injected, SubmissionWarnings warnings, ref bool isMalformed)
    {
        var recipients = new RecipientList();
        foreach (var value in injected.Receivers)
        {
            if (!InjectedPath.TrySplit(value, out var path, out var parameters))
            {
                recipients.AddMalformed(Encoding.UTF8.GetBytes(value));
                continue;
            }

            var address = EnvelopeAddress.Parse(path);
            var recipient = new EnvelopeRecipient(address ?? path);
            var complete = EnvelopeParameters.ReadRecipient(recipient, parameters, warnings);
            isMalformed |= complete is null;
            recipient = complete ?? recipient;
            if (address is null)
            {
                // An empty address means "no recipients at all" elsewhere.
                var text = path.Length > 0 ? path : "<>";
                recipients.AddMalformed(Encoding.UTF8.GetBytes(text), recipient.Notify, recipient.OriginalRecipient);
            }
            else if (!recipients.Add(recipient))
            {
                warnings.Add(SubmissionWarningKind.InjectedHeaderIgnored, "X-Receiver: address repeated");
            }
        }

        return recipients;
    }

    private static void ApplyFirewall(HeaderBlock block, TraceInfo trace, SubmissionContext context, SubmissionWarnings warnings)
    {
        // An empty value in the list is no name that anyone could be trusted by.
        var isTrusted = !string.IsNullOrEmpty(trace.CreatedBy) && context.TrustedCreatedBy.Contains(trace.CreatedBy, StringComparer.Ordinal);
        if (!isTrusted)
        {
            block.RemoveAll(HeaderFirewall.IsTrusted);
        }
        else if (block.Fields.Any(field => HeaderFirewall.IsTrusted(field.Kind)))
        {
            warnings.Add(SubmissionWarningKind.OrganizationHeadersKept, trace.CreatedBy);
        }
    }
}
