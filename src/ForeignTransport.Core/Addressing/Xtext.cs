using System.Diagnostics.CodeAnalysis;

namespace ForeignTransport.Core.Addressing;

/// <summary>xtext of RFC 3461 section 4.</summary>
public static class Xtext
{
    /// <summary>Encodes text (as UTF-8 octets).</summary>
    public static string Encode(string text) => throw new NotImplementedException();

    /// <summary>Decodes; false when a <c>+</c> is not followed by two hexadecimal digits or an octet outside 33-126 occurs.</summary>
    public static bool TryDecode(string xtext, [NotNullWhen(true)] out string? text) => throw new NotImplementedException();
}
