using System.Management.Automation.Host;

namespace ForeignTransport.Shell.Hosting;

/// <summary>The screen as the engine sees it: a width. It draws nowhere but at the end.</summary>
internal sealed class ShellRawUi(ShellConsole console) : PSHostRawUserInterface
{
    private const int AnyHeight = 10_000;

    /// <summary>Columns that hold in place of those of the screen; null for these.</summary>
    public int? Width { get; set; }

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = AnsiColor.Unset;

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = AnsiColor.Unset;

    /// <inheritdoc/>
    public override Coordinates CursorPosition { get; set; }

    /// <inheritdoc/>
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => BufferSize;
        set => throw NotHere();
    }

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => new(Width ?? console.Width(), AnyHeight);
        set => throw NotHere();
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => BufferSize;

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => BufferSize;

    /// <inheritdoc/>
    public override string WindowTitle { get; set; } = "ftx";

    /// <inheritdoc/>
    public override bool KeyAvailable => false;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotHere();

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotHere();

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotHere();

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotHere();

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotHere();

    private static NotSupportedException NotHere() => new("ftx writes to its screen line by line only.");
}
