using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Querying;

/// <summary>The type of a property: how the values of a filter are written and compared.</summary>
public enum QueryType
{
    Text,
    Choice,
    Guid,
    Integer,
    Real,
    Size,
    TimeSpan,
    Time,

    /// <summary>Integers as <c>{1, 100, 10, 0}</c>; compared as text.</summary>
    IntegerList,

    /// <summary>Sorted by the order of its own type, filtered as text.</summary>
    Identity
}

/// <summary>One property of the objects of a query: its name, its type, the operators it allows, and how it is read.</summary>
/// <typeparam name="T">The objects.</typeparam>
public sealed class QueryProperty<T>
{
    private readonly Func<T, IComparable?> _read;
    private readonly IReadOnlyList<string> _choices;

    internal QueryProperty(
        string name, QueryType type, QueryOperators operators, Func<T, IComparable?> read, IReadOnlyList<string>? choices = null) =>
        (Name, Type, Operators, _read, _choices) = (name, type, operators, read, choices ?? []);

    /// <summary>Exchange's name.</summary>
    public string Name { get; }

    public QueryType Type { get; }

    /// <summary>The operators that a filter may use; none when the property cannot be filtered.</summary>
    public QueryOperators Operators { get; }

    /// <summary>The form of a value, for people.</summary>
    public string Allowed => Type switch
    {
        QueryType.Choice => $"one of {string.Join(", ", _choices)}",
        QueryType.Guid => "a GUID",
        QueryType.Integer => "an integer",
        QueryType.Real => "a number such as 1.5",
        QueryType.Size => "a size such as 65536, 10MB or 1GB",
        QueryType.TimeSpan => "a time span such as 00:15:00",
        QueryType.Time => QueryTime.Allowed,
        QueryType.IntegerList => "integers such as {1, 100, 10, 0}",
        _ => "text"
    };

    /// <summary>Orders two objects by this property, ascending; one without a value comes first. Text has no case.</summary>
    public int Compare(T first, T second) => Compare(_read(first), _read(second));

    /// <summary>What it is ordered by; null without a value.</summary>
    internal IComparable? ValueOf(T item) => _read(item);

    /// <summary>Orders two values of a property.</summary>
    internal static int Compare(IComparable? first, IComparable? second) => (first, second) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string one, string other) => StringComparer.OrdinalIgnoreCase.Compare(one, other),
        _ => first.CompareTo(second)
    };

    /// <summary>The condition that this property is present, or absent: <c>-ne $null</c> and <c>-eq $null</c>.</summary>
    internal Func<T, bool> Presence(bool present) => item => (_read(item) is null or "") != present;

    /// <summary>The condition that a filter states; null when the text is no value of this property.</summary>
    internal Func<T, bool>? Condition(QueryOperators comparison, string text, TimeZoneInfo zone)
    {
        switch (comparison)
        {
            case QueryOperators.Contains:
                return item => TextOf(item) is { } value && value.Contains(text, StringComparison.OrdinalIgnoreCase);
            case QueryOperators.Like when text.Contains('*', StringComparison.Ordinal):
                var pattern = Glob.Parse(text);
                return item => TextOf(item) is { } value && pattern.Matches(value);
            case QueryOperators.Like when Type is QueryType.Guid or QueryType.Identity or QueryType.IntegerList:
                return item => text.Equals(TextOf(item), StringComparison.OrdinalIgnoreCase);
        }

        if (Type == QueryType.Identity)
        {
            return item => text.Equals(TextOf(item), StringComparison.OrdinalIgnoreCase) == (comparison != QueryOperators.NotEqual);
        }

        if (Parse(text, zone) is not { } operand)
        {
            return null;
        }

        return item => _read(item) is { } value
            ? Holds(comparison, Compare(value, operand))
            : comparison == QueryOperators.NotEqual;
    }

    private static bool Holds(QueryOperators comparison, int order) => comparison switch
    {
        QueryOperators.Equal or QueryOperators.Like => order == 0,
        QueryOperators.NotEqual => order != 0,
        QueryOperators.GreaterThan => order > 0,
        QueryOperators.GreaterOrEqual => order >= 0,
        QueryOperators.LessThan => order < 0,
        QueryOperators.LessOrEqual => order <= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison.")
    };

    private string? TextOf(T item) => _read(item)?.ToString();

    private IComparable? Parse(string text, TimeZoneInfo zone) => Type switch
    {
        QueryType.Choice => _choices.FirstOrDefault(choice => choice.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)),
        QueryType.Guid => Guid.TryParse(text, out var id) ? id.ToString() : null,
        QueryType.Integer => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        QueryType.Real => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null,
        QueryType.Size => ByteQuantifiedSize.TryParse(text, out var size, out _) ? size.Bytes : null,
        QueryType.TimeSpan => EnhancedTimeSpan.TryParse(text, out var span, out _) ? span : null,
        QueryType.Time => QueryTime.TryParse(text, zone, out var time) ? time : null,
        QueryType.IntegerList => ListText(text),
        _ => text
    };

    private static string? ListText(string text)
    {
        var numbers = text.Trim().TrimStart('{').TrimEnd('}').Split(',', StringSplitOptions.TrimEntries);
        return numbers.All(number => int.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            ? $"{{{string.Join(", ", numbers)}}}"
            : null;
    }
}
