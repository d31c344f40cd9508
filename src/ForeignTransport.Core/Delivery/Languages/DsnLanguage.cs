using System.Collections.Frozen;
using System.Globalization;

namespace ForeignTransport.Core.Delivery.Languages;

/// <summary>What notifications say by themselves, in one language. There is a file for each language.</summary>
/// <param name="Tag">The language, as <see cref="LanguageTag"/> spells it: what is looked for.</param>
/// <param name="ContentLanguage">What Content-Language says.</param>
/// <param name="Phrases">Every phrase.</param>
/// <param name="ByCode">What a status code means to the person who sent the message.</param>
/// <param name="InDoubt">What is said of a recipient of whom nobody knows whether the message was delivered to it, whatever the code.</param>
/// <param name="Unspecific">What is said of a failure with another code.</param>
/// <param name="ByKind">What is said when nothing failed.</param>
internal sealed record DsnLanguage(
    string Tag,
    string ContentLanguage,
    FrozenDictionary<DsnPhrase, string> Phrases,
    FrozenDictionary<string, StatusExplanation> ByCode,
    StatusExplanation InDoubt,
    StatusExplanation Unspecific,
    FrozenDictionary<DsnKind, StatusExplanation> ByKind)
{
    /// <summary>The explanation for a recipient; only a failure is explained by its code.</summary>
    public StatusExplanation Explain(DsnKind kind, EnhancedStatusCode status) =>
        kind == DsnKind.Failed ? ByCode.GetValueOrDefault(status.ToString(), Unspecific) : ByKind[kind];

    /// <summary>A phrase with what belongs into it. The values are not looked into: braces of theirs stay.</summary>
    public string Say(DsnPhrase phrase, params object[] values) =>
        values.Length == 0 ? Phrases[phrase] : string.Format(CultureInfo.InvariantCulture, Phrases[phrase], values);

    /// <summary>How the subject of a notification begins.</summary>
    public string SubjectOf(DsnKind kind) => Say(kind switch
    {
        DsnKind.Failed => DsnPhrase.FailedSubject,
        DsnKind.Delayed => DsnPhrase.DelayedSubject,
        DsnKind.Relayed => DsnPhrase.RelayedSubject,
        DsnKind.Delivered => DsnPhrase.DeliveredSubject,
        DsnKind.Expanded => DsnPhrase.ExpandedSubject,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of notification.")
    });

    /// <summary>The first line of a notification.</summary>
    public string OpeningOf(DsnKind kind) => Say(kind switch
    {
        DsnKind.Failed => DsnPhrase.FailedOpening,
        DsnKind.Delayed => DsnPhrase.DelayedOpening,
        DsnKind.Relayed => DsnPhrase.RelayedOpening,
        DsnKind.Delivered => DsnPhrase.DeliveredOpening,
        DsnKind.Expanded => DsnPhrase.ExpandedOpening,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of notification.")
    });

    /// <summary>
    /// The time until expiry as <c>1 day, 19 hours, 57 minutes</c>: whole minutes, rounded down, from the largest unit that is not zero.
    /// </summary>
    public string Words(TimeSpan remaining)
    {
        if (remaining < TimeSpan.FromMinutes(1))
        {
            return Say(DsnPhrase.LessThanOneMinute);
        }

        var units = new[]
        {
            Count(remaining.Days, DsnPhrase.OneDay, DsnPhrase.Days),
            Count(remaining.Hours, DsnPhrase.OneHour, DsnPhrase.Hours),
            Count(remaining.Minutes, DsnPhrase.OneMinute, DsnPhrase.Minutes)
        };
        return string.Join(", ", units[(remaining.Days > 0 ? 0 : remaining.Hours > 0 ? 1 : 2)..]);
    }

    private string Count(int count, DsnPhrase one, DsnPhrase several) => count == 1 ? Say(one) : Say(several, count);
}
