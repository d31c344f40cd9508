using System.Runtime.InteropServices;
using System.Text;
using ForeignTransport.Core.Messages;
using MimeKit;
using MimeKit.IO;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// The third part of a notification: the original whole, byte for byte but for the removed headers, or its headers only.
/// </summary>
internal static class ReturnedOriginal
{
    // RFC 5322 section 2.1.1 and RFC 2045 section 2.7.
    private const int MaxLine = 998;

    /// <summary>
    /// Whether the whole original goes back: only for failures, not when the sender asked for headers, and not beyond the limit.
    /// A body that was not handed in is never passed off as an empty one.
    /// </summary>
    public static bool IsWhole(DsnRequest request)
    {
        var original = request.Original;
        return request.Kind == DsnKind.Failed
            && original.Envelope.Return != DsnReturn.Headers
            && request.AttachLimit > 0
            && original.Size <= request.AttachLimit
            && !(original.Body.IsEmpty && original.Size > original.Head.Length + 2L);
    }

    /// <summary>The part, and what it asks of every transport that carries it.</summary>
    public static MimePart Compose(DsnRequest request, byte[] headers, out BodyType body)
    {
        if (!IsWhole(request))
        {
            body = BodyType.SevenBit;
            var headersOnly = new MimePart("text", "rfc822-headers")
            {
                Content = new MimeContent(new MemoryStream(headers, writable: false)),
                // Broken headers are made legal by quoted-printable (RFC 6522 section 4).
                ContentTransferEncoding = WidthOf(headers) == BodyType.SevenBit ? ContentEncoding.SevenBit : ContentEncoding.QuotedPrintable
            };
            return headersOnly;
        }

        body = (BodyType)Math.Max((int)WidthOf(headers), (int)WidthOf(request.Original.Body.Span));
        var encoding = EncodingOf(body);
        var whole = new ChainedStream();
        whole.Add(new MemoryStream([.. headers, .. "\r\n"u8], writable: false));
        whole.Add(StreamOf(request.Original.Body));

        // As a leaf and not as a parsed message: parsing and writing again is what would change bytes. message/rfc822 allows no
        // other encodings than these three (RFC 2046 section 5.2.1).
        return new MimePart("message", "rfc822")
        {
            Content = new MimeContent(whole, encoding),
            ContentTransferEncoding = encoding
        };
    }

    /// <summary>The encoding that says "unchanged" for data of this width.</summary>
    public static ContentEncoding EncodingOf(BodyType body) => body switch
    {
        BodyType.BinaryMime => ContentEncoding.Binary,
        BodyType.EightBitMime => ContentEncoding.EightBit,
        _ => ContentEncoding.SevenBit
    };

    /// <summary>7bit and 8bit data have lines of at most 998 octets ended by CRLF and no NUL; everything else is binary (RFC 2045 section 2).</summary>
    internal static BodyType WidthOf(ReadOnlySpan<byte> data)
    {
        if (data.Contains((byte)0))
        {
            return BodyType.BinaryMime;
        }

        var rest = data;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if ((end < 0 ? rest.Length : end) > MaxLine)
            {
                return BodyType.BinaryMime;
            }

            if (end < 0)
            {
                break;
            }

            if (rest[end] == '\n' || end + 1 == rest.Length || rest[end + 1] != '\n')
            {
                return BodyType.BinaryMime;
            }

            rest = rest[(end + 2)..];
        }

        return Ascii.IsValid(data) ? BodyType.SevenBit : BodyType.EightBitMime;
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(data.ToArray(), writable: false);
}
