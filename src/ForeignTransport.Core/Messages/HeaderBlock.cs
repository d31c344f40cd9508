using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The header block of a message as a list of raw fields. A field that no rule changes keeps its bytes; only line ends are made CRLF.
/// The body is never looked at.
/// </summary>
/// <remarks>
/// Read tolerantly, written strictly: LF alone ends a line as CRLF does, a CR alone becomes a blank (RFC 5322 section 4.5 forbids both),
/// and a UTF-8 byte order mark before the first field is skipped. Work is linear in the size of the block.
/// </remarks>
public sealed class HeaderBlock
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly List<HeaderField> fields;

    private HeaderBlock(List<HeaderField> fields) => this.fields = fields;

    /// <summary>The fields, in order.</summary>
    public IReadOnlyList<HeaderField> Fields => fields;

    /// <summary>
    /// Finds the blank line that ends the header block. False means that it is not in these bytes: read more of the file and ask again.
    /// </summary>
    /// <param name="head">The file from its first byte on.</param>
    /// <param name="bodyOffset">The offset of the first byte of the body, when found.</param>
    public static bool FindEnd(ReadOnlySpan<byte> head, out int bodyOffset)
    {
        var lineStart = StartOf(head);
        while (lineStart < head.Length)
        {
            var rest = head[lineStart..];
            if (BlankLineLength(rest) is var blank and > 0)
            {
                bodyOffset = lineStart + blank;
                return true;
            }

            var lineLength = rest.IndexOf((byte)'\n') + 1;
            if (lineLength == 0)
            {
                break;
            }

            lineStart += lineLength;
        }

        bodyOffset = 0;
        return false;
    }

    /// <summary>
    /// Splits a header block into its fields. Parsing ends at the blank line or, where the block was cut, before the field that the cut
    /// may have damaged.
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> head, [NotNullWhen(true)] out HeaderBlock? block, [NotNullWhen(false)] out TransportError? error)
    {
        block = null;
        error = null;
        var span = head.Span;
        var fields = new List<HeaderField>(32);
        var position = StartOf(span);
        while (position < span.Length && BlankLineLength(span[position..]) == 0)
        {
            var length = FieldLength(span[position..], out var isClean, out var isComplete);
            if (!isComplete)
            {
                break;
            }

            var raw = isClean ? head.Slice(position, length) : Normalize(span.Slice(position, length));
            var firstLine = raw.Span[..raw.Span.IndexOf((byte)'\r')];
            if (!HeaderField.TryReadName(firstLine, out var nameLength, out var valueStart))
            {
                error = ErrorCatalogue.MalformedHeader.With($"after {fields.Count} fields: {HeaderText.Quote(firstLine, 40)}");
                return false;
            }

            fields.Add(new HeaderField(raw, nameLength, valueStart));
            position += length;
        }

        block = new HeaderBlock(fields);
        return true;
    }

    /// <summary>The number of fields of a kind.</summary>
    public int Count(HeaderKind kind)
    {
        var count = 0;
        foreach (var field in fields)
        {
            count += field.Kind == kind ? 1 : 0;
        }

        return count;
    }

    /// <summary>The index of the first field of a kind, or -1.</summary>
    public int IndexOf(HeaderKind kind)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of the first field of a name, in any case, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(fields[i].Name, name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Removes every field of a kind that <paramref name="condition"/> accepts and answers how many there were.</summary>
    public int RemoveAll(Func<HeaderKind, bool> condition) => fields.RemoveAll(field => condition(field.Kind));

    /// <summary>Removes the first <paramref name="count"/> fields.</summary>
    public void RemoveFirst(int count) => fields.RemoveRange(0, count);

    /// <summary>Writes a new first field.</summary>
    public void Prepend(string name, string value) => fields.Insert(0, HeaderField.Create(name, value));

    /// <summary>Writes a new last field.</summary>
    public void Append(string name, string value) => fields.Add(HeaderField.Create(name, value));

    /// <summary>Puts a field in the place of another.</summary>
    public void Replace(int index, HeaderField field) => fields[index] = field;

    /// <summary>Writes the one field of a kind: in the place of the first there is, removing the others, else at the end.</summary>
    public void Set(HeaderKind kind, string name, string value)
    {
        var first = IndexOf(kind);
        if (first < 0)
        {
            Append(name, value);
            return;
        }

        fields[first] = HeaderField.Create(name, value);
        var seen = 0;
        fields.RemoveAll(field => field.Kind == kind && seen++ > 0);
    }

    /// <summary>The block with the blank line that ends it; every line end is CRLF.</summary>
    public byte[] ToArray()
    {
        var size = 2;
        foreach (var field in fields)
        {
            size += field.Raw.Length;
        }

        var bytes = new byte[size];
        var position = 0;
        foreach (var field in fields)
        {
            field.Raw.Span.CopyTo(bytes.AsSpan(position));
            position += field.Raw.Length;
        }

        bytes[^2] = (byte)'\r';
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static int StartOf(ReadOnlySpan<byte> head) => head.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    private static int BlankLineLength(ReadOnlySpan<byte> rest) => rest switch
    {
        [(byte)'\n', ..] => 1,
        [(byte)'\r', (byte)'\n', ..] => 2,
        _ => 0
    };

    /// <summary>Measures one field with its continuation lines.</summary>
    private static int FieldLength(ReadOnlySpan<byte> rest, out bool isClean, out bool isComplete)
    {
        isClean = true;
        isComplete = false;
        var position = 0;
        while (rest[position..].IndexOfAny((byte)'\r', (byte)'\n') is var found and >= 0)
        {
            position += found;
            if (rest[position..] is [(byte)'\r', (byte)'\n', ..])
            {
                position += 2;
            }
            else if (rest[position++] == '\r')
            {
                isClean = false;
                continue;
            }
            else
            {
                isClean = false;
            }

            if (position == rest.Length)
            {
                // The next line, which might continue this field, is not here.
                return position;
            }

            if (rest[position] is not ((byte)' ' or (byte)'\t'))
            {
                isComplete = true;
                return position;
            }
        }

        return rest.Length;
    }

    private static byte[] Normalize(ReadOnlySpan<byte> raw)
    {
        var bytes = new List<byte>(raw.Length + 16);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\n')
            {
                bytes.Add((byte)'\r');
                bytes.Add((byte)'\n');
            }
            else if (raw[i] != '\r')
            {
                bytes.Add(raw[i]);
            }
            else if (i + 1 == raw.Length || raw[i + 1] != '\n')
            {
                bytes.Add((byte)' ');
            }
        }

        return [.. bytes];
    }
}
