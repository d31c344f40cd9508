using System.Diagnostics.CodeAnalysis;

namespace ForeignTransport.Core.Addressing;

/// <summary>A one-off address of a client's address line: <c>Jane Doe[FAX:+1 425 555 0100]</c>.</summary>
/// <param name="DisplayName">What stands before the bracket; null when nothing does.</param>
/// <param name="Address">Type and value inside the brackets. The value is not checked: a bad one fails its recipient, not the message.</param>
public sealed record OneOffAddress(string? DisplayName, NativeAddress Address)
{
    /// <summary>Recognizes one entry; false for anything else, such as the literals <c>user@[10.1.1.1]</c> and <c>user@[IPv6:::1]</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out OneOffAddress? address)
    {
        address = null;
        var entry = text.AsSpan().Trim();
        var open = entry.IndexOf('[');
        if (open < 0 || entry[^1] != ']' || entry[..open].EndsWith('@') || !TryReadGroup(entry[(open + 1)..^1], out var native))
        {
            return false;
        }

        var displayName = entry[..open].Trim();
        address = new OneOffAddress(displayName.IsEmpty ? null : displayName.ToString(), native);
        return true;
    }

    /// <summary>
    /// Rewrites every <c>[TYPE:address]</c> entry of a To, Cc or Bcc value into an IMCEA address of the default accepted domain, so that a
    /// header parser can read it: <c>Jane Doe[FAX:+1 425]</c> becomes <c>Jane Doe &lt;IMCEAFAX-+2B1+20425@contoso.com&gt;</c>. All other text
    /// stays as it is. Answers the same instance when there is nothing to rewrite.
    /// </summary>
    public static string Encapsulate(string headerValue, string defaultDomain) =>
        headerValue.Contains('[', StringComparison.Ordinal)
            ? new OneOffHeader(headerValue, defaultDomain).Encapsulate()
            : headerValue;

    /// <inheritdoc />
    public override string ToString() => $"{DisplayName}[{Address}]";

    /// <summary>Reads <c>TYPE:address</c>, the text between brackets.</summary>
    internal static bool TryReadGroup(ReadOnlySpan<char> group, [NotNullWhen(true)] out NativeAddress? address)
    {
        address = null;
        var colon = group.IndexOf(':');
        if (colon < 0 || group.ContainsAny('[', ']'))
        {
            return false;
        }

        var type = group[..colon].Trim();
        var value = group[(colon + 1)..].Trim();
        if (!AddressType.IsValid(type) || value.IsEmpty || !SingleLine.IsSingleLine(value))
        {
            return false;
        }

        address = new NativeAddress(type.ToString(), value.ToString());
        return true;
    }
}
