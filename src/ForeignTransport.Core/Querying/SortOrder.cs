using System.Collections.Immutable;

namespace ForeignTransport.Core.Querying;

/// <summary>Orders objects by properties, the first of which has precedence.</summary>
/// <typeparam name="T">The objects.</typeparam>
public sealed class SortOrder<T> : IComparer<T>
{
    private readonly ImmutableArray<(QueryProperty<T> Property, bool IsDescending)> _keys;

    internal SortOrder(ImmutableArray<(QueryProperty<T> Property, bool IsDescending)> keys) => _keys = keys;

    /// <summary>True when no property was named: the identity, which always comes last, is all.</summary>
    public bool IsByIdentityAlone => _keys.Length == 1;

    /// <summary>The positions of objects in this order. Of each only the values are kept by which it is ordered.</summary>
    /// <param name="items">The objects, by identity; each is looked at once.</param>
    public int[] Positions(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var keys = _keys[..^1];
        var values = new IComparable?[items.Count * keys.Length];
        var positions = new int[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            positions[i] = i;
            for (var key = 0; key < keys.Length; key++)
            {
                values[(i * keys.Length) + key] = keys[key].Property.ValueOf(item);
            }
        }

        Array.Sort(positions, (one, other) =>
        {
            for (var key = 0; key < keys.Length; key++)
            {
                if (Directed(QueryProperty<T>.Compare(values[(one * keys.Length) + key], values[(other * keys.Length) + key]), keys[key].IsDescending) is var order and not 0)
                {
                    return order;
                }
            }

            return one.CompareTo(other);
        });
        return positions;
    }

    /// <inheritdoc />
    public int Compare(T? x, T? y)
    {
        foreach (var (property, isDescending) in _keys)
        {
            if (Directed(property.Compare(x!, y!), isDescending) is var order and not 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Directed(int order, bool isDescending) => isDescending ? -Math.Sign(order) : order;
}
