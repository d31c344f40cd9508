namespace ForeignTransport.Shell.Tests.Interactive;

/// <summary>Keys as a terminal reports them, from a text: what stands in angle brackets is a key by its name.</summary>
internal static class Keys
{
    /// <summary>"ab&lt;Left&gt;&lt;C-r&gt;" and the like.</summary>
    public static IEnumerable<ConsoleKeyInfo> Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '<')
            {
                yield return Typed(text[i]);
                continue;
            }

            var end = text.IndexOf('>', i);
            yield return Named(text[(i + 1)..end]);
            i = end;
        }
    }

    private static ConsoleKeyInfo Typed(char c) =>
        new(c, Enum.TryParse<ConsoleKey>(char.ToUpperInvariant(c).ToString(), out var key) && char.IsAsciiLetter(c) ? key : ConsoleKey.None, char.IsUpper(c), false, false);

    private static ConsoleKeyInfo Named(string name) => name switch
    {
        "Left" => Key(ConsoleKey.LeftArrow),
        "Right" => Key(ConsoleKey.RightArrow),
        "Up" => Key(ConsoleKey.UpArrow),
        "Down" => Key(ConsoleKey.DownArrow),
        "Home" => Key(ConsoleKey.Home),
        "End" => Key(ConsoleKey.End),
        "Back" => Key(ConsoleKey.Backspace),
        "Del" => Key(ConsoleKey.Delete),
        "Esc" => new('\u001b', ConsoleKey.Escape, false, false, false),
        "Enter" => new('\r', ConsoleKey.Enter, false, false, false),
        "Tab" => new('\t', ConsoleKey.Tab, false, false, false),
        "S-Tab" => new('\t', ConsoleKey.Tab, true, false, false),
        "C-Left" => new('\0', ConsoleKey.LeftArrow, false, false, true),
        "C-Right" => new('\0', ConsoleKey.RightArrow, false, false, true),
        ['C', '-', var letter] => new((char)(letter - 'a' + 1), Enum.Parse<ConsoleKey>(char.ToUpperInvariant(letter).ToString()), false, false, true),
        _ => throw new ArgumentException(name),
    };

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, false, false, false);
}
