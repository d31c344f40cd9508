using System.Text;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// Writes the head of a file for a Drop directory: a valid Replay file, so that copying it into a Replay directory submits the same
/// envelope and the same bytes again.
/// </summary>
public static class DropFile
{
    /// <summary>
    /// Writes the X-headers and, behind them, the stored header block without <c>Bcc</c>, organization and forest fields. The body of the
    /// message follows unchanged.
    /// </summary>
    /// <param name="request">What the X-headers say.</param>
    /// <param name="storedHead">The header block as stored, with the blank line that ends it.</param>
    public static byte[] ComposeHead(DropFileHead request, ReadOnlySpan<byte> storedHead)
    {
        var kept = new KeptFields(storedHead);
        var injected = ComposeInjected(request, kept.Length + request.BodyLength);
        var head = new byte[injected.Length + kept.Length];
        injected.CopyTo(head, 0);
        kept.CopyTo(head.AsSpan(injected.Length));
        return head;
    }

    private static byte[] ComposeInjected(DropFileHead request, long contentLength)
    {
        var text = new StringBuilder(512);
        AppendSender(text, request.Envelope);
        foreach (var recipient in request.Envelope.Recipients)
        {
            AppendReceiver(text, recipient);
        }

        AppendLine(text, HeaderNames.XCreatedBy, request.CreatedBy);
        AppendLine(text, HeaderNames.XHeloDomain, request.Trace.HeloDomain);
        AppendLine(text, HeaderNames.XExtendedProps, request.Trace.ExtendedProperties);
        AppendLine(text, HeaderNames.XSource, request.Trace.Source);
        AppendLine(text, HeaderNames.XSourceIPAddress, request.Trace.SourceAddress);
        AppendLine(text, HeaderNames.XPossibleDuplicate, request.PossibleDuplicate ? "true" : null);
        text.Append(HeaderNames.XEndOfInjectedXHeaders).Append(": ").Append(contentLength).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AppendSender(StringBuilder text, Envelope envelope)
    {
        AppendPath(text, HeaderNames.XSender, envelope.ReversePath);
        AppendParameter(text, "BODY", envelope.Body switch
        {
            BodyType.SevenBit => "7bit",
            BodyType.EightBitMime => "8bitmime",
            BodyType.BinaryMime => "binarymime",
            _ => null
        });
        AppendParameter(text, "RET", envelope.Return switch
        {
            DsnReturn.Full => "FULL",
            DsnReturn.Headers => "HDRS",
            _ => null
        });
        AppendParameter(text, "ENVID", envelope.EnvelopeId);
        AppendParameter(text, "AUTH", envelope.Auth);
        text.Append("\r\n");
    }

    private static void AppendReceiver(StringBuilder text, EnvelopeRecipient recipient)
    {
        AppendPath(text, HeaderNames.XReceiver, recipient.Address);
        AppendParameter(text, "ORCPT", EscapeTerminator(recipient.OriginalRecipient));
        AppendParameter(text, "NOTIFY", NotifyText(recipient.Notify));
        if (recipient.ExtendedProperties is not null)
        {
            // Real exports end the classic parameters with a semicolon before an extension.
            text.Append(';');
            AppendParameter(text, "X-ExtendedProps", recipient.ExtendedProperties);
        }

        text.Append("\r\n");
    }

    /// <summary>
    /// Before white space a semicolon ends the parameters, so at the end of an address it is written in hexadecimal, which is the same
    /// xtext (RFC 3461 section 4).
    /// </summary>
    private static string? EscapeTerminator(string? originalRecipient) =>
        originalRecipient is [.. var start, ';'] && start.Contains(';', StringComparison.Ordinal) ? start + "+3B" : originalRecipient;

    private static string? NotifyText(DsnNotify notify)
    {
        if (notify == DsnNotify.Unspecified)
        {
            return null;
        }

        if (notify.HasFlag(DsnNotify.Never))
        {
            return "NEVER";
        }

        return string.Join(',', NotifyKeywords(notify));
    }

    private static IEnumerable<string> NotifyKeywords(DsnNotify notify)
    {
        if (notify.HasFlag(DsnNotify.Success))
        {
            yield return "SUCCESS";
        }

        if (notify.HasFlag(DsnNotify.Failure))
        {
            yield return "FAILURE";
        }

        if (notify.HasFlag(DsnNotify.Delay))
        {
            yield return "DELAY";
        }
    }

    private static void AppendPath(StringBuilder text, string name, string address) =>
        text.Append(name).Append(": <").Append(HeaderText.Printable(address)).Append('>');

    /// <summary>Leaves a value out that could not be read back as one word.</summary>
    private static void AppendParameter(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && !value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }
    }

    private static void AppendLine(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            text.Append(name).Append(": ").Append(HeaderText.Printable(value)).Append("\r\n");
        }
    }
}
