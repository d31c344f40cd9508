using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using FsCheck.Xunit;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class SmtpResponseSpecs
{
    [Theory]
    [InlineData("550 5.4.4 ROUTING.NoConnector; no connector serves this address type", 550, "5.4.4", "ROUTING.NoConnector", "no connector serves this address type")]
    [InlineData("400 4.4.7 Message delayed", 400, "4.4.7", null, "Message delayed")]
    [InlineData("554 5.4.6 Hop count exceeded - possible mail loop", 554, "5.4.6", null, "Hop count exceeded - possible mail loop")]
    [InlineData("421 Service not available", 421, null, null, "Service not available")]
    [InlineData("250 2.1.5", 250, "2.1.5", null, "")]
    [InlineData("250", 250, null, null, "")]
    [InlineData("550 say a; b", 550, null, null, "say a; b")]
    public void should_keep_its_parts_when_read_and_written(string text, int replyCode, string? status, string? token, string words)
    {
        Assert.True(SmtpResponse.TryParse(text, out var response));
        Assert.Equal(replyCode, response.ReplyCode);
        Assert.Equal(status, response.Status?.ToString());
        Assert.Equal(token, response.Token);
        Assert.Equal(words, response.Words);
        Assert.Equal(text, response.ToString());
    }

    [Fact]
    public void should_read_the_form_without_a_blank_when_a_token_is_followed_at_once()
    {
        Assert.True(SmtpResponse.TryParse("550 4.4.7 QUEUE.Expired;message expired", out var response));
        Assert.Equal(StandardResponses.QueueExpired, response);
    }

    [Theory]
    [InlineData("")]
    [InlineData("55")]
    [InlineData("600 no")]
    [InlineData("100 no")]
    [InlineData("5504 no")]
    [InlineData("5x0 no")]
    [InlineData("unable to relay")]
    public void should_refuse_text_without_a_reply_code_when_parsed(string text) => Assert.False(SmtpResponse.TryParse(text, out _));

    [Fact]
    public void should_become_one_line_when_the_remote_server_sends_several()
    {
        Assert.True(SmtpResponse.TryParse("550 5.1.1 no\r\nBcc: evil@example.com\0 such user", out var response));
        Assert.Equal("550 5.1.1 no Bcc: evil@example.com such user", response.ToString());
    }

    [Theory]
    [InlineData("421 busy", "4.0.0")]
    [InlineData("550 no", "5.0.0")]
    [InlineData("250 ok", "2.0.0")]
    [InlineData("354 go on", "5.0.0")]
    public void should_have_the_general_status_of_its_class_when_none_was_sent(string text, string status)
    {
        Assert.True(SmtpResponse.TryParse(text, out var response));
        Assert.Equal(status, response.EffectiveStatus.ToString());
    }

    [Fact]
    public void should_not_disclose_particulars_when_made_from_a_failure()
    {
        var response = SmtpResponse.For(ErrorCatalogue.DropDirectoryMissing.With(@"D:\secret\path").Entry);

        Assert.Equal("451 4.4.0 DropDirectoryMissing; The Drop directory does not exist", response.ToString());
    }

    [Property(Replay = "(11,13)")]
    public void should_be_one_bounded_line_when_parsed_from_anything(string? tail)
    {
        Assert.True(SmtpResponse.TryParse("550 " + tail, out var response));
        Assert.DoesNotContain(response.ToString(), char.IsControl);
        Assert.InRange(response.ToString().Length, 3, SmtpResponse.MaxTextLength + 1);
        Assert.True(SmtpResponse.TryParse(response.ToString(), out var again));
        Assert.Equal(response.ToString(), again.ToString());
    }
}
