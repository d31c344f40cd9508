using System.Collections.Immutable;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// The value of a parameter in Exchange's text form, before it is converted to the parameter's type: what a cmdlet, the HTTP API and the
/// organization file have in common.
/// </summary>
public abstract record ParameterValue
{
    private ParameterValue()
    {
    }

    /// <summary><c>$null</c>.</summary>
    public static ParameterValue Null { get; } = new Scalar(null);

    public static ParameterValue Of(string? text) => text is null ? Null : new Scalar(text);

    public static ParameterValue Of(bool value) => new Scalar(value ? "true" : "false");

    public static ParameterValue OfList(params IEnumerable<string> items) => new List([.. items]);

    /// <summary><c>@{Add=...;Remove=...}</c>: edits a list instead of replacing it.</summary>
    public static ParameterValue Edit(IEnumerable<string> add, IEnumerable<string> remove) => new ListEdit([.. add], [.. remove]);

    public static implicit operator ParameterValue(string? text) => Of(text);

    public static ParameterValue FromString(string? text) => Of(text);

    /// <summary>One value; null for <c>$null</c>.</summary>
    public sealed record Scalar(string? Text) : ParameterValue
    {
        public override string ToString() => Text ?? "$null";
    }

    /// <summary>A whole list, which replaces the one before it.</summary>
    public sealed record List(ImmutableArray<string> Items) : ParameterValue
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(Items.Length, HashCode.Combine);

        public override string ToString() => string.Join(",", Items);
    }

    /// <summary>An edit of a list. Adding what is there is an error; removing what is missing is not.</summary>
    public sealed record ListEdit(ImmutableArray<string> Add, ImmutableArray<string> Remove) : ParameterValue
    {
        public bool Equals(ListEdit? other) =>
            other is not null && Add.SequenceEqual(other.Add) && Remove.SequenceEqual(other.Remove);

        public override int GetHashCode() => Add.Concat(Remove).Aggregate(Add.Length, HashCode.Combine);

        public override string ToString() => $"@{{Add={string.Join(",", Add)};Remove={string.Join(",", Remove)}}}";
    }
}
