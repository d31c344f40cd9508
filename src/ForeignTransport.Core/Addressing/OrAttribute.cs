using System.Text;

namespace ForeignTransport.Core.Addressing;

/// <summary>One attribute of an O/R address.</summary>
/// <remarks>Equality ignores the case of label and value.</remarks>
public sealed class OrAttribute : IEquatable<OrAttribute>
{
    internal OrAttribute(OrLabel kind, string label, string value) => (Kind, Label, Value) = (kind, label, value);

    /// <summary>The canonical label, such as <c>ou1</c>; for a domain-defined attribute <c>dda:</c> and its type.</summary>
    public string Label { get; }

    /// <summary>Without separators doubled, trimmed, inner runs of spaces collapsed. Empty for a blank ADMD.</summary>
    public string Value { get; }

    internal OrLabel Kind { get; }

    internal bool HasLabelOf(OrAttribute other) =>
        ReferenceEquals(Kind, other.Kind)
        && (!ReferenceEquals(Kind, OrLabel.DomainDefined) || Label.Equals(other.Label, StringComparison.OrdinalIgnoreCase));

    /// <summary>Canonical order; domain-defined attributes by type.</summary>
    internal static int CompareLabels(OrAttribute left, OrAttribute right) =>
        left.Kind.Rank != right.Kind.Rank
            ? left.Kind.Rank.CompareTo(right.Kind.Rank)
            : StringComparer.OrdinalIgnoreCase.Compare(left.Label, right.Label);

    /// <summary>Appends <c>label=value</c> with the doublings of RFC 1685; a blank ADMD as <c>a= </c>.</summary>
    internal void AppendTo(StringBuilder text)
    {
        var start = text.Length;
        text.Append(Label).Replace("=", "==", start, text.Length - start).Append('=');

        // Behind the type of a dda, an equals sign that starts the value would look doubled. A space in front is not part of a value.
        text.Append(Value.Length == 0 || Value[0] == '=' ? " " : string.Empty).Append(Value);
        text.Replace(";", ";;", start, text.Length - start);
    }

    /// <inheritdoc />
    public bool Equals(OrAttribute? other) =>
        other is not null && HasLabelOf(other) && Value.Equals(other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as OrAttribute);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind.Rank, StringComparer.OrdinalIgnoreCase.GetHashCode(Value));

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }
}
