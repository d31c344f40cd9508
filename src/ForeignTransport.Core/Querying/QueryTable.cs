using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Querying;

/// <summary>The properties by which the objects of a query are filtered and sorted.</summary>
/// <typeparam name="T">The objects.</typeparam>
public sealed class QueryTable<T>
{
    private readonly FrozenDictionary<string, QueryProperty<T>> _byName;

    internal QueryTable(ImmutableArray<QueryProperty<T>> properties)
    {
        Properties = properties;
        Identity = properties.First(property => property.Type == QueryType.Identity);
        _byName = properties.ToFrozenDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All properties, in the order of the reference.</summary>
    public ImmutableArray<QueryProperty<T>> Properties { get; }

    /// <summary>The property that every sort order ends with.</summary>
    public QueryProperty<T> Identity { get; }

    /// <summary>Finds a property by name, whatever its case.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out QueryProperty<T>? property, [NotNullWhen(false)] out TransportError? error)
    {
        var found = _byName.TryGetValue(name, out property);
        error = found
            ? null
            : ErrorCatalogue.UnknownProperty.With($"{SingleLine.Quote(name)}; the properties are {string.Join(", ", Properties.Select(known => known.Name))}");
        return found;
    }

    /// <summary>Parses a filter: conditions joined by -and, in braces or not. Empty text lets everything through.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="zone">Where dates without an offset are local.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="error">What is wrong, and what is allowed there.</param>
    public bool TryParseFilter(
        string text, TimeZoneInfo zone, [NotNullWhen(true)] out Filter<T>? filter, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new FilterParser<T>(this, text, zone);
        (filter, error) = parser.Parse();
        return error is null;
    }

    /// <summary>
    /// Parses a sort order: property names with <c>+</c> or <c>-</c>, the first has precedence; without a sign it is ascending. Identity,
    /// ascending, always comes last.
    /// </summary>
    public bool TryParseSortOrder(
        IEnumerable<string> properties, [NotNullWhen(true)] out SortOrder<T>? order, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var keys = ImmutableArray.CreateBuilder<(QueryProperty<T> Property, bool IsDescending)>();
        order = null;
        error = null;
        foreach (var text in properties.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!TryFind(text[0] is '+' or '-' ? text[1..] : text, out var property, out error))
            {
                return false;
            }

            keys.Add((property, text[0] == '-'));
        }

        keys.Add((Identity, false));
        order = new SortOrder<T>(keys.DrainToImmutable());
        return true;
    }
}
