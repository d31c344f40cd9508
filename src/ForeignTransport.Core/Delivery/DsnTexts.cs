using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery.Languages;

namespace ForeignTransport.Core.Delivery;

/// <summary>The texts for people of a notification.</summary>
public sealed record DsnTexts
{
    // Last of all: what the product says by itself where nothing else fits.
    private static readonly ImmutableArray<string> Fallback = LanguageTag.WithParents("en-US");

    private DsnTexts(DsnLanguage language, ImmutableDictionary<string, SystemMessageText> custom) => (Language, Custom) = (language, custom);

    /// <summary>What the product says by itself, in English.</summary>
    public static DsnTexts BuiltIn { get; } = new(DsnLanguages.English, ImmutableDictionary<string, SystemMessageText>.Empty);

    /// <summary>What the administrator wrote in place of the explanation of a status code (<see cref="SystemMessage.Text"/>), by code.</summary>
    public ImmutableDictionary<string, SystemMessageText> Custom { get; }

    /// <summary>What the product says.</summary>
    internal DsnLanguage Language { get; }

    /// <summary>
    /// The texts for a sender: in the first language that the original lets expect (<see cref="WantedLanguages"/>), where that is to be looked for; else in the
    /// default language of the audience; else in English. A language stands for those it is a kind of too: <c>de-AT</c> for <c>de</c>.
    /// </summary>
    /// <param name="organization">The organization.</param>
    /// <param name="audience">Whose settings count.</param>
    /// <param name="originalHead">The header block of the original; empty when it cannot be had.</param>
    /// <remarks>A text of the administrator's own may be in a language that the product does not have; it counts where it is wanted before the one that is chosen.</remarks>
    public static DsnTexts For(OrganizationState organization, DsnAudience audience, ReadOnlyMemory<byte> originalHead = default)
    {
        ArgumentNullException.ThrowIfNull(organization);
        var config = organization.TransportConfig;
        var (detects, byDefault) = audience == DsnAudience.Internal
            ? (config.InternalDsnLanguageDetectionEnabled, config.InternalDsnDefaultLanguage)
            : (config.ExternalDsnLanguageDetectionEnabled, config.ExternalDsnDefaultLanguage);
        var wanted = (detects ? WantedLanguages.Of(originalHead) : []).SelectMany(tag => LanguageTag.WithParents(tag))
            .Concat(byDefault.Length > 0 ? LanguageTag.WithParents(byDefault) : [])
            .Concat(Fallback)
            .Distinct()
            .ToList();
        var chosen = wanted.FindIndex(tag => DsnLanguages.Find(tag) is not null);
        return new DsnTexts(DsnLanguages.Find(wanted[chosen])!, CustomOf(organization, audience, wanted.Take(chosen + 1)));
    }

    /// <summary>By code, the text in the first of the languages that has one.</summary>
    private static ImmutableDictionary<string, SystemMessageText> CustomOf(
        OrganizationState organization, DsnAudience audience, IEnumerable<string> languages)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, SystemMessageText>(StringComparer.Ordinal);
        if (organization.SystemMessages.IsEmpty)
        {
            return texts.ToImmutable();
        }

        foreach (var message in languages.SelectMany(language => organization.SystemMessages.Values.Where(message =>
            message.Audience == audience && message.Language == language)))
        {
            if (!texts.ContainsKey(message.DsnCode) && SystemMessageText.TryParse(message.Text, out var text))
            {
                texts.Add(message.DsnCode, text);
            }
        }

        return texts.ToImmutable();
    }
}
