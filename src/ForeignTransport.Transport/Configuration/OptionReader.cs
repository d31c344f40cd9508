using System.Collections.Immutable;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Gives the groups their values and collects what is wrong, so that an administrator sees every mistake at once. A value that
/// cannot be read is reported and replaced by the default; the result is used only when there was no error.
/// </summary>
internal sealed class OptionReader(IReadOnlyDictionary<string, OptionAssignment> assignments)
{
    private readonly List<TransportError> _errors = [];
    private readonly HashSet<string> _unreadable = [];

    public ImmutableArray<TransportError> Errors => [.. _errors];

    public bool IsSet(NodeOption option) => assignments.ContainsKey(option.Key);

    /// <summary>True when the option is set to what it may be. Once it was read: a value that was refused has no consequences for other options.</summary>
    public bool Has(NodeOption option) => IsSet(option) && !_unreadable.Contains(option.Key);

    /// <summary>The value, or the default that the option's table entry states.</summary>
    public T Read<T>(NodeOption<T> option) => TryRead(option, out var value) ? value : ReadDefault(option);

    /// <summary>The value, or a default that depends on other options.</summary>
    public T Read<T>(NodeOption<T> option, T derived) => TryRead(option, out var value) ? value : derived;

    /// <summary>The value as an absolute path, or a default that depends on other options.</summary>
    public string ReadPath(NodeOption<string> option, string derived) => ReadOptionalPath(option) ?? derived;

    /// <summary>The value as an absolute path, or null when the option is not set.</summary>
    public string? ReadOptionalPath(NodeOption<string> option) =>
        TryRead(option, out var path) ? Path.GetFullPath(path, assignments[option.Key].BaseDirectory) : null;

    /// <summary>Reports a rule between options that a single value cannot show.</summary>
    public void Refuse(ErrorEntry entry, string detail) => _errors.Add(entry.With(detail));

    /// <summary>The option, its value and where it was written, for an error; a secret is not shown.</summary>
    public string Describe(NodeOption option)
    {
        if (!assignments.TryGetValue(option.Key, out var assignment))
            return option.FullKey;

        var shown = option.IsSecret ? "(not shown)" : $"\"{OneLine(assignment.Text)}\"";
        return $"{option.FullKey} = {shown} (from {assignment.Origin})";
    }

    private bool TryRead<T>(NodeOption<T> option, out T value)
    {
        value = default!;
        if (!assignments.TryGetValue(option.Key, out var assignment))
            return false;

        if (option.Form.TryParse(assignment.Text, out var read))
        {
            value = read;
            return true;
        }

        Refuse(ErrorCatalogue.InvalidOptionValue, $"{Describe(option)} must be {option.Allowed}.");
        _unreadable.Add(option.Key);
        return false;
    }

    private static T ReadDefault<T>(NodeOption<T> option) =>
        option.Form.TryParse(option.Default, out var value)
            ? value
            : throw new InvalidOperationException($"The default of {option.FullKey} does not have its own form.");

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
