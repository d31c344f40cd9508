using System.Text;

namespace ForeignTransport.Shell.Conversion;

/// <summary>Comma separated values (RFC 4180), with any delimiter.</summary>
internal static class CsvText
{
    /// <summary>A line of a file; null values are empty and never quoted.</summary>
    public static string Line(IEnumerable<string?> values, char delimiter, QuoteKind quotes) =>
        string.Join(delimiter, values.Select(value => value is null ? "" : MustQuote(value, delimiter, quotes) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value));

    /// <summary>The records of a text; a quoted value may hold delimiters, quotes written twice, and line ends. Empty lines are no records.</summary>
    public static IEnumerable<List<string>> Records(TextReader reader, char delimiter)
    {
        while (reader.Peek() >= 0)
        {
            var record = Record(reader, delimiter);
            if (record.Count > 1 || record[0].Length > 0)
                yield return record;
        }
    }

    private static bool MustQuote(string value, char delimiter, QuoteKind quotes) =>
        quotes == QuoteKind.Always || (quotes == QuoteKind.AsNeeded && (value.Contains(delimiter) || value.AsSpan().IndexOfAny('"', '\r', '\n') >= 0));

    private static List<string> Record(TextReader reader, char delimiter)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        while (reader.Read() is var next and >= 0)
        {
            var c = (char)next;
            if (isQuoted)
            {
                if (c != '"')
                    value.Append(c);
                else if (reader.Peek() == '"')
                    value.Append((char)reader.Read());
                else
                    isQuoted = false;
            }
            else if (c == '"' && value.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == delimiter)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else if (c is '\n')
            {
                break;
            }
            else if (c != '\r')
            {
                value.Append(c);
            }
        }

        values.Add(value.ToString());
        return values;
    }
}
