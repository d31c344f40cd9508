using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api;

/// <summary>The part of a list that is asked for.</summary>
/// <param name="First">The position of its first item, from 1.</param>
/// <param name="Size">How many items at most.</param>
internal readonly record struct Page(int First, int Size)
{
    /// <summary>What a list answers with when nothing is said.</summary>
    public const int UsualSize = 1000;

    /// <summary>The most that a list answers with.</summary>
    public const int LargestSize = 250_000;

    public static ApiQuery[] Query { get; } =
    [
        new("resultSize", "How many items at most, or `unlimited` (250000). Default: 1000."),
        new("bookmarkIndex", "The position of the first item, from 1.")
    ];

    /// <summary>Reads the parameters of the query.</summary>
    public static bool TryRead(ApiCall call, out Page page, out TransportError? error)
    {
        page = new Page(1, UsualSize);
        error = null;
        if (call.Query("resultSize") is { } size)
        {
            var unlimited = size.Equals("unlimited", StringComparison.OrdinalIgnoreCase);
            if (!unlimited && (!TryNumber(size, out var number) || number == 0))
            {
                error = ErrorCatalogue.InvalidParameter.With("ResultSize: allowed is a number from 1, or unlimited") with { Parameter = "ResultSize" };
                return false;
            }

            page = page with { Size = unlimited ? LargestSize : Math.Min(int.Parse(size, CultureInfo.InvariantCulture), LargestSize) };
        }

        if (call.Query("bookmarkIndex") is { } first)
        {
            if (!TryNumber(first, out var number))
            {
                error = ErrorCatalogue.InvalidParameter.With("BookmarkIndex: allowed is a number") with { Parameter = "BookmarkIndex" };
                return false;
            }

            page = page with { First = Math.Max(1, number) };
        }

        return true;
    }

    /// <summary>The list document: this part, and how many items there are in all.</summary>
    public JsonObject Cut(IEnumerable<JsonNode> all, int total) => Document(all.Skip(First - 1).Take(Size), total);

    /// <summary>A list document.</summary>
    public static JsonObject Document(IEnumerable<JsonNode> items, int total) => new()
    {
        ["items"] = new JsonArray([.. items]),
        ["total"] = total
    };

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
