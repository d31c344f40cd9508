using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery.Languages;

namespace ForeignTransport.Core.Delivery;

/// <summary>What notifications say of a status code by themselves (<c>Get-SystemMessage -Original</c>), in the form of a text of one's own.</summary>
public static class BuiltInMessages
{
    /// <summary>One for each language, audience and code that is explained.</summary>
    public static ImmutableArray<SystemMessage> All { get; } =
    [
        .. from audience in Enum.GetValues<DsnAudience>()
           from language in DsnLanguages.All
           from explained in language.ByCode
           select new SystemMessage(language.Tag, audience == DsnAudience.Internal, explained.Key, Escaped($"{explained.Value.Reason} {explained.Value.Advice}".Trim()))
    ];

    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
