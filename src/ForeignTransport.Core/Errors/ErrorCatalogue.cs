using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace ForeignTransport.Core.Errors;

/// <summary>
/// Every failure an operator can see, with its code, meaning and remedy. One partial file an area:
/// 1xxx addressing, 2xxx connectors and delivery, 3xxx submission and message rules, 4xxx categorizer and queues,
/// 5xxx configuration, 6xxx storage, 7xxx membership.
/// </summary>
public static partial class ErrorCatalogue
{
    /// <summary>All entries, ordered by code.</summary>
    public static ImmutableArray<ErrorEntry> All => Sorted.Entries;

    /// <summary>The entry of a code; null when this release has none.</summary>
    public static ErrorEntry? Find(string code) => Sorted.ByCode.GetValueOrDefault(code);

    /// <summary>Initialized on first use: among partial files the order of static fields is not defined, and all entries must exist by then.</summary>
    private static class Sorted
    {
        internal static readonly ImmutableArray<ErrorEntry> Entries =
        [
            .. typeof(ErrorCatalogue)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Where(field => field.FieldType == typeof(ErrorEntry))
                .Select(field => (ErrorEntry)field.GetValue(null)!)
                .OrderBy(entry => entry.Code, StringComparer.Ordinal)
        ];

        internal static readonly FrozenDictionary<string, ErrorEntry> ByCode =
            Entries.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);
    }
}
