using System.Collections.Immutable;
using System.Globalization;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>
/// The languages that a message lets expect its sender to read (RFC 3282): those of Content-Language, in which it is written, and then those of
/// Accept-Language, the most wanted first.
/// </summary>
internal static class WantedLanguages
{
    /// <summary>More is no answer to the question.</summary>
    private const int MostOfAField = 10;

    private const int LongestField = 1000;

    /// <summary>Reads the header of a message; empty where it says nothing, or cannot be read.</summary>
    public static ImmutableArray<string> Of(ReadOnlyMemory<byte> head)
    {
        if (!HeaderBlock.TryParse(head, out var block, out _))
        {
            return [];
        }

        return
        [
            .. Items(block, "Content-Language"u8).Select(item => TagOf(item)).OfType<string>(),
            .. Items(block, "Accept-Language"u8)
                .Select(item => (Tag: TagOf(item), Weight: WeightOf(item)))
                .Where(item => item.Tag is not null && item.Weight > 0)
                .OrderByDescending(item => item.Weight)
                .Select(item => item.Tag!)
        ];
    }

    private static IEnumerable<string> Items(HeaderBlock block, ReadOnlySpan<byte> name)
    {
        var index = block.IndexOf(name);
        return index < 0 ? [] : HeaderText.Readable(block.Fields[index].Value, LongestField).Split(',').Take(MostOfAField);
    }

    private static string? TagOf(string item) => LanguageTag.TryNormalize(item.Split(';')[0], out var tag) ? tag : null;

    /// <summary>1 where nothing is said, and 0, which is "not this one", where nonsense is.</summary>
    private static double WeightOf(string item)
    {
        var parameter = item.Split(';').Skip(1).Select(part => part.Trim()).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return parameter is null ? 1
            : double.TryParse(parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and <= 1 ? weight
            : 0;
    }
}
