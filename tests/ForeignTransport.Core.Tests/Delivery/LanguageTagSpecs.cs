using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class LanguageTagSpecs
{
    [Theory]
    [InlineData("En", "en")]
    [InlineData("de-at", "de-AT")]
    [InlineData(" FR ", "fr")]
    [InlineData("ZH-hant-tw", "zh-Hant-TW")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-DE-1996", "de-DE")]
    [InlineData("sr-Latn", "sr-Latn")]
    [InlineData("gsw", "gsw")]
    public void should_have_the_usual_spelling_when_a_language_is_named(string text, string tag)
    {
        Assert.True(LanguageTag.TryNormalize(text, out var normal));
        Assert.Equal(tag, normal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("de_AT")]
    [InlineData("x-klingon")]
    [InlineData("de-")]
    [InlineData("*")]
    [InlineData("de\r\nX: y")]
    [InlineData("dé")]
    [InlineData(@"de\Internal")]
    public void should_refuse_when_it_is_no_language(string? text) => Assert.False(LanguageTag.TryNormalize(text, out _));

    [Fact]
    public void should_name_what_it_is_a_kind_of_when_asked()
    {
        Assert.Equal(["zh-Hant-TW", "zh-Hant", "zh"], LanguageTag.WithParents("zh-Hant-TW").AsEnumerable());
        Assert.Equal(["de"], LanguageTag.WithParents("de").AsEnumerable());
    }
}
