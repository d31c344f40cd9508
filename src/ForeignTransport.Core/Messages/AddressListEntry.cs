using System.Buffers;
using System.Text;
using MimeKit;

namespace ForeignTransport.Core.Messages;

/// <summary>One entry of an address-list field.</summary>
/// <param name="text">The entry without outer white space, folding included.</param>
/// <param name="addrSpec">What is the address unless the entry needs a parser to tell; then empty.</param>
internal readonly ref struct AddressListEntry(ReadOnlySpan<byte> text, ReadOnlySpan<byte> addrSpec)
{
    /// <summary>The longest entry that is worth parsing: 571 for the address, the rest for a name in encoded words and comments.</summary>
    private const int MaxParsedLength = 4096;

    /// <summary>Characters of a dot-atom (RFC 5322 section 3.2.3) and <c>@</c>: nothing that quotes, comments or folds.</summary>
    private static readonly SearchValues<byte> PlainBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.@"u8);

    private readonly ReadOnlySpan<byte> addrSpec = addrSpec;

    /// <summary>The entry without outer white space.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>The address, or null when there is none that SMTP can carry.</summary>
    public string? Address()
    {
        var plain = addrSpec.Trim(" \t\r\n"u8);
        if (!plain.IsEmpty && !plain.ContainsAnyExcept(PlainBytes))
        {
            return EnvelopeAddress.Parse(Encoding.ASCII.GetString(plain));
        }

        return Text.Length <= MaxParsedLength ? Parse() : null;
    }

    private string? Parse()
    {
        // MimeKit shows internationalized domains decoded; the envelope carries A-labels.
        return MailboxAddress.TryParse(Text.ToArray(), out var mailbox)
            ? EnvelopeAddress.Parse(mailbox.GetAddress(idnEncode: true))
            : null;
    }
}
