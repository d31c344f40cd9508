using System.Buffers;
using System.Text;
using MimeKit.Utils;

namespace ForeignTransport.Core.Messages;

/// <summary>Header values as text.</summary>
internal static class HeaderText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(value => (char)value),
        .. Enumerable.Range(0x7F, 0x21).Select(value => (char)value),
        '\u2028',
        '\u2029'
    ]);

    /// <summary>
    /// Removes folding (RFC 5322 section 2.2.3) and outer white space. Bytes are UTF-8, or ISO 8859-1 where they are not valid UTF-8.
    /// Other control characters stay, so that a caller who parses the text can refuse them.
    /// </summary>
    public static string Unfold(ReadOnlySpan<byte> value)
    {
        var text = Decode(value.Trim(" \t\r\n"u8));
        return text.Contains('\r') ? text.Replace("\r\n", string.Empty, StringComparison.Ordinal) : text;
    }

    /// <summary>Decodes bytes without touching white space.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        EncodingOf(bytes).GetString(bytes);

    /// <summary>The encoding that <see cref="Decode"/> reads these bytes with; writing the text back with it gives the same bytes.</summary>
    public static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8 : Encoding.Latin1;

    /// <summary>An unstructured value for people to read: encoded words decoded (RFC 2047), nothing unprintable, at most so long.</summary>
    public static string Readable(ReadOnlySpan<byte> value, int maxLength)
    {
        // Far more bytes than characters wanted: an encoded word spends at most twelve bytes and some overhead on one.
        value = value[..Math.Min(value.Length, 16 * maxLength)];
        var text = value.IndexOf("=?"u8) >= 0 ? Rfc2047.DecodeText(value.ToArray()).Trim() : Unfold(value);
        return Limit(Printable(text), maxLength);
    }

    /// <summary>Makes text safe to write on one line: a tab becomes a blank, any other control character or line separator <c>?</c>.</summary>
    public static string Printable(string text)
    {
        if (!HasControlCharacter(text))
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            source.AsSpan().Replace(target, '\t', ' ');
            target.ReplaceAny(Unprintable, '?');
        });
    }

    /// <summary>True for text with any control character, tab included, or a line separator.</summary>
    public static bool HasControlCharacter(string text) =>
        text.AsSpan().ContainsAny(Unprintable);

    /// <summary>Input quoted in an error or a report: printable ASCII only, at most so long.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes, int maxLength)
    {
        bytes = bytes.Trim(" \t\r\n"u8);
        bytes = bytes[..Math.Min(bytes.Length, maxLength)];
        return string.Create(bytes.Length, bytes, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = source[i] is >= 0x20 and < 0x7F ? (char)source[i] : '?';
            }
        });
    }

    /// <summary>Cuts text without leaving half a surrogate pair.</summary>
    public static string Limit(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}
