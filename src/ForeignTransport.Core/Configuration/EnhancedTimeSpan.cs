using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Exchange's text form of a time span, <c>dd.hh:mm:ss</c>. Stricter than <see cref="TimeSpan.Parse(string)"/>, which reads <c>15</c> as
/// fifteen days: hours, minutes and seconds are always written.
/// </summary>
public static class EnhancedTimeSpan
{
    private static readonly string[] Forms =
    [
        @"h\:mm\:ss", @"hh\:mm\:ss", @"h\:mm\:ss\.FFFFFFF", @"hh\:mm\:ss\.FFFFFFF",
        @"d\.h\:mm\:ss", @"d\.hh\:mm\:ss", @"d\.h\:mm\:ss\.FFFFFFF", @"d\.hh\:mm\:ss\.FFFFFFF"
    ];

    /// <summary>Parses <c>[dd.]hh:mm:ss[.fffffff]</c>; never negative.</summary>
    public static bool TryParse(string text, out TimeSpan span, [NotNullWhen(false)] out TransportError? error)
    {
        error = null;
        if (TimeSpan.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, out span))
            return true;
        error = ErrorCatalogue.InvalidTimeSpan.With($"{SingleLine.Quote(text)}");
        return false;
    }

    /// <summary>The text that <see cref="TryParse"/> reads back: <c>00:15:00</c>, <c>2.00:00:00</c>.</summary>
    public static string Format(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
