using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// Reads the attributes of an O/R address or of an X.400 address space.
/// </summary>
/// <remarks>
/// Two syntaxes, told apart by the first character. RFC 1685: parts end at <c>;</c>, a doubled <c>;;</c> is a semicolon of the value, a
/// doubled <c>==</c> in the type of a dda is an equals sign. RFC 2156, when the text starts with <c>/</c>: parts end at <c>/</c> or
/// <c>;</c>, <c>$</c> quotes the next character. A separator at the very end is allowed in both.
/// </remarks>
internal static class OrAddressParser
{
    /// <summary>Parses; the attributes come in canonical order. A blank ADMD is kept, as an empty value.</summary>
    /// <param name="text">One address.</param>
    /// <param name="wildcards">True to admit <c>*</c> in values.</param>
    /// <param name="attributes">At least one.</param>
    /// <param name="error">The first mistake.</param>
    public static bool TryParse(string text, bool wildcards, out ImmutableArray<OrAttribute> attributes, [NotNullWhen(false)] out TransportError? error)
    {
        attributes = [];
        error = null;
        var source = text.AsSpan().Trim(' ');
        var slashForm = source.StartsWith("/", StringComparison.Ordinal);
        var found = new List<OrAttribute>();
        for (var position = slashForm ? 1 : 0; position < source.Length;)
        {
            var part = source[position..];
            if (!TryReadPart(source, slashForm, ref position, out var label, out var value))
            {
                error = ErrorCatalogue.MalformedX400Attribute.With(SingleLine.Quote(part));
            }
            else if (!TryFindLabel(label, out var kind, out label))
            {
                error = ErrorCatalogue.UnknownX400Attribute.With(SingleLine.Quote(label));
            }
            else
            {
                error = Add(found, new OrAttribute(kind, label, value), wildcards);
            }

            if (error is not null)
            {
                return false;
            }
        }

        if (found.Count == 0)
        {
            error = ErrorCatalogue.MalformedX400Attribute.With($"{SingleLine.Quote(text)} has no attribute");
            return false;
        }

        found.Sort(OrAttribute.CompareLabels);
        attributes = [.. found];
        return true;
    }

    /// <summary>Reads up to the next separator and behind it; false when the part has no equals sign or no label.</summary>
    private static bool TryReadPart(ReadOnlySpan<char> source, bool slashForm, ref int position, out string label, out string value)
    {
        var read = new StringBuilder();
        string? labelRead = null;
        for (; position < source.Length; position++)
        {
            var character = source[position];
            var doubled = position + 1 < source.Length && source[position + 1] == character;
            if (slashForm && character == '$' && position + 1 < source.Length)
            {
                read.Append(source[++position]);
            }
            else if (character == ';' || (slashForm && character == '/'))
            {
                if (!doubled)
                {
                    position++;
                    break;
                }

                read.Append(source[++position]);
            }
            else if (character == '=' && labelRead is null)
            {
                if (doubled && IsDomainDefined(read.ToString()))
                {
                    read.Append(source[++position]);
                    continue;
                }

                labelRead = Collapse(read.ToString());
                read.Clear();
            }
            else
            {
                read.Append(character);
            }
        }

        label = labelRead ?? string.Empty;
        value = Collapse(read.ToString());
        return label.Length > 0;
    }

    private static bool TryFindLabel(string text, [NotNullWhen(true)] out OrLabel? kind, out string label)
    {
        label = text;
        if (!IsDomainDefined(text))
        {
            kind = OrLabel.Find(text);
            label = kind?.Name ?? text;
            return kind is not null;
        }

        var type = text[(text.AsSpan().IndexOfAny(':', '.') + 1)..].Trim();
        kind = type.Length is > 0 and <= OrLabel.MaxDomainDefinedType && OrValue.HasOnlyLegalCharacters(type, wildcards: false)
            ? OrLabel.DomainDefined
            : null;
        label = kind is null ? text : $"{kind.Name}:{type}";
        return kind is not null;
    }

    private static TransportError? Add(List<OrAttribute> found, OrAttribute attribute, bool wildcards)
    {
        if (OrValue.Check(attribute, wildcards) is { } error)
        {
            return error;
        }

        if (found.Exists(attribute.HasLabelOf))
        {
            return ErrorCatalogue.DuplicateX400Attribute.With(SingleLine.Quote(attribute.Label));
        }

        found.Add(attribute);
        return found.Count(other => ReferenceEquals(other.Kind, OrLabel.DomainDefined)) > OrLabel.MaxDomainDefined
            ? ErrorCatalogue.TooManyX400Attributes.With(SingleLine.Quote(attribute.Label))
            : null;
    }

    /// <summary>RFC 1685 writes <c>DDA:type</c>, RFC 2156 <c>DD.type</c>.</summary>
    private static bool IsDomainDefined(string label)
    {
        var trimmed = label.AsSpan().TrimStart(' ');
        return trimmed.StartsWith("dda:", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("dd.", StringComparison.OrdinalIgnoreCase);
    }

    private static string Collapse(string text)
    {
        var trimmed = text.Trim(' ');
        return trimmed.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', trimmed.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : trimmed;
    }
}
