namespace ForeignTransport.Shell.Interactive;

/// <summary>What was typed before, oldest first, up to a limit. The same twice in a row is kept once; what begins with a blank is not kept.</summary>
internal sealed class History(int limit)
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    /// <summary>True when it was kept.</summary>
    public bool Add(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry) || entry[0] == ' ' || (_entries.Count > 0 && _entries[^1] == entry))
            return false;

        _entries.Add(entry);
        if (_entries.Count > limit)
            _entries.RemoveAt(0);

        return true;
    }

    /// <summary>The newest entry before an index that holds a text; -1 when there is none.</summary>
    public int Find(string text, int before)
    {
        for (var i = Math.Min(before, _entries.Count) - 1; i >= 0; i--)
            if (_entries[i].Contains(text, StringComparison.OrdinalIgnoreCase))
                return i;

        return -1;
    }
}
