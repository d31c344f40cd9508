using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Querying;

/// <summary>Which part of a sorted list is shown; the names are Exchange's.</summary>
public sealed record PageRequest
{
    /// <summary>The most that one answer holds, also when it is unlimited.</summary>
    public const int MaxResultSize = 250_000;

    private const int DefaultResultSize = 1000;

    /// <summary>How many are shown: 1 to <see cref="MaxResultSize"/>.</summary>
    public int ResultSize { get; init; } = DefaultResultSize;

    /// <summary>
    /// The position from which on, or up to which, is shown; the first is 1. 0 and less is the first page, <see cref="int.MaxValue"/> the last
    /// full one. Null for none.
    /// </summary>
    public int? BookmarkIndex { get; init; }

    /// <summary>False to begin behind the bookmark, or to end before it.</summary>
    public bool IncludeBookmark { get; init; } = true;

    /// <summary>False to show what ends at the bookmark.</summary>
    public bool SearchForward { get; init; } = true;

    /// <summary>Reads ResultSize: a number from 1, or <c>unlimited</c>; more than <see cref="MaxResultSize"/> is that.</summary>
    public static bool TryParseResultSize(string text, out int size, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        error = null;
        size = MaxResultSize;
        if (text.Trim().Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= 1)
        {
            size = (int)Math.Min(number, MaxResultSize);
            return true;
        }

        error = ErrorCatalogue.ParameterOutOfRange.With($"ResultSize {SingleLine.Quote(text)}: allowed is 1 to {MaxResultSize}, or unlimited");
        return false;
    }
}
