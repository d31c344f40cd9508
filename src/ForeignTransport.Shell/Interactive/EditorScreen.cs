using System.Text;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Interactive;

/// <summary>
/// Draws a line that is edited, over as many rows as it takes: back to the row of the prompt, everything new, the cursor to its
/// place. Only sequences that every terminal of the last decades understands.
/// </summary>
internal sealed class EditorScreen(TextWriter output, Func<int> width)
{
    private int _row;

    /// <summary>Draws the line; the cursor stands where the next character goes.</summary>
    public void Draw(string prompt, string text, int cursor)
    {
        var drawing = new StringBuilder();
        ToStart(drawing);
        var columns = Math.Max(1, width());
        var shown = text.Replace("\n", "\u21B5", StringComparison.Ordinal);
        drawing.Append(prompt).Append(shown);
        var whole = DisplayWidth.Of(prompt) + DisplayWidth.Of(shown);

        // A terminal stays on a full row until one more character comes: push it over.
        if (whole > 0 && whole % columns == 0)
            drawing.Append(" \r\u001b[K");

        var at = DisplayWidth.Of(prompt) + DisplayWidth.Of(shown[..cursor]);
        if (whole / columns - at / columns is var up and > 0)
            drawing.Append($"\u001b[{up}A");

        drawing.Append('\r');
        if (at % columns is var right and > 0)
            drawing.Append($"\u001b[{right}C");

        _row = at / columns;
        output.Write(drawing.ToString());
    }

    /// <summary>The line is done: what comes next stands below it.</summary>
    public void Leave(string prompt, string text)
    {
        Draw(prompt, text, text.Length);
        output.Write("\r\n");
        _row = 0;
    }

    public void Clear()
    {
        output.Write("\u001b[H\u001b[2J");
        _row = 0;
    }

    private void ToStart(StringBuilder drawing)
    {
        if (_row > 0)
            drawing.Append($"\u001b[{_row}A");

        drawing.Append("\r\u001b[J");
    }
}
