using System.Globalization;
using MimeKit.Utils;

namespace ForeignTransport.Core.Messages;

/// <summary>What every submitted message carries afterwards, whatever its file had: our trace field, a Message-ID and a date.</summary>
internal static class HeaderCompletion
{
    /// <summary>Room for any Message-ID on one line (RFC 5322 section 2.1.1).</summary>
    private const int MaxMessageIdLength = 998;

    /// <summary>Exchange keeps 255 characters of a subject; the file keeps all of it.</summary>
    private const int MaxSubjectLength = 255;

    /// <summary>Adds what is missing and answers the Message-ID, in angle brackets.</summary>
    /// <param name="block">The block to complete.</param>
    /// <param name="source"><c>Pickup</c> or <c>Replay</c>.</param>
    /// <param name="context">Time, names and ids.</param>
    public static string Complete(HeaderBlock block, string source, SubmissionContext context)
    {
        var date = FormatDate(context.Now);
        if (!HasDate(block))
        {
            block.Set(HeaderKind.Date, HeaderNames.Date, date);
        }

        var messageId = FindMessageId(block);
        if (messageId is null)
        {
            messageId = $"<{context.MessageGuid:D}@{context.DefaultDomain}>";
            block.Set(HeaderKind.MessageId, HeaderNames.MessageId, messageId);
        }

        block.Prepend(HeaderNames.Received,
            $"from {source} by {context.ServerFqdn} with {context.ProductName} id {context.ProductVersion}; {date}");
        return messageId;
    }

    /// <summary>The decoded subject, for people.</summary>
    public static string Subject(HeaderBlock block)
    {
        var index = block.IndexOf(HeaderKind.Subject);
        return index < 0 ? string.Empty : HeaderText.Readable(block.Fields[index].Value, MaxSubjectLength);
    }

    /// <summary>RFC 5322 section 3.3, in UTC with a numeric zone.</summary>
    public static string FormatDate(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("ddd, d MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static bool HasDate(HeaderBlock block)
    {
        var index = block.IndexOf(HeaderKind.Date);
        return index >= 0
            && block.Fields[index].Value is { Length: < 256 } value
            && DateUtils.TryParse(value.ToArray(), out _);
    }

    private static string? FindMessageId(HeaderBlock block)
    {
        var index = block.IndexOf(HeaderKind.MessageId);
        if (index < 0)
        {
            return null;
        }

        var value = HeaderText.Unfold(block.Fields[index].Value);
        var open = value.IndexOf('<', StringComparison.Ordinal);
        var close = value.IndexOf('>', open + 1);
        var id = (open >= 0 && close > open ? value[(open + 1)..close] : value).Trim(' ', '\t', '<', '>');
        return id.Length == 0 ? null : HeaderText.Limit($"<{HeaderText.Printable(id)}>", MaxMessageIdLength);
    }
}
