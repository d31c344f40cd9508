using System.Text;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// Turns text of unknown origin (subjects, remote answers, names) into text that is safe on one line of a header or a log:
/// no line ends, no control characters, no broken surrogates, bounded.
/// </summary>
internal static class PrintableText
{
    /// <summary>
    /// The text on one line, with every run of line ends and other control characters as one blank, trimmed, and at most
    /// <paramref name="maxLength"/> characters long.
    /// </summary>
    public static string SingleLine(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        var pendingBlank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                pendingBlank = true;
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + (pendingBlank ? 1 : 0) > maxLength)
            {
                break;
            }

            if (pendingBlank && rune.Value != ' ' && line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }

            pendingBlank = false;
            line.Append(rune.ToString());
        }

        return line.ToString().Trim();
    }
}
