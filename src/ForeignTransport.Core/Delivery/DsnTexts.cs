using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Delivery;

/// <summary>The texts for people of a notification.</summary>
/// <param name="Custom">What the administrator wrote in place of the explanation of a status code (<see cref="SystemMessage.Text"/>), by code.</param>
public sealed record DsnTexts(ImmutableDictionary<string, SystemMessageText> Custom)
{
    private static readonly ImmutableArray<string> English = ["en-US", "en"];

    /// <summary>What the product says by itself, in English.</summary>
    public static DsnTexts BuiltIn { get; } = new(ImmutableDictionary<string, SystemMessageText>.Empty);

    /// <summary>The texts for a sender.</summary>
    public static DsnTexts For(OrganizationState organization, DsnAudience audience)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return new DsnTexts(CustomOf(organization, audience, English));
    }

    /// <summary>By code, the text in the first of the languages that has one.</summary>
    private static ImmutableDictionary<string, SystemMessageText> CustomOf(
        OrganizationState organization, DsnAudience audience, ImmutableArray<string> languages)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, SystemMessageText>(StringComparer.Ordinal);
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
