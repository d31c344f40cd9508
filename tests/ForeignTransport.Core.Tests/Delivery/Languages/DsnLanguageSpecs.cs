using System.Text.RegularExpressions;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Delivery.Languages;
using MimeKit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery.Languages;

/// <summary>Every language says everything that English says, and nothing is lost on the way into a message.</summary>
public partial class DsnLanguageSpecs
{
    public static TheoryData<string> Tags => [.. DsnLanguages.All.Select(language => language.Tag)];

    [Fact]
    public void should_be_there_in_four_languages() =>
        Assert.Equal([("en", "en-US"), ("de", "de"), ("fr", "fr"), ("es", "es")], DsnLanguages.All.Select(language => (language.Tag, language.ContentLanguage)));

    [Theory]
    [MemberData(nameof(Tags))]
    public void should_have_every_phrase_with_the_same_placeholders(string tag)
    {
        var language = DsnLanguages.Find(tag)!;

        Assert.Equal(Enum.GetValues<DsnPhrase>(), language.Phrases.Keys.Order());
        Assert.All(Enum.GetValues<DsnPhrase>(), phrase =>
        {
            Assert.Equal(Placeholders(DsnLanguages.English.Phrases[phrase]), Placeholders(language.Phrases[phrase]));
            Assert.Equal(language.Phrases[phrase].Trim(), language.Phrases[phrase]);
            Assert.NotEmpty(language.Phrases[phrase]);
        });
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void should_explain_every_code_and_kind(string tag)
    {
        var (language, english) = (DsnLanguages.Find(tag)!, DsnLanguages.English);

        Assert.Equal(english.ByCode.Keys.Order(), language.ByCode.Keys.Order());
        Assert.Equal(Enum.GetValues<DsnKind>().Where(kind => kind != DsnKind.Failed), language.ByKind.Keys.Order());
        foreach (var (theirs, ours) in english.ByCode.Keys.Select(code => (english.ByCode[code], language.ByCode[code]))
            .Concat(english.ByKind.Keys.Select(kind => (english.ByKind[kind], language.ByKind[kind])))
            .Append((english.Unspecific, language.Unspecific)))
        {
            Assert.Matches(Sentence(), ours.Reason);
            Assert.Equal(theirs.Advice.Length == 0, ours.Advice.Length == 0);
            Assert.True(ours.Advice.Length == 0 || Sentence().IsMatch(ours.Advice), ours.Advice);
            Assert.Equal(tag == "en", theirs.Reason == ours.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void should_compose_every_kind_and_keep_every_letter(string tag)
    {
        var language = DsnLanguages.Find(tag)!;
        foreach (var kind in Enum.GetValues<DsnKind>())
        {
            var request = DsnFixture.Request(kind) with
            {
                ExpiresAt = DsnFixture.Arrival.AddDays(1), Texts = DsnTexts.For(DsnTextsSpecs.Organization(new() { ExternalDsnDefaultLanguage = tag }), DsnAudience.External)
            };

            var dsn = DsnComposer.Compose(request);

            Assert.All(dsn.Content, octet => Assert.InRange(octet, (byte)0, (byte)127));
            Assert.Equal($"{language.SubjectOf(kind)} Order 7", dsn.Parse().Subject);
            Assert.Equal(dsn.Subject, dsn.Parse().Subject);
            Assert.Equal(language.ContentLanguage, dsn.Report().Headers[HeaderId.ContentLanguage]);
            Assert.Equal(["utf-8", "utf-8"], ((Multipart)dsn.Report()[0]).Cast<TextPart>().Select(part => part.ContentType.Charset));
            var words = dsn.PlainText().ReplaceLineEndings(" ").Replace("     ", " ", StringComparison.Ordinal);
            Assert.StartsWith(language.OpeningOf(kind), words, StringComparison.Ordinal);
            Assert.Contains(language.Explain(kind, new EnhancedStatusCode(5, 4, 4)).Reason, words, StringComparison.Ordinal);
            Assert.Contains(System.Net.WebUtility.HtmlEncode(language.Explain(kind, new EnhancedStatusCode(5, 4, 4)).Reason), dsn.Html(), StringComparison.Ordinal);
            Assert.Equal(kind == DsnKind.Delayed, words.Contains(language.Words(TimeSpan.FromMinutes((24 * 60) - 1)), StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("de", "1 Tag, 1 Stunde, 2 Minuten")]
    [InlineData("fr", "1 jour, 1 heure, 2 minutes")]
    [InlineData("es", "1 día, 1 hora, 2 minutos")]
    public void should_count_in_its_words(string tag, string words) => Assert.Equal(words, DsnLanguages.Find(tag)!.Words(new TimeSpan(1, 1, 2, 59)));

    [Fact]
    public void should_leave_braces_alone_when_they_are_quoted()
    {
        var request = DsnFixture.Request() with { Recipients = [DsnFixture.NoConnector with { RemoteMta = "{0}{9" }] };

        Assert.Contains("The answer came from the server {0}{9.", DsnComposer.Compose(request).PlainText(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{[0-9]+\}|[{}]")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\S.*\.$")]
    private static partial Regex Sentence();
}
