using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The values of -Include and -Exclude: <c>Internal</c>, <c>External</c>, <c>Empty</c> and the names of delivery types; a queue is of these kinds
/// when it is of any of them.
/// </summary>
public sealed class QueueKinds
{
    private readonly bool _empty;
    private readonly ImmutableHashSet<NextHopCategory> _categories;
    private readonly ImmutableHashSet<DeliveryType> _types;

    private QueueKinds(bool empty, IEnumerable<NextHopCategory> categories, IEnumerable<DeliveryType> types) =>
        (_empty, _categories, _types) = (empty, [.. categories], [.. types]);

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => !_empty && _categories.IsEmpty && _types.IsEmpty;

    /// <summary>Parses a list of them, each of which may hold several with commas between.</summary>
    /// <param name="parameter">Include or Exclude, for the error.</param>
    /// <param name="values">The list.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="error">Which of them is none.</param>
    public static bool TryParse(
        string parameter, IEnumerable<string> values, [NotNullWhen(true)] out QueueKinds? kinds, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (empty, categories, types) = (false, new List<NextHopCategory>(), new List<DeliveryType>());
        foreach (var value in values.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (value.Equals("Empty", StringComparison.OrdinalIgnoreCase))
            {
                empty = true;
            }
            else if (TryName<NextHopCategory>(value, out var category))
            {
                categories.Add(category);
            }
            else if (TryName<DeliveryType>(value, out var type))
            {
                types.Add(type);
            }
            else
            {
                kinds = null;
                error = ErrorCatalogue.InvalidParameter.With(
                    $"{parameter} {SingleLine.Quote(value)}: allowed are Internal, External, Empty, {string.Join(", ", Enum.GetNames<DeliveryType>())}");
                return false;
            }
        }

        kinds = new QueueKinds(empty, categories, types);
        error = null;
        return true;
    }

    /// <summary>True when the queue is of one of these kinds.</summary>
    public bool Hold(QueueView queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (_empty && queue.MessageCount == 0) || _categories.Contains(queue.NextHopCategory) || _types.Contains(queue.DeliveryType);
    }

    private static bool TryName<TEnum>(string text, out TEnum value)
        where TEnum : struct, Enum
    {
        var name = Array.Find(Enum.GetNames<TEnum>(), known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = name is null ? default : Enum.Parse<TEnum>(name);
        return name is not null;
    }
}
