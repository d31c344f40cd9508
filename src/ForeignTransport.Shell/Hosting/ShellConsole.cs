namespace ForeignTransport.Shell.Hosting;

/// <summary>Where a session reads and writes, and what can be shown there.</summary>
internal sealed class ShellConsole
{
    /// <summary>Columns where nobody can say how many there are, as in PowerShell.</summary>
    public const int DefaultWidth = 120;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads a line that a person types; null without a person.</summary>
    public Func<string?>? ReadLine { get; init; }

    /// <summary>Reads a key that a person presses, Ctrl-C too, and does not show it; null without a person.</summary>
    public Func<ConsoleKeyInfo>? ReadKey { get; init; }

    /// <summary>Reads a line of standard input; null where a person types, or where the commands come from there.</summary>
    public Func<string?>? ReadInput { get; init; }

    /// <summary>True where escape sequences for color are understood and wanted on standard output.</summary>
    public bool OutHasColor { get; init; }

    /// <summary>The same for standard error.</summary>
    public bool ErrorHasColor { get; init; }

    /// <summary>The columns that tables may use.</summary>
    public Func<int> Width { get; init; } = () => DefaultWidth;

    /// <summary>The console of this process.</summary>
    /// <param name="inputIsFree">False when standard input holds the commands, unless a person types them.</param>
    public static ShellConsole OfProcess(bool inputIsFree)
    {
        var wantsColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new()
        {
            Out = Writer(Console.OpenStandardOutput()),
            Error = Writer(Console.OpenStandardError()),
            ReadLine = Console.IsInputRedirected ? null : Console.ReadLine,
            ReadKey = Console.IsInputRedirected ? null : ReadKeyOfProcess,
            ReadInput = Console.IsInputRedirected && inputIsFree ? () => Console.In.ReadLine() : null,
            OutHasColor = wantsColor && !Console.IsOutputRedirected,
            ErrorHasColor = wantsColor && !Console.IsErrorRedirected,
            Width = ProcessWidth,
        };
    }

    private static ConsoleKeyInfo ReadKeyOfProcess()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    /// <summary>UTF-8 without a mark at its beginning, each line at once: what reads a pipe wants it when it happens.</summary>
    private static StreamWriter Writer(Stream stream) => new(stream, new System.Text.UTF8Encoding(false), 4096) { AutoFlush = true };

    private static int ProcessWidth()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns is >= 20 and <= 10_000)
            return columns;

        // A terminal that does not know its width says 0.
        return Console.IsOutputRedirected || Console.WindowWidth is var width && width < 20 ? DefaultWidth : Console.WindowWidth;
    }
}
