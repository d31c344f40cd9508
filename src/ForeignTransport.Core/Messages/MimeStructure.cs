using System.Text;
using MimeKit;

namespace ForeignTransport.Core.Messages;

/// <summary>What can be told about the MIME structure of a message from its header alone; the body is not ours to judge.</summary>
internal static class MimeStructure
{
    /// <summary>
    /// False when no reader could take the message apart: a multipart without a boundary (RFC 2046 section 5.1.1). Any other odd
    /// Content-Type reads as plain text (RFC 2045 section 5.2) and is carried as it is.
    /// </summary>
    public static bool IsReadable(HeaderBlock block)
    {
        var index = block.IndexOf(HeaderKind.ContentType);
        if (index < 0)
        {
            return true;
        }

        var value = block.Fields[index].Value.Trim(" \t\r\n"u8);
        return value.Length < 10
            || !Ascii.EqualsIgnoreCase(value[..10], "multipart/"u8)
            || (ContentType.TryParse(value.ToArray(), out var type) && !string.IsNullOrEmpty(type.Boundary));
    }
}
