using System.Buffers;

namespace ForeignTransport.Core.Addressing;

/// <summary>The type of a native address or an address space: <c>SMTP</c>, <c>X400</c>, <c>FAX</c>, or any other name.</summary>
/// <remarks>
/// A type travels in the local part of an IMCEA address, in front of the first hyphen. So it consists of the characters of an RFC 5322
/// dot-atom except the hyphen: anything else could not be written, or would come back as another type.
/// </remarks>
public static class AddressType
{
    public const string Smtp = "SMTP";
    public const string X400 = "X400";

    /// <summary>A legacy directory name.</summary>
    public const string Ex = "EX";

    /// <summary>A directory name in a proxy address.</summary>
    public const string X500 = "X500";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+./=?^_`{|}~");

    /// <summary>True when the text can be a type.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExcept(Characters) && text.IndexOf("..", StringComparison.Ordinal) < 0;
}
