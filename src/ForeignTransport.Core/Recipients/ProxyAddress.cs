using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// The text of a proxy address. <c>SMTP:</c> in capitals is the primary SMTP address, <c>smtp:</c> another one; every other type is written in
/// capitals.
/// </summary>
internal static class ProxyAddress
{
    private const string Secondary = "smtp";

    public static string Format(NativeAddress address, bool isPrimary) =>
        $"{(address.Type == AddressType.Smtp && !isPrimary ? Secondary : address.Type)}:{address.Value}";

    /// <summary>Reads one; text without a type is an SMTP address.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out NativeAddress? address, out bool isPrimary, [NotNullWhen(false)] out TransportError? error)
    {
        isPrimary = text.TrimStart().StartsWith("SMTP:", StringComparison.Ordinal);
        return NativeAddress.TryParse(text.Trim(), out address, out error);
    }
}
