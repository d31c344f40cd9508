using System.Buffers;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// The header block of an original as it may leave the organization inside a notification: without organization, forest and
/// routing headers (header firewall) and without Bcc. Every other byte stays as it was.
/// </summary>
/// <remarks>
/// Works on lines instead of on parsed headers, because a notification is also due for a message whose header does not parse. Any of
/// CR, LF and CRLF ends a line here, so that a name hidden behind a bare CR is seen as well.
/// </remarks>
internal static class ReturnedHeaders
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    /// <summary>The fields that may be shown, each line ended as it was (the last by CRLF if it was not), without the blank line.</summary>
    public static byte[] Filter(ReadOnlySpan<byte> head)
    {
        var kept = new ArrayBufferWriter<byte>(Math.Max(head.Length + 2, 1));
        var removing = false;
        while (!head.IsEmpty)
        {
            var length = LineLength(head, out var textLength);
            if (textLength == 0)
            {
                break;
            }

            var line = head[..length];
            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                removing = IsRemoved(line[..textLength]);
            }

            if (!removing)
            {
                kept.Write(line);
                if (textLength == length)
                {
                    kept.Write("\r\n"u8);
                }
            }

            head = head[length..];
        }

        return kept.WrittenSpan.ToArray();
    }

    private static int LineLength(ReadOnlySpan<byte> text, out int textLength)
    {
        var end = text.IndexOfAny(LineEnds);
        textLength = end < 0 ? text.Length : end;
        if (end < 0)
        {
            return text.Length;
        }

        return text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
    }

    private static bool IsRemoved(ReadOnlySpan<byte> line)
    {
        // Blanks before the colon are obsolete syntax (RFC 5322 section 4.5) that receivers still honour.
        var colon = line.IndexOf((byte)':');
        return HeaderFirewall.IsRemovedFromNotification(HeaderNames.Classify((colon < 0 ? line : line[..colon]).Trim(" \t"u8)));
    }
}
