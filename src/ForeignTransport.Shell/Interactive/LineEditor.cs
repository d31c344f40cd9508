namespace ForeignTransport.Shell.Interactive;

/// <summary>
/// Edits one line: keys in, a text and a cursor out. It draws nothing and reads nothing, so that every key can be tried without a
/// terminal. Keys are those of bash and of PowerShell's own editor where both agree.
/// </summary>
/// <param name="history">What Up, Down and Ctrl-R find.</param>
/// <param name="complete">What Tab offers for a text and a cursor in it.</param>
internal sealed class LineEditor(History history, Func<string, int, Completions> complete)
{
    private LineBuffer _buffer = LineBuffer.Empty;
    private string _cut = "";
    private int _historyIndex = history.Entries.Count;
    private string _draft = "";
    private Cycle? _cycle;
    private HistorySearch? _search;

    public string Text => _buffer.Text;

    public int Cursor => _buffer.Cursor;

    /// <summary>What stands in place of the prompt while the history is searched; null otherwise.</summary>
    public string? SearchPrompt => _search is { } search ? $"({(search.IsFailing ? "failed " : "")}reverse-i-search)`{search.Query}': " : null;

    /// <summary>Takes a key.</summary>
    public EditorOutcome Press(ConsoleKeyInfo key)
    {
        if (_search is not null && Search(key))
            return EditorOutcome.Editing;

        var isTab = key.Key == ConsoleKey.Tab;
        if (isTab)
            Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
        else
            _cycle = null;

        return isTab ? EditorOutcome.Editing
            : key.Modifiers.HasFlag(ConsoleModifiers.Control) && !key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? PressControl(key)
            : PressPlain(key);
    }

    private EditorOutcome PressPlain(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return EditorOutcome.Submitted;

            case ConsoleKey.LeftArrow:
                _buffer = _buffer.Left();
                break;

            case ConsoleKey.RightArrow:
                _buffer = _buffer.Right();
                break;

            case ConsoleKey.Home:
                _buffer = _buffer.Home();
                break;

            case ConsoleKey.End:
                _buffer = _buffer.End();
                break;

            case ConsoleKey.Backspace:
                _buffer = _buffer.Backspace();
                break;

            case ConsoleKey.Delete:
                _buffer = _buffer.Delete();
                break;

            case ConsoleKey.UpArrow:
                Recall(-1);
                break;

            case ConsoleKey.DownArrow:
                Recall(1);
                break;

            case ConsoleKey.Escape:
                _buffer = LineBuffer.Empty;
                break;

            case ConsoleKey.B when key.Modifiers == ConsoleModifiers.Alt:
                _buffer = _buffer.WordLeft();
                break;

            case ConsoleKey.F when key.Modifiers == ConsoleModifiers.Alt:
                _buffer = _buffer.WordRight();
                break;

            default:
                if (!char.IsControl(key.KeyChar))
                    _buffer = _buffer.Insert(key.KeyChar.ToString());
                break;
        }

        return EditorOutcome.Editing;
    }

    private EditorOutcome PressControl(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.A:
                _buffer = _buffer.Home();
                break;

            case ConsoleKey.B:
                _buffer = _buffer.Left();
                break;

            case ConsoleKey.C:
                return EditorOutcome.Cancelled;

            case ConsoleKey.D:
                if (_buffer.Text.Length == 0)
                    return EditorOutcome.Ended;

                _buffer = _buffer.Delete();
                break;

            case ConsoleKey.E:
                _buffer = _buffer.End();
                break;

            case ConsoleKey.F:
                _buffer = _buffer.Right();
                break;

            case ConsoleKey.H:
                _buffer = _buffer.Backspace();
                break;

            case ConsoleKey.J or ConsoleKey.M:
                return EditorOutcome.Submitted;

            case ConsoleKey.K:
                (_buffer, _cut) = _buffer.CutToEnd();
                break;

            case ConsoleKey.L:
                return EditorOutcome.ClearScreen;

            case ConsoleKey.N:
                Recall(1);
                break;

            case ConsoleKey.P:
                Recall(-1);
                break;

            case ConsoleKey.R:
                _search = new(history, _buffer);
                break;

            case ConsoleKey.U:
                (_buffer, _cut) = _buffer.CutToStart();
                break;

            case ConsoleKey.W or ConsoleKey.Backspace:
                (_buffer, _cut) = _buffer.CutWord();
                break;

            case ConsoleKey.Y:
                _buffer = _buffer.Insert(_cut);
                break;

            case ConsoleKey.LeftArrow:
                _buffer = _buffer.WordLeft();
                break;

            case ConsoleKey.RightArrow:
                _buffer = _buffer.WordRight();
                break;
        }

        return EditorOutcome.Editing;
    }

    /// <summary>What was being typed is the entry after the newest one.</summary>
    private void Recall(int step)
    {
        var wanted = _historyIndex + step;
        if (wanted < 0 || wanted > history.Entries.Count)
            return;

        if (_historyIndex == history.Entries.Count)
            _draft = _buffer.Text;

        _historyIndex = wanted;
        _buffer = LineBuffer.AtEnd(wanted == history.Entries.Count ? _draft : history.Entries[wanted]);
    }

    /// <summary>The first Tab asks; further ones go round what was offered, back to what was typed.</summary>
    private void Complete(int step)
    {
        if (_cycle is null)
        {
            var offered = complete(_buffer.Text, _buffer.Cursor);
            if (offered.Texts.Count == 0)
                return;

            _cycle = new(_buffer, offered, step > 0 ? -1 : offered.Texts.Count);
        }

        _cycle = _cycle.Turn(step);
        _buffer = _cycle.Current;
    }

    /// <summary>True when the search took the key; otherwise it is over and the key means what it always does.</summary>
    private bool Search(ConsoleKeyInfo key)
    {
        var search = _search!;
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        if (isControl && key.Key is ConsoleKey.G or ConsoleKey.C || key.Key == ConsoleKey.Escape)
        {
            _buffer = search.Before;
            _search = null;
            return true;
        }

        if (isControl && key.Key == ConsoleKey.R)
            search.Older();
        else if (key.Key == ConsoleKey.Backspace)
            search.Shorten();
        else if (!isControl && !char.IsControl(key.KeyChar) && key.KeyChar != '\0')
            search.Add(key.KeyChar);
        else
        {
            _search = null;
            return false;
        }

        _buffer = search.Found;
        return true;
    }

    /// <summary>A round of completions: before the first and after the last stands what was typed.</summary>
    private sealed record Cycle(LineBuffer Typed, Completions Offered, int Index)
    {
        public LineBuffer Current => Index >= 0 && Index < Offered.Texts.Count ? Typed.Replace(Offered.Start, Offered.Length, Offered.Texts[Index]) : Typed;

        public Cycle Turn(int step)
        {
            var count = Offered.Texts.Count;
            if (count == 1)
                return this with { Index = 0 };

            // -1 and count both stand for what was typed.
            var next = Index + step;
            return this with { Index = next < -1 ? count - 1 : next > count ? 0 : next };
        }
    }
}
