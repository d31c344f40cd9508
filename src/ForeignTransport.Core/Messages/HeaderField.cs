using System.Buffers;
using System.Text;

namespace ForeignTransport.Core.Messages;

/// <summary>One header field as raw bytes, its folding and the final CRLF included. Every line end in it is CRLF.</summary>
public readonly record struct HeaderField
{
    /// <summary>RFC 5322 section 2.1.1: a line should be no longer than this, its CRLF not counted.</summary>
    private const int PreferredLineLength = 78;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create([.. Enumerable.Range(33, 94).Where(value => value != ':').Select(value => (byte)value)]);

    private readonly int nameLength;
    private readonly int valueStart;

    internal HeaderField(ReadOnlyMemory<byte> raw, int nameLength, int valueStart)
    {
        Raw = raw;
        this.nameLength = nameLength;
        this.valueStart = valueStart;
        Kind = HeaderNames.Classify(raw.Span[..nameLength]);
    }

    /// <summary>The whole field, from the first byte of its name to its last CRLF.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>What the name says.</summary>
    public HeaderKind Kind { get; }

    /// <summary>The name as written.</summary>
    public ReadOnlySpan<byte> Name => Raw.Span[..nameLength];

    /// <summary>Everything after the colon but the last CRLF; still folded, white space still around it.</summary>
    public ReadOnlySpan<byte> Value => Raw.Span[valueStart..^2];

    /// <summary>
    /// Writes a field. Control characters of the value become <c>?</c>, so that no input can start a field of its own; long lines are
    /// folded at a blank, where unfolding gives back the same value.
    /// </summary>
    public static HeaderField Create(string name, string value)
    {
        value = HeaderText.Printable(value);
        var text = new StringBuilder(name.Length + value.Length + 16).Append(name).Append(": ");
        var column = text.Length;
        var written = 0;
        var blank = -1;
        for (var i = 0; i < value.Length; i++)
        {
            // Only a blank with text on both sides may fold: a line of nothing but blanks would look like the end of the block.
            if (value[i] == ' ' && i > 0 && value[i - 1] != ' ')
            {
                blank = i;
            }

            if (++column > PreferredLineLength && blank > written && value[i] != ' ')
            {
                text.Append(value, written, blank - written).Append("\r\n");
                column = i - blank + 1;
                written = blank;
            }
        }

        text.Append(value, written, value.Length - written);
        return new HeaderField(Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()), name.Length, name.Length + 1);
    }

    /// <summary>
    /// Reads the first line of a field; false when it does not begin with a field name and a colon. White space before the colon is
    /// tolerated (RFC 5322 section 4.5).
    /// </summary>
    internal static bool TryReadName(ReadOnlySpan<byte> line, out int nameLength, out int valueStart)
    {
        nameLength = 0;
        valueStart = line.IndexOf((byte)':') + 1;
        if (valueStart < 2)
        {
            return false;
        }

        var name = line[..(valueStart - 1)].TrimEnd(" \t"u8);
        nameLength = name.Length;
        return nameLength > 0 && !name.ContainsAnyExcept(NameBytes);
    }
}
