using ForeignTransport.Core.Addressing;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class XtextSpecs
{
    [Theory]
    // address-spaces.md 17.5
    [InlineData("IMCEAFAX-+2B1+20425@contoso.com", "IMCEAFAX-+2B2B1+2B20425@contoso.com")]
    [InlineData("mary@contoso.com", "mary@contoso.com")]
    [InlineData("a b+c=d", "a+20b+2Bc+3Dd")]
    [InlineData("", "")]
    [InlineData("ü~!", "+C3+BC~!")]
    public void should_come_back_when_encoded(string text, string xtext)
    {
        Assert.Equal(xtext, Xtext.Encode(text));
        Assert.True(Xtext.TryDecode(xtext, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Fact]
    public void should_cost_nothing_when_there_is_nothing_to_encode()
    {
        const string text = "mary@contoso.com";

        Assert.Same(text, Xtext.Encode(text));
        Assert.True(Xtext.TryDecode(text, out var decoded));
        Assert.Same(text, decoded);
    }

    [Theory]
    [InlineData("a+2bc+3dd", "a+c=d")]
    [InlineData("a=b", "a=b")]
    [InlineData("+FC", "ü")]
    public void should_tolerate_sloppy_writers_when_decoding(string xtext, string text)
    {
        Assert.True(Xtext.TryDecode(xtext, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Theory]
    [InlineData("a+")]
    [InlineData("a+2")]
    [InlineData("a+2g")]
    [InlineData("a+ 2")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("ü")]
    [InlineData("a+0D+0AX-Header:+20b")]
    [InlineData("a+7F")]
    public void should_refuse_when_it_is_not_xtext(string xtext) => Assert.False(Xtext.TryDecode(xtext, out _));
}
