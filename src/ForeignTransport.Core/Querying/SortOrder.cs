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

    /// <inheritdoc />
    public int Compare(T? x, T? y)
    {
        foreach (var (property, isDescending) in _keys)
        {
            if (property.Compare(x!, y!) is var order and not 0)
            {
                return isDescending ? -Math.Sign(order) : order;
            }
        }

        return 0;
    }
}
