using System.Collections.Immutable;

namespace ForeignTransport.Core.Querying;

/// <summary>Conditions of which all must hold.</summary>
/// <typeparam name="T">The objects.</typeparam>
public sealed class Filter<T>
{
    private readonly ImmutableArray<Func<T, bool>> _conditions;

    internal Filter(ImmutableArray<Func<T, bool>> conditions) => _conditions = conditions;

    /// <summary>True when there are no conditions.</summary>
    public bool IsEmpty => _conditions.IsEmpty;

    /// <summary>True when every condition holds; without conditions always.</summary>
    public bool Matches(T item)
    {
        foreach (var condition in _conditions)
        {
            if (!condition(item))
            {
                return false;
            }
        }

        return true;
    }
}
