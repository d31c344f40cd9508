using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// What becomes of a file in the Pickup directory. The envelope comes from <c>From</c>, <c>Sender</c>, <c>To</c>, <c>Cc</c> and
/// <c>Bcc</c>; the file is an ordinary submission, so nothing it says about its own way or trust is kept.
/// </summary>
public static class PickupRules
{
    private const string Directory = "Pickup";

    private static readonly HeaderKind[] RecipientFields = [HeaderKind.To, HeaderKind.Cc, HeaderKind.Bcc];

    /// <summary>
    /// Decides in the documented order: header, originator, limits, recipients, MIME. Never throws on any content, and takes time
    /// linear in the size of the header.
    /// </summary>
    /// <param name="head">
    /// The beginning of the file, up to where <see cref="HeaderBlock.FindEnd"/> finds the end of the header, or past
    /// <see cref="SubmissionContext.MaxHeaderSize"/>, or the whole file.
    /// </param>
    /// <param name="headIsWholeFile">True when the file ends with <paramref name="head"/>.</param>
    /// <param name="context">Time, names, ids and limits.</param>
    /// <exception cref="ArgumentException">Neither of the three holds for <paramref name="head"/>: a mistake of the caller.</exception>
    public static SubmissionDecision Decide(ReadOnlyMemory<byte> head, bool headIsWholeFile, SubmissionContext context)
    {
        if (!SubmittedHead.TryRead(head, headIsWholeFile, context, out var submitted, out var error))
        {
            return new SubmissionDecision.Badmail(error);
        }

        var block = submitted.Block;
        if (IsReplayLookalike(block, context))
        {
            return new SubmissionDecision.Badmail(ErrorCatalogue.ReplayLookalike.With("the first field is X-Sender or X-Receiver"));
        }

        if (!Originators.TryFind(block, out var originator, out error))
        {
            return new SubmissionDecision.Badmail(error);
        }

        EncapsulateOneOffs(block, context.DefaultDomain);
        var recipients = CollectRecipients(block, out var hasVisible);
        var refusal = submitted.FindRefusal(context.FileSize, recipients.Count, context)
            ?? (recipients.Count == 0 ? Refusal.NoRecipients : null)
            ?? (MimeStructure.IsReadable(block) ? null : Refusal.MalformedContent);

        block.RemoveAll(HeaderFirewall.IsRemovedByPickup);
        if (!hasVisible && recipients.Count > 0)
        {
            HideRecipients(block);
        }

        return submitted.Finish(new Envelope(originator, []), recipients, refusal, Directory, new TraceInfo(Source: Directory),
            context, []);
    }

    /// <summary>True for a message that begins like a Replay file where such are refused.</summary>
    internal static bool IsReplayLookalike(HeaderBlock block, SubmissionContext context) =>
        context.RefuseReplayLookalikes && block.Fields is [{ Kind: HeaderKind.XSender or HeaderKind.XReceiver }, ..];

    /// <summary>Writes one-off addresses (<c>[FAX:+1 425]</c>) as the IMCEA addresses that a header can carry; other fields keep their bytes.</summary>
    internal static void EncapsulateOneOffs(HeaderBlock block, string defaultDomain)
    {
        for (var i = 0; i < block.Fields.Count; i++)
        {
            var field = block.Fields[i];
            if (!RecipientFields.Contains(field.Kind) || field.Value.IndexOf((byte)'[') < 0)
            {
                continue;
            }

            var value = HeaderText.Unfold(field.Value);
            var encapsulated = OneOffAddress.Encapsulate(value, defaultDomain);
            if (!string.Equals(value, encapsulated, StringComparison.Ordinal))
            {
                block.Replace(i, HeaderField.Create(System.Text.Encoding.ASCII.GetString(field.Name), encapsulated));
            }
        }
    }

    /// <summary>The recipients of To, Cc and Bcc, and whether To or Cc name any.</summary>
    internal static RecipientList CollectRecipients(HeaderBlock block, out bool hasVisible)
    {
        hasVisible = false;
        var recipients = new RecipientList();
        foreach (var kind in RecipientFields)
        {
            foreach (var field in block.Fields)
            {
                if (field.Kind == kind)
                {
                    hasVisible |= recipients.AddAll(field.Value) && kind != HeaderKind.Bcc;
                }
            }
        }

        return recipients;
    }

    /// <summary>Says that the recipients are undisclosed where <c>Bcc</c> named all of them; an empty group that says so already stays.</summary>
    internal static void HideRecipients(HeaderBlock block)
    {
        var index = block.IndexOf(HeaderKind.To);
        if (index < 0 || block.Fields[index].Value.Trim(" \t\r\n"u8).IsEmpty)
        {
            block.Set(HeaderKind.To, HeaderNames.To, "Undisclosed recipients:;");
        }
    }
}
