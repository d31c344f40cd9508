using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>An address of any type: <c>SMTP:bob@contoso.com</c>, <c>FAX:+14255550100</c>, <c>X400:c=US;...</c>.</summary>
/// <remarks>
/// Equality ignores case in both parts, as a look-up among proxy addresses does. No value of this type has control characters.
/// What matching needs of the value is computed once, on first use.
/// </remarks>
/// <param name="Type">Upper case whatever the argument is; see <see cref="AddressType.IsValid"/>.</param>
/// <param name="Value">As written.</param>
public sealed record NativeAddress(string Type, string Value)
{
    private OrAddress? _orAddress;
    private bool _isNotOrAddress;
    private string? _normalDomain;

    /// <summary>Upper case.</summary>
    /// <exception cref="ArgumentException">The text cannot be a type.</exception>
    public string Type { get; } = AddressType.IsValid(Type)
        ? Type.ToUpperInvariant()
        : throw new ArgumentException($"{SingleLine.Quote(Type)} is not an address type.", nameof(Type));

    /// <summary>As written.</summary>
    /// <exception cref="ArgumentException">It has control characters.</exception>
    public string Value { get; } = SingleLine.Require(Value, nameof(Value));

    /// <summary>
    /// Parses a proxy or external address: <c>TYPE:value</c>, without a type an SMTP address. SMTP and X.400 syntax is checked; an X.400
    /// address in slash form (RFC 2156) is converted to <c>c=...;a=...</c>.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NativeAddress? address, [NotNullWhen(false)] out TransportError? error)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var type = colon < 0 ? default : text.AsSpan(0, colon).Trim();

        // bob@[IPv6:2001:db8::1] and "a:b"@contoso.com have their colon behind something that no type contains.
        return colon < 0 || type.ContainsAny('@', '"')
            ? TryCreate(AddressType.Smtp, text.Trim(), out address, out error)
            : TryCreate(type.ToString(), text[(colon + 1)..].Trim(), out address, out error);
    }

    /// <summary>Checks type and value as <see cref="TryParse"/> does.</summary>
    public static bool TryCreate(string type, string value,
        [NotNullWhen(true)] out NativeAddress? address, [NotNullWhen(false)] out TransportError? error)
    {
        address = null;
        error = null;
        if (!AddressType.IsValid(type))
        {
            error = ErrorCatalogue.InvalidNativeAddress.With($"{SingleLine.Quote(type)} is not an address type");
        }
        else if (value.Length == 0 || !SingleLine.IsSingleLine(value))
        {
            error = ErrorCatalogue.InvalidNativeAddress.With($"{SingleLine.Quote(value)} is empty or contains control characters");
        }
        else if (type.Equals(AddressType.Smtp, StringComparison.OrdinalIgnoreCase))
        {
            address = SmtpAddress.TryParse(value, out _, out error) ? new NativeAddress(type, value) : null;
        }
        else if (type.Equals(AddressType.X400, StringComparison.OrdinalIgnoreCase))
        {
            address = OrAddress.TryParse(value, out var orAddress, out error)
                ? new NativeAddress(type, value.StartsWith('/') ? orAddress.Format() : value)
                : null;
        }
        else
        {
            address = new NativeAddress(type, value);
        }

        return address is not null;
    }

    /// <inheritdoc />
    public bool Equals(NativeAddress? other) =>
        other is not null
        && string.Equals(Type, other.Type, StringComparison.Ordinal)
        && string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(
        StringComparer.Ordinal.GetHashCode(Type),
        StringComparer.OrdinalIgnoreCase.GetHashCode(Value));

    /// <inheritdoc />
    public override string ToString() => $"{Type}:{Value}";

    /// <summary>The value read as an O/R address; null when it is none.</summary>
    internal OrAddress? AsOrAddress()
    {
        // Two threads may both parse; they get equal results.
        if (_orAddress is null && !_isNotOrAddress)
        {
            _isNotOrAddress = !OrAddress.TryParse(Value, out var parsed, out _);
            _orAddress = parsed;
        }

        return _orAddress;
    }

    /// <summary>What follows the last @, in A-labels where it is a name in another script; empty when there is no @.</summary>
    internal ReadOnlySpan<char> AsciiDomain()
    {
        var at = Value.LastIndexOf('@');
        var domain = at < 0 ? default : Value.AsSpan(at + 1);
        if (Ascii.IsValid(domain))
        {
            return domain;
        }

        return _normalDomain ??= DomainName.TryNormalize(domain, out var name) ? name : domain.ToString();
    }
}
