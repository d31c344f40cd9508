using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>A text of the administrator's own in a notification, in the place of the explanation and of nothing else.</summary>
public class DsnCustomTextSpecs
{
    private const string Ours = "No <B>gateway</B> serves this.<P>Ask <A HREF=\"mailto:help@contoso.com\">us</A> &amp; wait.";

    private static readonly DsnRequest Request = DsnFixture.Request() with { Texts = Texts(Message("en", true, "5.4.4", Ours)) };

    [Fact]
    public void should_take_the_place_of_the_explanation_when_the_code_has_one()
    {
        var dsn = DsnComposer.Compose(Request);

        Assert.Contains(
            "FAX: +1425\r\n    No gateway serves this.\r\n\r\n    Ask us & wait.\r\n\r\nSubject of your message: Order 7\r\n", dsn.PlainText(), StringComparison.Ordinal);
        Assert.Contains(
            "<p><b>FAX: +1425</b></p>\r\n<div>No <b>gateway</b> serves this.<p>Ask <a href=\"mailto:help@contoso.com\">us</a> &amp; wait.</p></div>\r\n<p>Subject",
            dsn.Html().ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("There is no route", dsn.PlainText() + dsn.Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_change_nothing_else_when_there_is_one()
    {
        var (custom, builtIn) = (DsnComposer.Compose(Request), DsnComposer.Compose(DsnFixture.Request()));

        Assert.Equal((builtIn.Subject, builtIn.InternetMessageId, builtIn.RawStatusPart(), builtIn.RawOriginal()),
            (custom.Subject, custom.InternetMessageId, custom.RawStatusPart(), custom.RawOriginal()));
        Assert.Equal(custom.Content, DsnComposer.Compose(Request).Content);
    }

    [Fact]
    public void should_still_name_the_server_when_another_one_answered()
    {
        var request = Request with { Recipients = [DsnFixture.NoConnector with { RemoteMta = "mx.fabrikam.com" }] };

        Assert.Contains("    Ask us & wait.\r\n    The answer came from the server mx.fabrikam.com.\r\n", DsnComposer.Compose(request).PlainText(), StringComparison.Ordinal);
        Assert.Contains("</div>\r\n<p>The answer came from the server mx.fabrikam.com.</p>\r\n", DsnComposer.Compose(request).Html().ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DsnKind.Delayed)]
    [InlineData(DsnKind.Delivered)]
    [InlineData(DsnKind.Relayed)]
    [InlineData(DsnKind.Expanded)]
    public void should_not_be_used_when_nothing_failed(DsnKind kind) =>
        Assert.Equal(DsnComposer.Compose(DsnFixture.Request(kind)).Content, DsnComposer.Compose(DsnFixture.Request(kind) with { Texts = Request.Texts }).Content);

    [Theory]
    [InlineData("en", false, "5.4.4")]
    [InlineData("en", true, "5.4.5")]
    [InlineData("nl", true, "5.4.4")]
    public void should_not_be_used_when_it_is_for_another_audience_code_or_language(string language, bool isInternal, string code) =>
        Assert.Equal(
            DsnComposer.Compose(DsnFixture.Request()).Content,
            DsnComposer.Compose(DsnFixture.Request() with { Texts = Texts(Message(language, isInternal, code, Ours)) }).Content);

    [Fact]
    public void should_be_the_nearest_language_when_there_are_several() =>
        Assert.Equal("near", Texts(Message("en", true, "5.4.4", "far"), Message("en-US", true, "5.4.4", "near")).Custom["5.4.4"].Plain);

    private static SystemMessage Message(string language, bool isInternal, string code, string text) => new(language, isInternal, code, text);

    private static DsnTexts Texts(params SystemMessage[] messages) => DsnTexts.For(
        OrganizationState.Restore(1, [], [], [], new TransportConfig(), systemMessages: messages), DsnAudience.Internal);
}
