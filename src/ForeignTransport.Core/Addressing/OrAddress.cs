using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>An X.400 originator/recipient address, read from the labelled form of RFC 1685 or the slash form of RFC 2156.</summary>
/// <remarks>
/// Equal addresses have the same attributes in any order, ignoring case and runs of spaces. A blank ADMD is the same as none.
/// </remarks>
public sealed class OrAddress : IEquatable<OrAddress>
{
    private static readonly OrAttribute BlankAdministrationDomain =
        new(OrLabel.AdministrationDomain, OrLabel.AdministrationDomain.Name, string.Empty);

    private OrAddress(ImmutableArray<OrAttribute> attributes) => Attributes = attributes;

    /// <summary>In canonical order, without a blank ADMD.</summary>
    public ImmutableArray<OrAttribute> Attributes { get; }

    /// <summary>
    /// Parses an address of at least one attribute. Labels are free in order and case; each occurs once; every value has the characters and
    /// at most the length that X.400 gives it. Wildcards are refused: they belong to address spaces.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out OrAddress? address, [NotNullWhen(false)] out TransportError? error)
    {
        address = OrAddressParser.TryParse(text, wildcards: false, out var attributes, out error)
            ? new OrAddress(attributes.RemoveAll(attribute => attribute.Value.Length == 0))
            : null;
        return address is not null;
    }

    /// <summary>
    /// The canonical form: <c>c=US;a= ;p=Contoso;s=Doe</c>. Country first, labels in lower case, values as written, <c>a= </c> for a
    /// blank ADMD as Exchange writes it. Parsing it gives an equal address.
    /// </summary>
    public string Format()
    {
        var text = new StringBuilder();
        var administrationDomain = OrLabel.AdministrationDomain.Rank;
        var index = Attributes.TakeWhile(attribute => attribute.Kind.Rank < administrationDomain).Count();
        var isBlank = index == Attributes.Length || Attributes[index].Kind.Rank != administrationDomain;
        foreach (var attribute in isBlank ? Attributes.Insert(index, BlankAdministrationDomain) : Attributes)
        {
            attribute.AppendTo(text.Length == 0 ? text : text.Append(';'));
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public bool Equals(OrAddress? other) => other is not null && Attributes.SequenceEqual(other.Attributes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as OrAddress);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var attribute in Attributes)
        {
            hash.Add(attribute);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override string ToString() => Format();

    /// <summary>The attribute with the same label; null when there is none.</summary>
    internal OrAttribute? Find(OrAttribute label)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.HasLabelOf(label))
            {
                return attribute;
            }
        }

        return null;
    }
}
