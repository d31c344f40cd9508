using System.Buffers;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// Takes an address-list field (RFC 5322 section 3.4) apart, entry by entry, without recursion and in one pass: members of groups are
/// entries like any other, however deep the groups nest, and a malformed entry spoils no other.
/// </summary>
/// <remarks>
/// Quoted strings, comments, angle brackets and square brackets (domain literals, one-off addresses such as <c>[X400:c=US;a= ;...]</c>)
/// are skipped whole, so that a separator inside them separates nothing. Semicolons outside a group separate too: mail clients write them.
/// </remarks>
internal ref struct AddressListReader
{
    private static readonly SearchValues<byte> Specials = SearchValues.Create(",;:<\"(["u8);

    private readonly ReadOnlySpan<byte> value;
    private int position;
    private bool squareBracketsEnded;

    public AddressListReader(ReadOnlySpan<byte> value) => this.value = value;

    /// <summary>Reads the next entry that is not blank; false at the end of the list.</summary>
    public bool Read(out AddressListEntry entry)
    {
        while (position < value.Length)
        {
            entry = ReadEntry();
            if (!entry.Text.IsEmpty)
            {
                return true;
            }
        }

        entry = default;
        return false;
    }

    private AddressListEntry ReadEntry()
    {
        var start = position;
        var angle = default(Range);
        var angles = 0;
        var isPlain = true;
        while (position < value.Length)
        {
            var found = value[position..].IndexOfAny(Specials);
            if (found < 0)
            {
                position = value.Length;
                break;
            }

            position += found;
            switch (value[position])
            {
                case (byte)',' or (byte)';':
                    return Entry(start, position++, angle, angles, isPlain);
                case (byte)':':
                    // What stood before was the name of a group.
                    start = ++position;
                    (angles, isPlain) = (0, true);
                    break;
                case (byte)'<':
                    var open = position + 1;
                    var closed = SkipAngle();
                    angle = open..(closed ? position - 1 : position);
                    angles += closed ? 1 : 2;
                    break;
                case (byte)'"':
                    SkipQuoted();
                    isPlain = false;
                    break;
                case (byte)'(':
                    SkipComment();
                    isPlain = false;
                    break;
                default:
                    SkipSquareBrackets();
                    isPlain = false;
                    break;
            }
        }

        return Entry(start, position, angle, angles, isPlain);
    }

    /// <summary>
    /// An entry whose addr-spec can be seen without parsing shows it: everything, where nothing is quoted, or the one pair of angle
    /// brackets at the end.
    /// </summary>
    private readonly AddressListEntry Entry(int start, int end, Range angle, int angles, bool isPlain)
    {
        var text = value[start..end].Trim(" \t\r\n"u8);
        ReadOnlySpan<byte> addrSpec = [];
        if (angles == 1 && text.EndsWith(">"u8))
        {
            addrSpec = value[angle];
        }
        else if (angles == 0 && isPlain)
        {
            addrSpec = text;
        }

        return new AddressListEntry(text, addrSpec);
    }

    private bool SkipAngle()
    {
        position++;
        while (value[position..].IndexOfAny((byte)'>', (byte)'"') is var found and >= 0)
        {
            position += found;
            if (value[position] == '>')
            {
                position++;
                return true;
            }

            SkipQuoted();
        }

        position = value.Length;
        return false;
    }

    private void SkipQuoted()
    {
        position++;
        while (value[position..].IndexOfAny((byte)'"', (byte)'\\') is var found and >= 0)
        {
            position += found;
            if (value[position] == '"')
            {
                position++;
                return;
            }

            position = Math.Min(position + 2, value.Length);
        }

        position = value.Length;
    }

    private void SkipComment()
    {
        var depth = 0;
        while (value[position..].IndexOfAny((byte)'(', (byte)')', (byte)'\\') is var found and >= 0)
        {
            position += found;
            if (value[position] == '\\')
            {
                position = Math.Min(position + 2, value.Length);
                continue;
            }

            depth += value[position++] == '(' ? 1 : -1;
            if (depth == 0)
            {
                return;
            }
        }

        position = value.Length;
    }

    private void SkipSquareBrackets()
    {
        // Asking again after every bracket of a list without a closing one would cost the square of its length.
        var found = squareBracketsEnded ? -1 : value[position..].IndexOf((byte)']');
        squareBracketsEnded = found < 0;
        position += found < 0 ? 1 : found + 1;
    }
}
