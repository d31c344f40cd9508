using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>How a value given for a list changes it: replace, or add and remove.</summary>
internal static class ListParameter
{
    /// <summary>The new list, or an error and the list as it was.</summary>
    /// <param name="name">The parameter, for errors.</param>
    /// <param name="present">The list in normal form.</param>
    /// <param name="value">What was given.</param>
    /// <param name="canonical">The normal form of one item, by which items are compared, or an error.</param>
    public static (ImmutableArray<string> Items, TransportError? Error) Apply(
        string name, ImmutableArray<string> present, ParameterValue value, Func<string, (string Text, TransportError? Error)> canonical) =>
        value switch
        {
            ParameterValue.List list => Normalize(name, list.Items, canonical),
            ParameterValue.Scalar { Text: null } => ([], null),
            ParameterValue.Scalar { Text: { } single } => Normalize(name, [single], canonical),
            ParameterValue.ListEdit edit => Edit(name, present, edit, canonical),
            _ => throw new InvalidOperationException($"{value.GetType()} is not a kind of parameter value.")
        };

    private static (ImmutableArray<string> Items, TransportError? Error) Edit(
        string name, ImmutableArray<string> present, ParameterValue.ListEdit edit, Func<string, (string Text, TransportError? Error)> canonical)
    {
        var (removed, removeError) = Normalize(name, edit.Remove, canonical);
        var (added, addError) = Normalize(name, edit.Add, canonical);
        if ((removeError ?? addError) is { } error)
            return (present, error);

        var kept = present.RemoveRange(removed, StringComparer.OrdinalIgnoreCase);
        var twice = added.FirstOrDefault(item => kept.Contains(item, StringComparer.OrdinalIgnoreCase));
        return twice is null
            ? (kept.AddRange(added), null)
            : (present, ErrorCatalogue.InvalidParameter.With($"{name} {SingleLine.Quote(twice)}: cannot be added, it is there already") with { Parameter = name });
    }

    private static (ImmutableArray<string> Items, TransportError? Error) Normalize(
        string name, ImmutableArray<string> items, Func<string, (string Text, TransportError? Error)> canonical)
    {
        var normal = ImmutableArray.CreateBuilder<string>(items.Length);
        foreach (var item in items)
        {
            var (text, error) = canonical(item);
            if (error is not null)
                return ([], error.Entry.With($"{name} {SingleLine.Quote(item)}: {error.Detail}") with { Parameter = name });
            normal.Add(text);
        }

        return (normal.ToImmutable(), null);
    }
}
