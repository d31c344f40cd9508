using System.Globalization;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// An enhanced mail system status code (RFC 3463): class, subject and detail, for example <c>5.4.4</c>.
/// Never written with leading zeros (RFC 3463 section 2).
/// </summary>
/// <param name="Class">2 success, 4 persistent transient failure, 5 permanent failure.</param>
/// <param name="Subject">0 to 999: what the status is about (1 address, 2 mailbox, 3 system, 4 network, ...).</param>
/// <param name="Detail">0 to 999.</param>
public readonly record struct EnhancedStatusCode(int Class, int Subject, int Detail)
{
    public bool IsSuccess => Class == 2;

    public bool IsPermanent => Class == 5;

    /// <summary>Reads <c>class.subject.detail</c>; false for another class, for leading zeros and for surrounding text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EnhancedStatusCode code)
    {
        code = default;
        if (text.Length < 5 || text[1] != '.' || text[0] is not ('2' or '4' or '5'))
        {
            return false;
        }

        var rest = text[2..];
        var dot = rest.IndexOf('.');
        if (dot < 0 || !TryParseNumber(rest[..dot], out var subject) || !TryParseNumber(rest[(dot + 1)..], out var detail))
        {
            return false;
        }

        code = new EnhancedStatusCode(text[0] - '0', subject, detail);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryParseNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is >= 1 and <= 3
            && (digits.Length == 1 || digits[0] != '0')
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
