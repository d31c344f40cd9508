namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Finds the faults that Akka.NET's HOCON parser passes over in silence: it accepts a file that ends inside a section, stops reading
/// at a brace too many, carries a lost quote over to the next lines, and takes <c>${?X}</c> for the whole file.
/// Half a configuration must never be taken for a whole one.
/// </summary>
internal static class HoconCheck
{
    private const string TripleQuote = "\"\"\"";

    /// <summary>The first fault, with its line, or null.</summary>
    public static string? FindFault(string text)
    {
        var open = new Stack<(char Closer, int Line)>();
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    line++;
                    break;
                case '#':
                case '/' when At(text, i, "//"):
                    i = EndOfLine(text, i) - 1;
                    break;
                case '"':
                    var end = EndOfString(text, i);
                    if (end < 0)
                        return $"line {line}: the quote is not closed.";
                    line += text.AsSpan(i, end - i).Count('\n');
                    i = end - 1;
                    break;
                case '$' when At(text, i, "${?"):
                    return $"line {line}: optional substitutions ${{?...}} are not supported; every option has an environment variable of its own.";
                case '{':
                    open.Push(('}', line));
                    break;
                case '[':
                    open.Push((']', line));
                    break;
                case '}' or ']':
                    if (!open.TryPop(out var opened) || opened.Closer != text[i])
                        return $"line {line}: '{text[i]}' closes nothing.";
                    break;
                default:
                    break;
            }
        }

        return open.TryPop(out var unclosed) ? $"line {unclosed.Line}: what is opened here is never closed by '{unclosed.Closer}'." : null;
    }

    private static bool At(string text, int index, string token) => string.CompareOrdinal(text, index, token, 0, token.Length) == 0;

    private static int EndOfLine(string text, int index)
    {
        var end = text.IndexOf('\n', index);
        return end < 0 ? text.Length : end;
    }

    /// <summary>The index after the closing quote, or -1. A plain string ends on its line.</summary>
    private static int EndOfString(string text, int start)
    {
        if (At(text, start, TripleQuote))
        {
            var end = text.IndexOf(TripleQuote, start + 3, StringComparison.Ordinal);
            return end < 0 ? -1 : end + 3;
        }

        for (var i = start + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i + 1;
        }

        return -1;
    }
}
