using System.Collections.Immutable;

namespace ForeignTransport.Core.Configuration;

/// <summary>The parameters that a Set- command names, with their new values. A parameter that is not named stays as it is.</summary>
public sealed record ParameterChanges
{
    private ParameterChanges(ImmutableSortedDictionary<string, ParameterValue> values) => Values = values;

    public static ParameterChanges None { get; } =
        new(ImmutableSortedDictionary.Create<string, ParameterValue>(StringComparer.OrdinalIgnoreCase));

    /// <summary>By parameter name, without case.</summary>
    public ImmutableSortedDictionary<string, ParameterValue> Values { get; }

    public static ParameterChanges Of(params (string Name, ParameterValue Value)[] changes) =>
        changes.Aggregate(None, (all, change) => all.With(change.Name, change.Value));

    public ParameterChanges With(string name, ParameterValue value) => new(Values.SetItem(name, value));

    /// <inheritdoc />
    public bool Equals(ParameterChanges? other) =>
        other is not null
        && Values.Count == other.Values.Count
        && Values.All(change => other.Values.TryGetValue(change.Key, out var value) && value == change.Value);

    /// <inheritdoc />
    public override int GetHashCode() => Values.Count;
}
