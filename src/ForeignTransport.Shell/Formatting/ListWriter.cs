namespace ForeignTransport.Shell.Formatting;

/// <summary>Writes an object as a list: a line for each property, the names padded to the same width.</summary>
internal static class ListWriter
{
    private const int LeastValueWidth = 10;

    /// <summary>The lines of one object, with the blank one that ends it.</summary>
    /// <param name="properties">Labels and the text of their values.</param>
    /// <param name="width">The columns of the screen; longer values go on below.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<(string Label, string Text)> properties, int width)
    {
        var names = properties.Count == 0 ? 0 : properties.Max(property => DisplayWidth.Of(property.Label));
        var room = Math.Max(LeastValueWidth, width - names - 3);
        var indent = new string(' ', names + 3);
        foreach (var (label, text) in properties)
        {
            var head = DisplayWidth.Pad(label, names, Alignment.Left) + " : ";
            foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(part => DisplayWidth.Cut(part, room)))
            {
                yield return head + line;
                head = indent;
            }
        }

        yield return "";
    }
}
