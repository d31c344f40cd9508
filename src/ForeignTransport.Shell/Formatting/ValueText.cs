using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>A value as lists and tables show it.</summary>
internal static class ValueText
{
    /// <summary>The text of a value; lists as <c>{a, b}</c>, with dots after the limit.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="limit">How many elements of a list are shown; below 0 all ($FormatEnumerationLimit).</param>
    /// <param name="format">A format of .NET; null for none.</param>
    public static string Of(object? value, int limit, string? format = null)
    {
        var target = value is PSObject wrapped ? wrapped.BaseObject : value;
        return target switch
        {
            null => "",
            string text => text,
            IFormattable formattable when format is not null =>
                format.Contains('{') ? string.Format(CultureInfo.CurrentCulture, format, target) : formattable.ToString(format, CultureInfo.CurrentCulture),
            DateTime or DateTimeOffset => ((IFormattable)target).ToString(null, CultureInfo.CurrentCulture),
            IDictionary table => List(table.Cast<DictionaryEntry>().Select(entry => $"[{Element(entry.Key)}, {Element(entry.Value)}]"), limit),
            IEnumerable items => List(items.Cast<object?>().Select(Element), limit),
            _ => Element(value),
        };
    }

    private static string List(IEnumerable<string> items, int limit)
    {
        if (limit < 0)
            return $"{{{string.Join(", ", items)}}}";

        var shown = items.Take(limit + 1).ToList();
        return shown.Count <= limit ? $"{{{string.Join(", ", shown)}}}" : $"{{{string.Join(", ", shown.Take(limit))}...}}";
    }

    private static string Element(object? value) => value is null ? "$null" : PSObject.AsPSObject(value).ToString();
}
