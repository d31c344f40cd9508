using System.Collections.Immutable;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>The languages that notifications have by themselves.</summary>
internal static class DsnLanguages
{
    /// <summary>Every one; the first is what is left when no other is wanted.</summary>
    public static ImmutableArray<DsnLanguage> All { get; } = [DsnEnglish.Language, DsnGerman.Language, DsnFrench.Language, DsnSpanish.Language];

    public static DsnLanguage English => All[0];

    /// <summary>The language of that name; null when there is none.</summary>
    public static DsnLanguage? Find(string tag) => All.FirstOrDefault(language => language.Tag == tag);
}
