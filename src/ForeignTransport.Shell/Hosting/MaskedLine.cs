using System.Text;

namespace ForeignTransport.Shell.Hosting;

/// <summary>A line that is typed without being shown: the terminal gets a star for each character.</summary>
internal static class MaskedLine
{
    /// <summary>What was typed up to Enter; null after Ctrl-C.</summary>
    public static string? Read(Func<ConsoleKeyInfo> readKey, TextWriter screen)
    {
        var text = new StringBuilder();
        while (true)
        {
            var key = readKey();
            switch (key)
            {
                case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' }:
                    screen.WriteLine();
                    return text.ToString();

                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control } or { KeyChar: '\u0003' }:
                    screen.WriteLine();
                    return null;

                case { Key: ConsoleKey.Backspace } when text.Length > 0:
                    text.Length--;
                    screen.Write("\b \b");
                    break;

                case { KeyChar: var character } when !char.IsControl(character):
                    text.Append(character);
                    screen.Write('*');
                    break;
            }
        }
    }
}
