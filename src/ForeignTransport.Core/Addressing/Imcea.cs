using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// IMCEA encapsulation of non-SMTP addresses: <c>FAX:+1 425</c> of the default accepted domain contoso.com is written
/// <c>IMCEAFAX-+2B1+20425@contoso.com</c> wherever only an SMTP address can stand.
/// </summary>
public static class Imcea
{
    private const string Prefix = "IMCEA";

    private static readonly SearchValues<byte> Literal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-="u8);

    /// <summary>
    /// Writes a native address as an SMTP address of the default accepted domain; one of type SMTP as it is. The result of a long
    /// value can exceed <see cref="SmtpAddress.MaxLocalPartLength"/>: nobody accepts it then, see <see cref="TryEncapsulate"/>.
    /// </summary>
    public static string Encapsulate(NativeAddress address, string defaultDomain)
    {
        if (address.Type == AddressType.Smtp)
        {
            return address.Value;
        }

        var encoded = new StringBuilder(Prefix, Prefix.Length + address.Type.Length + (address.Value.Length * 2) + defaultDomain.Length + 2)
            .Append(address.Type)
            .Append('-');
        foreach (var octet in Encoding.UTF8.GetBytes(address.Value))
        {
            if (octet == '/')
            {
                encoded.Append('_');
            }
            else if (Literal.Contains(octet))
            {
                encoded.Append((char)octet);
            }
            else
            {
                PlusHex.Append(encoded, octet);
            }
        }

        return encoded.Append('@').Append(defaultDomain).ToString();
    }

    /// <summary>As <see cref="Encapsulate"/>; an error when the result is not an SMTP address, above all when it is too long.</summary>
    public static bool TryEncapsulate(NativeAddress address, string defaultDomain,
        [NotNullWhen(true)] out SmtpAddress? encapsulated, [NotNullWhen(false)] out TransportError? error) =>
        SmtpAddress.TryParse(Encapsulate(address, defaultDomain), out encapsulated, out error);

    /// <summary>
    /// Resolves an envelope address to its native form: decapsulates an IMCEA address of the default accepted domain, else answers
    /// an address of type SMTP.
    /// </summary>
    /// <remarks>
    /// An address that only resembles the form (no hyphen, nothing before it) is an ordinary mailbox. One that has the form but cannot be
    /// decoded, and the types SMTP and X500, fail with 5.1.3; X.400 text that is no O/R address fails with 5.1.2. So does, as 5.1.3, what
    /// would decode to control characters: they must not reach a header or a log line.
    /// </remarks>
    public static bool TryResolve(SmtpAddress address, string defaultDomain,
        [NotNullWhen(true)] out NativeAddress? native, [NotNullWhen(false)] out TransportError? error)
    {
        native = null;
        error = null;
        var local = address.UnquotedLocalPart;
        if (!TrySplit(local, out var type, out var encoded) || !SameDomain(address.Domain, defaultDomain))
        {
            native = new NativeAddress(AddressType.Smtp, address.ToString());
        }
        else if (address.LocalPart.Length > SmtpAddress.MaxLocalPartLength)
        {
            error = Malformed(address, $"has a local part longer than {SmtpAddress.MaxLocalPartLength} characters");
        }
        else if (type is AddressType.Smtp or AddressType.X500)
        {
            error = ErrorCatalogue.EncapsulatedTypeRefused.With(SingleLine.Quote(address.ToString()));
        }
        else if (!PlusHex.TryDecode(encoded.Replace('_', '/'), out var value))
        {
            error = Malformed(address, "has a + without two hexadecimal digits");
        }
        else if (value.Length == 0 || !SingleLine.IsSingleLine(value))
        {
            error = Malformed(address, "decodes to nothing or to control characters");
        }
        else
        {
            NativeAddress.TryCreate(type, value, out native, out error);
        }

        return native is not null;
    }

    private static bool TrySplit(string local, out string type, out string encoded)
    {
        type = string.Empty;
        encoded = string.Empty;
        var hyphen = local.IndexOf('-', StringComparison.Ordinal);
        if (hyphen <= Prefix.Length
            || !local.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || !AddressType.IsValid(local.AsSpan(Prefix.Length..hyphen)))
        {
            return false;
        }

        type = local[Prefix.Length..hyphen].ToUpperInvariant();
        encoded = local[(hyphen + 1)..];
        return true;
    }

    private static bool SameDomain(string domain, string other) =>
        domain.Equals(other, StringComparison.OrdinalIgnoreCase)
        || (!(Ascii.IsValid(domain) && Ascii.IsValid(other))
            && DomainName.TryNormalize(domain, out var normal)
            && DomainName.TryNormalize(other, out var otherNormal)
            && normal == otherNormal);

    private static TransportError Malformed(SmtpAddress address, string problem) =>
        ErrorCatalogue.MalformedEncapsulation.With($"{SingleLine.Quote(address.ToString())} {problem}");
}
