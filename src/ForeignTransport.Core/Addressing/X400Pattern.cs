using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// An X.400 space: a partial O/R address that covers every address that has all of its attributes, or <c>*</c>, which covers every O/R address.
/// </summary>
internal sealed class X400Pattern : AddressPattern
{
    private const string Everything = "*";

    private readonly string _space;
    private readonly ImmutableArray<(OrAttribute Attribute, Glob Value)> _conditions;

    private X400Pattern(string space, ImmutableArray<OrAttribute> attributes)
    {
        _space = space;
        _conditions = [.. attributes.Select(attribute => (attribute, Glob.Parse(attribute.Value)))];
        Normal = attributes.IsEmpty ? Everything : Normalize();
        Specificity = Rank();
    }

    public override string Normal { get; }

    /// <summary>
    /// One digit an attribute, in canonical order: 3 exact, 2 a glob with literal characters, 1 a bare star, 0 absent. The best
    /// of several domain-defined attributes comes first.
    /// </summary>
    public override Specificity Specificity { get; }

    public override IEnumerable<TransportError> Warnings
    {
        get
        {
            if (_conditions.IsEmpty)
            {
                yield break;
            }

            if (!Has("c") || !Has("a") || !(Has("p") || Has("o") || Has("ou1")))
            {
                yield return ErrorCatalogue.IncompleteX400Space.With(SingleLine.Quote(_space));
            }

            if ((Has("ou2") && !Has("ou1")) || (Has("ou3") && !Has("ou2")) || (Has("ou4") && !Has("ou3")))
            {
                yield return ErrorCatalogue.X400UnitGap.With(SingleLine.Quote(_space));
            }
        }
    }

    public static bool TryParse(string space, [NotNullWhen(true)] out AddressPattern? pattern, [NotNullWhen(false)] out TransportError? error)
    {
        pattern = null;
        error = null;
        if (space == Everything)
        {
            pattern = new X400Pattern(space, []);
        }
        else if (OrAddressParser.TryParse(space, wildcards: true, out var attributes, out error))
        {
            pattern = new X400Pattern(space, attributes);
        }

        return pattern is not null;
    }

    public override bool Matches(NativeAddress address)
    {
        if (address.AsOrAddress() is not { } orAddress)
        {
            return false;
        }

        foreach (var (condition, value) in _conditions)
        {
            // A blank ADMD is the same as none, so an empty condition wants the attribute absent.
            var attribute = orAddress.Find(condition);
            if (attribute is null ? condition.Value.Length > 0 : !value.Matches(attribute.Value))
            {
                return false;
            }
        }

        return true;
    }

    private bool Has(string label) => _conditions.Any(condition => condition.Attribute.Label == label);

    private string Normalize()
    {
        var text = new StringBuilder();
        foreach (var (attribute, value) in _conditions)
        {
            new OrAttribute(attribute.Kind, attribute.Label.ToUpperInvariant(), value.Normal).AppendTo(text);
            text.Append(';');
        }

        return text.ToString();
    }

    private Specificity Rank()
    {
        var rank = default(Specificity);
        var ordered = _conditions
            .Select(condition => (Position: condition.Attribute.Kind.Rank, Digit: Digit(condition.Value)))
            .OrderBy(condition => condition.Position)
            .ThenByDescending(condition => condition.Digit);
        var domainDefined = 0;
        foreach (var (position, digit) in ordered)
        {
            rank = rank.WithDigit(position == OrLabel.DomainDefined.Rank ? position + domainDefined++ : position, digit);
        }

        return rank;
    }

    private static uint Digit(Glob value) => !value.HasWildcard ? 3u : value.LiteralCount > 0 ? 2u : 1u;
}
