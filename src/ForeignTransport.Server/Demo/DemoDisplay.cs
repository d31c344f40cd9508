using System.Globalization;

namespace ForeignTransport.Server.Demo;

/// <summary>Where a demo shows what happens.</summary>
internal abstract class DemoDisplay
{
    /// <summary>How often a new picture is wanted.</summary>
    public abstract TimeSpan Beat { get; }

    /// <summary>A display that suits where the output goes: a terminal is drawn in place, anything else gets plain lines.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="isTerminal">True when a person looks at it now.</param>
    /// <param name="environment">The environment: <c>TERM=dumb</c> cannot be drawn on, <c>NO_COLOR</c> asks for none.</param>
    public static DemoDisplay For(TextWriter output, bool isTerminal, Func<string, string?> environment) =>
        isTerminal && environment("TERM") is not "dumb"
            ? new TerminalDisplay(output, withColor: string.IsNullOrEmpty(environment("NO_COLOR")), () => (Console.WindowWidth, Console.WindowHeight))
            : new PlainDisplay(output);

    /// <summary>Says what happens.</summary>
    public abstract void Say(TimeSpan elapsed, string happening);

    /// <summary>Shows how things are.</summary>
    public abstract void Show(DemoPicture picture);

    /// <summary>A time since the start.</summary>
    protected static string Clock(TimeSpan elapsed) => elapsed.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    /// <summary>A number for people.</summary>
    protected static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
