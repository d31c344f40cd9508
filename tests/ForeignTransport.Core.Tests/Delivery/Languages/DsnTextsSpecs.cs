using System.Text;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery.Languages;

/// <summary>categorizer.md section 13: in which language a sender is told.</summary>
public class DsnTextsSpecs
{
    [Theory]
    [InlineData("", "en")]
    [InlineData("Content-Language: de", "de")]
    [InlineData("content-language: DE-at", "de")]
    [InlineData("Content-Language: de-DE-1996", "de")]
    [InlineData("Content-Language: ja, fr-CA", "fr")]
    [InlineData("Content-Language: ja", "en")]
    [InlineData("Accept-Language: es", "es")]
    [InlineData("Accept-Language: de;q=0.5, fr;q=0.8, es;q=0.1", "fr")]
    [InlineData("Accept-Language: de;q=0, es;q=0.001", "es")]
    [InlineData("Accept-Language: ja, *;q=0.5", "en")]
    [InlineData("Accept-Language: en-GB, de;q=0.9", "en")]
    [InlineData("Content-Language: de\r\nAccept-Language: fr", "de")]
    [InlineData("Content-Language: ja\r\nAccept-Language: fr", "fr")]
    [InlineData("Accept-Language: fr\r\nContent-Language: de", "de")]
    [InlineData("Content-Language: German", "en")]
    [InlineData("Content-Language: =?utf-8?q?de?=", "de")]
    [InlineData("Content-Language:\r\n  de ,\r\n\tfr", "de")]
    [InlineData("Accept-Language: de;q=nonsense, fr;q=0.1", "fr")]
    [InlineData("Accept-Language: de;q=2, fr;q=-1, es;q=1", "es")]
    public void should_be_what_the_original_lets_expect(string header, string expected) =>
        Assert.Equal(expected, Choose(new TransportConfig(), header));

    [Theory]
    [InlineData("fr-CA", true, "", "fr")]
    [InlineData("fr", true, "Content-Language: ja", "fr")]
    [InlineData("fr", true, "Content-Language: de", "de")]
    [InlineData("fr", false, "Content-Language: de", "fr")]
    [InlineData("", false, "Content-Language: de", "en")]
    [InlineData("ja", true, "", "en")]
    [InlineData("ja", true, "Accept-Language: es", "es")]
    public void should_be_the_default_when_the_original_says_none_that_there_is(string byDefault, bool detects, string header, string expected)
    {
        Assert.Equal(expected, Choose(new TransportConfig { ExternalDsnDefaultLanguage = byDefault, ExternalDsnLanguageDetectionEnabled = detects }, header));
        Assert.Equal("en", Choose(new TransportConfig { InternalDsnDefaultLanguage = "fr", InternalDsnLanguageDetectionEnabled = false }, ""));
        Assert.Equal(
            expected,
            DsnTexts.For(
                Organization(new TransportConfig { InternalDsnDefaultLanguage = byDefault, InternalDsnLanguageDetectionEnabled = detects }), DsnAudience.Internal, Head(header))
                .Language.Tag);
    }

    [Theory]
    [InlineData("", "en", "english")]
    [InlineData("Content-Language: de", "de", "deutsch")]
    [InlineData("Content-Language: de-AT", "de", "österreichisch")]
    [InlineData("Content-Language: de-CH", "de", "deutsch")]
    [InlineData("Content-Language: fr", "fr", null)]
    [InlineData("Content-Language: nl-BE", "en", "nederlands")]
    [InlineData("Content-Language: nl\r\nAccept-Language: de", "de", "nederlands")]
    [InlineData("Content-Language: ja", "en", "english")]
    public void should_take_the_text_of_the_nearest_language_when_the_administrator_wrote_several(string header, string language, string? custom)
    {
        SystemMessage[] messages =
        [
            new("en", false, "5.4.4", "english"), new("de", false, "5.4.4", "deutsch"), new("de-AT", false, "5.4.4", "österreichisch"),
            new("nl", false, "5.4.4", "nederlands"), new("fr", true, "5.4.4", "interne")
        ];

        var texts = DsnTexts.For(Organization(new TransportConfig(), messages), DsnAudience.External, Head(header));

        Assert.Equal((language, custom), (texts.Language.Tag, texts.Custom.GetValueOrDefault("5.4.4")?.Plain));
    }

    [Fact]
    public void should_be_english_when_the_original_cannot_be_read()
    {
        Assert.Equal("en", DsnTexts.For(OrganizationState.Empty, DsnAudience.External).Language.Tag);
        Assert.Equal("en", DsnTexts.For(OrganizationState.Empty, DsnAudience.External, "no header\r\n\r\nContent-Language: de\r\n"u8.ToArray()).Language.Tag);
    }

    [Fact]
    public void should_look_at_no_more_than_ten_languages_of_a_field() =>
        Assert.Equal("en", Choose(new TransportConfig(), "Content-Language: " + string.Join(", ", Enumerable.Repeat("ja", 10).Append("de"))));

    [Fact]
    public void should_be_byte_for_byte_what_it_was_when_it_is_english() =>
        Assert.Equal(
            DsnComposer.Compose(DsnFixture.Request()).Content,
            DsnComposer.Compose(DsnFixture.Request() with { Texts = DsnTexts.For(OrganizationState.Empty, DsnAudience.External, Head("Content-Language: en")) }).Content);

    [Theory]
    [InlineData("InternalDsnDefaultLanguage", "DE-at", "de-AT")]
    [InlineData("ExternalDsnDefaultLanguage", "", "")]
    [InlineData("ExternalDsnDefaultLanguage", "German", null)]
    public void should_be_a_language_or_blank_when_the_default_is_set(string name, string text, string? expected)
    {
        var isTaken = TransportConfigParameters.Table.TryApply(new TransportConfig(), ParameterChanges.Of((name, text)), out var config, out _);

        Assert.Equal(expected is not null, isTaken);
        Assert.Equal(expected ?? "", name.StartsWith("Internal", StringComparison.Ordinal) ? config.InternalDsnDefaultLanguage : config.ExternalDsnDefaultLanguage);
    }

    internal static OrganizationState Organization(TransportConfig config, params SystemMessage[] messages) =>
        OrganizationState.Restore(1, [], [], [], config, systemMessages: messages);

    private static string Choose(TransportConfig config, string header) =>
        DsnTexts.For(Organization(config), DsnAudience.External, Head(header)).Language.Tag;

    private static byte[] Head(string header) => Encoding.Latin1.GetBytes($"From: a@b.example\r\n{(header.Length > 0 ? header + "\r\n" : "")}Subject: x\r\n\r\n");
}
