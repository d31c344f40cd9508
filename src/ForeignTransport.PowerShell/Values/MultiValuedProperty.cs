using System.Collections;
using System.Management.Automation;

namespace ForeignTransport.PowerShell.Values;

/// <summary>
/// A list of values: what objects hold, and what parameters take. A parameter takes <c>a,b</c>, which replaces the list, and
/// <c>@{Add="a"; Remove="b","c"}</c>, which edits it on the server.
/// </summary>
public sealed class MultiValuedProperty : IReadOnlyList<string>
{
    private readonly List<string> _values = [];

    public MultiValuedProperty()
    {
    }

    public MultiValuedProperty(string value) => _values.Add(value);

    public MultiValuedProperty(object[] values) => _values.AddRange(values.Select(Text));

    /// <summary>An edit: the keys are Add and Remove.</summary>
    public MultiValuedProperty(Hashtable edit)
    {
        IsEdit = true;
        foreach (DictionaryEntry entry in edit)
        {
            var key = Text(entry.Key);
            if (key.Equals("Add", StringComparison.OrdinalIgnoreCase))
                Added = Texts(entry.Value);
            else if (key.Equals("Remove", StringComparison.OrdinalIgnoreCase))
                Removed = Texts(entry.Value);
            else
                throw new ArgumentException($"\"{key}\" is not a way to edit a list: allowed are @{{Add=...}} and @{{Remove=...}}, or both.");
        }

        if (Added.Count == 0 && Removed.Count == 0)
            throw new ArgumentException("The edit of a list names nothing: allowed are @{Add=...} and @{Remove=...}, or both.");
    }

    /// <summary>True for <c>@{Add=..; Remove=..}</c>.</summary>
    public bool IsEdit { get; }

    public int Count => _values.Count;

    internal IReadOnlyList<string> Added { get; } = [];

    internal IReadOnlyList<string> Removed { get; } = [];

    public string this[int index] => _values[index];

    /// <summary>Adds a value; only Set- sends it to the server.</summary>
    public void Add(string value) => _values.Add(value);

    /// <summary>True when a value is in it, without regard to case.</summary>
    public bool Contains(string value) => _values.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Removes every value; only Set- sends that to the server.</summary>
    public void Clear() => _values.Clear();

    /// <summary>Removes a value, without regard to case; only Set- sends that to the server.</summary>
    public bool Remove(string value) => _values.RemoveAll(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) > 0;

    /// <inheritdoc />
    public IEnumerator<string> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => IsEdit ? $"+{{{string.Join(", ", Added)}}} -{{{string.Join(", ", Removed)}}}" : string.Join(", ", _values);

    private static List<string> Texts(object? value) => Bare(value) switch
    {
        null => [],
        string text => [text],
        IEnumerable values => [.. values.Cast<object?>().Select(Text)],
        var other => [Text(other)]
    };

    private static string Text(object? value) =>
        Bare(value) is { } bare
            ? (string)LanguagePrimitives.ConvertTo(bare, typeof(string), System.Globalization.CultureInfo.InvariantCulture)
            : throw new ArgumentException("A value of a list is $null.");

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
