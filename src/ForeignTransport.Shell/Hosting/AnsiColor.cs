namespace ForeignTransport.Shell.Hosting;

/// <summary>The escape sequences of the sixteen colors.</summary>
internal static class AnsiColor
{
    /// <summary>What a host says for a color that nobody chose.</summary>
    public const ConsoleColor Unset = (ConsoleColor)(-1);

    private static readonly int[] Codes = [30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97];

    /// <summary>The numbers between ESC [ and m; null when no color was chosen.</summary>
    public static string? Of(ConsoleColor foreground, ConsoleColor background)
    {
        var parts = new[] { Code(foreground, 0), Code(background, 10) }.OfType<int>().ToList();
        return parts.Count == 0 ? null : string.Join(';', parts);
    }

    private static int? Code(ConsoleColor color, int offset) => color is >= ConsoleColor.Black and <= ConsoleColor.White ? Codes[(int)color] + offset : null;
}
