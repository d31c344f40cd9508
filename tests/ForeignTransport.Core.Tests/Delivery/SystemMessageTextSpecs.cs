using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>What an administrator may write into a notification, and what its two forms make of it.</summary>
public class SystemMessageTextSpecs
{
    [Theory]
    [InlineData("Ask the help desk.", "Ask the help desk.", "Ask the help desk.")]
    [InlineData("Größe &lt; 5 &amp; &gt; 3", "Größe < 5 & > 3", "Gr&#246;&#223;e &lt; 5 &amp; &gt; 3")]
    [InlineData("&quot;so&quot; \"it\" is", "\"so\" \"it\" is", "&quot;so&quot; &quot;it&quot; is")]
    [InlineData("Is <B>not</B> <em>there</EM>.", "Is not there.", "Is <b>not</b> <em>there</em>.")]
    [InlineData("one<BR>two<br/>three", "one\ntwo\nthree", "one<br>two<br>three")]
    [InlineData("one<P>two</P>three", "one\n\ntwo\n\nthree", "one<p>two</p>three")]
    [InlineData("<p>one<p>two", "one\n\ntwo", "<p>one</p><p>two</p>")]
    [InlineData("<P>one</P><P>two</P>", "one\n\ntwo", "<p>one</p><p>two</p>")]
    [InlineData("  white \r\n\t space ", "white space", "white     space")]
    [InlineData("Ask <A HREF=\"mailto:help@contoso.com\">us</A>", "Ask us", "Ask <a href=\"mailto:help@contoso.com\">us</a>")]
    [InlineData("<A HREF='https://contoso.com/?a=1&amp;b=2'><B>here</B></A>", "here", "<a href=\"https://contoso.com/?a=1&amp;b=2\"><b>here</b></a>")]
    public void should_have_a_plain_and_an_html_form_when_a_text_is_allowed(string text, string plain, string html)
    {
        Assert.True(SystemMessageText.TryParse(text, out var parsed));

        Assert.Equal((plain, html), (parsed.Plain, parsed.Html));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<BR>")]
    [InlineData("a < b")]
    [InlineData("a > b")]
    [InlineData("R&D")]
    [InlineData("&nbsp;")]
    [InlineData("&#60;")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<I>x</I>")]
    [InlineData("<B onclick=\"x\">x</B>")]
    [InlineData("<B HREF=\"http://x\">x</B>")]
    [InlineData("<B/>x")]
    [InlineData("<A>x</A>")]
    [InlineData("<A HREF=\"javascript:alert(1)\">x</A>")]
    [InlineData("<A HREF=\"page.html\">x</A>")]
    [InlineData("<A HREF=\"http://a\"><A HREF=\"http://b\">x</A></A>")]
    [InlineData("<A HREF=\"http://a\" STYLE=\"x\">x</A>")]
    [InlineData("<!-- x -->")]
    [InlineData("<B>x")]
    [InlineData("x</B>")]
    [InlineData("<B><EM>x</B></EM>")]
    [InlineData("<B>x<P>y</B>")]
    [InlineData("x</P>")]
    [InlineData("bell\u0007")]
    public void should_refuse_a_text_when_it_has_other_markup_or_says_nothing(string text) =>
        Assert.False(SystemMessageText.TryParse(text, out _));

    // xunit passes no such text to a theory.
    [Fact]
    public void should_refuse_a_text_when_it_has_half_a_surrogate_pair()
    {
        Assert.False(SystemMessageText.TryParse("half \ud800 a pair", out _));
        Assert.False(SystemMessageText.TryParse("half \udc00\ud800", out _));
        Assert.True(SystemMessageText.TryParse("a pair \ud83d\ude00", out _));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void should_take_512_characters_when_a_text_is_long(int length, bool isAllowed) =>
        Assert.Equal(isAllowed, SystemMessageText.TryParse(new string('x', length), out _));

    /// <summary>What goes in comes out, whatever it is, and the HTML form has only the tags that are allowed.</summary>
    [Fact]
    public void should_never_write_other_markup_when_pieces_are_put_together()
    {
        string[] pieces = ["<B>", "</B>", "<EM>", "</EM>", "<P>", "</P>", "<BR>", "x", " ", "&lt;", "&amp;", "<", ">", "&", "<A HREF=\"http://a\">", "</A>", "\"", "ü"];
        var random = new Random(20261127);
        var taken = 0;
        for (var run = 0; run < 20_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (!SystemMessageText.TryParse(text, out var parsed))
            {
                continue;
            }

            taken++;
            // XML is stricter than HTML: every tag is closed, in order.
            var xml = System.Xml.Linq.XElement.Parse($"<div>{parsed.Html.Replace("<br>", "<br/>", StringComparison.Ordinal)}</div>");
            Assert.All(xml.Descendants(), element => Assert.Contains(element.Name.LocalName, new[] { "a", "b", "br", "em", "p" }));
            Assert.Equal(
                string.Concat(xml.Value.Where(c => c != ' ')), string.Concat(parsed.Plain.Where(c => c is not (' ' or '\n'))));
        }

        Assert.True(taken > 1000, $"only {taken}");
    }
}
