using System.Globalization;

namespace ForeignTransport.Shell.Interactive;

/// <summary>A text and a cursor in it. The cursor never stands inside of what a person sees as one character.</summary>
/// <param name="Text">What was typed.</param>
/// <param name="Cursor">The index in it where the next character goes.</param>
internal readonly record struct LineBuffer(string Text, int Cursor)
{
    public static readonly LineBuffer Empty = new("", 0);

    /// <summary>A text with the cursor at its end.</summary>
    public static LineBuffer AtEnd(string text) => new(text, text.Length);

    public LineBuffer Insert(string typed) => new(Text.Insert(Cursor, typed), Cursor + typed.Length);

    public LineBuffer Left() => this with { Cursor = Before() };

    public LineBuffer Right() => this with { Cursor = After() };

    public LineBuffer Home() => this with { Cursor = 0 };

    public LineBuffer End() => this with { Cursor = Text.Length };

    public LineBuffer WordLeft() => this with { Cursor = WordStart() };

    public LineBuffer WordRight()
    {
        var at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
            at++;
        while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
            at++;

        return this with { Cursor = at };
    }

    public LineBuffer Backspace() => Cut(Before(), Cursor).Kept;

    public LineBuffer Delete() => Cut(Cursor, After()).Kept;

    /// <summary>From the cursor to the end; what was cut can be put back.</summary>
    public (LineBuffer Kept, string Cut) CutToEnd() => Cut(Cursor, Text.Length);

    public (LineBuffer Kept, string Cut) CutToStart() => Cut(0, Cursor);

    /// <summary>Back to the blank before the word, as Ctrl-W of terminals.</summary>
    public (LineBuffer Kept, string Cut) CutWord()
    {
        var at = Cursor;
        while (at > 0 && Text[at - 1] == ' ')
            at--;
        while (at > 0 && Text[at - 1] != ' ')
            at--;

        return Cut(at, Cursor);
    }

    /// <summary>Another text in place of a part, with the cursor after it.</summary>
    public LineBuffer Replace(int start, int length, string with) => new(Text.Remove(start, length).Insert(start, with), start + with.Length);

    private (LineBuffer Kept, string Cut) Cut(int start, int end) => (new(Text.Remove(start, end - start), start), Text[start..end]);

    private int Before()
    {
        var starts = StringInfo.ParseCombiningCharacters(Text);
        var at = Cursor;
        return starts.LastOrDefault(start => start < at);
    }

    private int After() => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text.AsSpan(Cursor));

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
            at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
            at--;

        return at;
    }
}
