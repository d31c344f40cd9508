namespace ForeignTransport.Shell.Formatting;

/// <summary>
/// Writes a table: heads, dashes, a line for each row, one blank between columns and none at the end of a line. A table that is too
/// wide takes columns from its widest ones; what does not fit then ends in dots, or goes on below when it may wrap.
/// </summary>
internal static class TableWriter
{
    private const int LeastWidth = 3;

    /// <summary>The lines, without the blank ones around them.</summary>
    /// <param name="columns">At least one.</param>
    /// <param name="rows">A text for each column.</param>
    /// <param name="width">The columns of the screen.</param>
    /// <param name="wrap">True puts what does not fit onto further lines.</param>
    /// <param name="withHeads">False leaves heads and dashes away.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width, bool wrap, bool withHeads)
    {
        var widths = Widths(columns, rows, width, wrap, withHeads);
        if (withHeads)
        {
            var heads = columns.Select((column, i) => DisplayWidth.Shorten(column.Label, widths[i])).ToList();
            yield return Line(columns, widths, heads);
            yield return Line(columns, widths, heads.Select(head => new string('-', DisplayWidth.Of(head))).ToList());
        }

        foreach (var row in rows)
        {
            var cells = row.Select((text, i) => Cell(text, widths[i], wrap)).ToList();
            for (var line = 0; line < cells.Max(cell => cell.Count); line++)
                yield return Line(columns, widths, cells.Select(cell => line < cell.Count ? cell[line] : "").ToList());
        }
    }

    private static int[] Widths(IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width, bool wrap, bool withHeads)
    {
        var widths = columns.Select((column, i) => column.Width
            ?? rows.Select(row => Needed(row[i], wrap)).Append(withHeads ? DisplayWidth.Of(column.Label) : 0).Append(1).Max()).ToArray();
        for (var excess = widths.Sum() + widths.Length - 1 - width; excess > 0; excess--)
        {
            var widest = Array.IndexOf(widths, widths.Max());
            if (widths[widest] <= LeastWidth)
                break;

            widths[widest]--;
        }

        return widths;
    }

    private static int Needed(string text, bool wrap)
    {
        if (!text.AsSpan().ContainsAny('\r', '\n'))
            return DisplayWidth.Of(text);

        var lines = SplitLines(text);
        return wrap ? lines.Max(DisplayWidth.Of) : DisplayWidth.Of(lines[0]) + 3;
    }

    private static List<string> Cell(string text, int width, bool wrap)
    {
        if (wrap)
            return [.. SplitLines(text).SelectMany(line => DisplayWidth.Wrap(line, width))];

        var lines = SplitLines(text);
        return [DisplayWidth.Shorten(lines.Length > 1 ? lines[0] + "..." : text, width)];
    }

    private static string Line(IReadOnlyList<TableColumn> columns, int[] widths, List<string> texts) =>
        string.Join(' ', texts.Select((text, i) => DisplayWidth.Pad(text, widths[i], columns[i].Alignment))).TrimEnd(' ');

    private static string[] SplitLines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
