namespace ForeignTransport.Shell.Interactive;

/// <summary>A search backwards through the history while its text is typed (Ctrl-R).</summary>
internal sealed class HistorySearch(History history, LineBuffer before)
{
    private int _index = history.Entries.Count;

    /// <summary>What was on the line when it began.</summary>
    public LineBuffer Before => before;

    public string Query { get; private set; } = "";

    /// <summary>True when no older entry holds the text: the last one that did still stands.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>The entry found, with the cursor where the text begins.</summary>
    public LineBuffer Found => _index == history.Entries.Count ? before
        : new(history.Entries[_index], Math.Max(0, history.Entries[_index].IndexOf(Query, StringComparison.OrdinalIgnoreCase)));

    public void Add(char typed)
    {
        Query += typed;
        Find(_index == history.Entries.Count ? _index : _index + 1);
    }

    public void Shorten()
    {
        Query = Query.Length == 0 ? "" : Query[..^1];
        Find(history.Entries.Count);
    }

    public void Older() => Find(_index);

    private void Find(int end)
    {
        var found = Query.Length == 0 ? -1 : history.Find(Query, end);
        IsFailing = found < 0 && Query.Length > 0;
        if (found >= 0)
            _index = found;
    }
}
