using System.Collections.Immutable;
using System.Text;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Querying;

/// <summary>
/// Reads the filter language: <c>term *( -and term )</c>, <c>term = property operator value</c>. A value is a word, or text in single or double
/// quotes, in which the quote is doubled; <c>$null</c> stands for no value.
/// </summary>
internal sealed class FilterParser<T>(QueryTable<T> table, string text, TimeZoneInfo zone)
{
    private static readonly string[] Unsupported = ["-or", "-xor", "-not", "!"];

    private int _position;
    private int _end = text.Length;

    public (Filter<T>? Filter, TransportError? Error) Parse()
    {
        if (Unwrap() is { } unbalanced)
        {
            return (null, unbalanced);
        }

        var conditions = ImmutableArray.CreateBuilder<Func<T, bool>>();
        SkipBlanks();
        while (_position < _end)
        {
            if (conditions.Count > 0 && Join() is { } wrong)
            {
                return (null, wrong);
            }

            var (condition, error) = Term();
            if (condition is null)
            {
                return (null, error);
            }

            conditions.Add(condition);
            SkipBlanks();
        }

        return (new Filter<T>(conditions.DrainToImmutable()), null);
    }

    /// <summary>A shell hands a script block over as text, with or without its braces.</summary>
    private TransportError? Unwrap()
    {
        while (_position < _end && char.IsWhiteSpace(text[_end - 1]))
        {
            _end--;
        }

        SkipBlanks();
        if (_position == _end || text[_position] != '{')
        {
            return null;
        }

        if (_end - _position < 2 || text[_end - 1] != '}')
        {
            return Expected("a closing brace at the end");
        }

        _position++;
        _end--;
        return null;
    }

    private TransportError? Join()
    {
        var word = Word();
        return word.Equals("-and", StringComparison.OrdinalIgnoreCase) ? null
            : NotSupported(word) ?? Expected("-and", word);
    }

    private (Func<T, bool>? Condition, TransportError? Error) Term()
    {
        var name = Word();
        if (NotSupported(name) is { } unsupported)
        {
            return (null, unsupported);
        }

        if (name.Length == 0 || name[0] == '-')
        {
            return (null, Expected("a property", name));
        }

        if (!table.TryFind(name, out var property, out var unknown))
        {
            return (null, unknown);
        }

        var word = Word();
        if (NotSupported(word) is { } unsupportedOperator)
        {
            return (null, unsupportedOperator);
        }

        if (!QueryOperatorNames.TryFind(word, out var comparison))
        {
            return (null, Expected($"an operator behind {property.Name} ({QueryOperatorNames.All})", word));
        }

        if (Value(out var quoted, out var value) is { } malformed)
        {
            return (null, malformed);
        }

        return Condition(property, comparison, quoted, value);
    }

    private (Func<T, bool>? Condition, TransportError? Error) Condition(
        QueryProperty<T> property, QueryOperators comparison, bool quoted, string value)
    {
        var name = QueryOperatorNames.Of(comparison);
        if (property.Operators == QueryOperators.None)
        {
            return (null, ErrorCatalogue.FilterOperatorNotAllowed.With($"{property.Name} cannot be filtered"));
        }

        if (!quoted && value.Equals("$null", StringComparison.OrdinalIgnoreCase))
        {
            return QueryOperators.Equality.HasFlag(comparison)
                ? (property.Presence(present: comparison == QueryOperators.NotEqual), null)
                : (null, ErrorCatalogue.FilterOperatorNotAllowed.With($"{property.Name} {name} $null; allowed with $null are -eq, -ne"));
        }

        if (!property.Operators.HasFlag(comparison))
        {
            return (null, ErrorCatalogue.FilterOperatorNotAllowed.With(
                $"{property.Name} {name}; allowed are {QueryOperatorNames.Of(property.Operators)}"));
        }

        return property.Condition(comparison, value, zone) is { } condition
            ? (condition, null)
            : (null, ErrorCatalogue.InvalidFilterValue.With($"{property.Name} {name} {SingleLine.Quote(value)}: allowed is {property.Allowed}"));
    }

    private TransportError? Value(out bool quoted, out string value)
    {
        SkipBlanks();
        quoted = _position < _end && text[_position] is '\'' or '"';
        if (!quoted)
        {
            value = Word();
            return NotSupported(value)
                ?? (value.Length == 0 || IsOperator(value) ? Expected("a value", value) : null);
        }

        var quote = text[_position++];
        var content = new StringBuilder();
        while (_position < _end)
        {
            var character = text[_position++];
            if (character != quote)
            {
                content.Append(character);
            }
            else if (_position < _end && text[_position] == quote)
            {
                content.Append(quote);
                _position++;
            }
            else
            {
                value = content.ToString();
                return _position == _end || char.IsWhiteSpace(text[_position]) ? null : Expected("a blank behind the closing quote");
            }
        }

        value = "";
        return Expected("a closing quote");
    }

    private static bool IsOperator(string word) =>
        QueryOperatorNames.TryFind(word, out _) || word.Equals("-and", StringComparison.OrdinalIgnoreCase);

    private static TransportError? NotSupported(string word) =>
        word.StartsWith('(') || word.EndsWith(')') || Unsupported.Contains(word, StringComparer.OrdinalIgnoreCase) || word.StartsWith('!')
            ? ErrorCatalogue.FilterNotSupported.With($"{SingleLine.Quote(word)}; allowed is -and")
            : null;

    private TransportError Expected(string what, string? found = null) => ErrorCatalogue.InvalidFilter.With(
        $"at character {_position + 1 - (found?.Length ?? 0)}: {what} is expected{(found is null ? "" : found.Length == 0 ? ", and the filter ends" : $", not {SingleLine.Quote(found)}")}");

    private void SkipBlanks()
    {
        while (_position < _end && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    /// <summary>The next word; a quote ends it too.</summary>
    private string Word()
    {
        SkipBlanks();
        var start = _position;
        while (_position < _end && !char.IsWhiteSpace(text[_position]) && (_position == start || text[_position] is not ('\'' or '"')))
        {
            _position++;
        }

        return text[start.._position];
    }
}
