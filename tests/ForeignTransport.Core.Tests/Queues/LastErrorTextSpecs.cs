using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using FsCheck.Xunit;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class LastErrorTextSpecs
{
    private static readonly DateTimeOffset Time = new(2024, 3, 31, 16, 36, 43, 120, TimeSpan.Zero);

    // management.md, queue object.
    [Fact]
    public void should_take_the_documented_form_when_a_drop_directory_is_over_quota()
    {
        Assert.Equal(
            "[{LED=451 4.4.0 Drop directory quota exceeded};{MSG=};{FQDN=};{IP=};{LRT=2024-03-31T16:36:43.120Z}]",
            LastErrorText.Format(ErrorCatalogue.DropDirectoryQuotaExceeded.With(""), Time));
    }

    [Fact]
    public void should_carry_code_and_particulars_when_there_are_any()
    {
        Assert.Equal(
            "[{LED=451 4.4.0 The Drop directory does not exist};{MSG=FT-2104 DropDirectoryMissing: /drop/(1)/fax};{FQDN=};{IP=};{LRT=}]",
            LastErrorText.Format(ErrorCatalogue.DropDirectoryMissing.With("/drop/[1]/fax"), null));
    }

    [Fact]
    public void should_name_the_remote_host_when_it_answered()
    {
        Assert.Equal(
            "[{LED=550 5.7.1 RESOLVER.RST.AuthRequired; authentication required};{MSG=};{FQDN=mx.fabrikam.com};{IP=203.0.113.9};{LRT=}]",
            LastErrorText.Format(StandardResponses.AuthenticationRequired, null, "mx.fabrikam.com", "203.0.113.9"));
    }

    // tracking.md 14.4: both generations.
    [Theory]
    [InlineData("[{LED=550 5.1.1 RESOLVER.ADR.RecipNotFound; not found};{MSG=};{FQDN=};{IP=};{LRT=}]", "5.1.1")]
    [InlineData("[{LRT=};{LED=550 5.7.1 RESOLVER.RST.AuthRequired; authentication required};{FQDN=};{IP=}]", "5.7.1")]
    public void should_give_the_code_when_either_generation_is_read(string text, string code)
    {
        Assert.True(LastErrorText.TryParse(text, out var error));
        Assert.True(SmtpResponse.TryParse(error.LastError, out var response));
        Assert.Equal(code, response.Status.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("250 2.0.0 ok")]
    [InlineData("[{LED=a]b}]")]
    [InlineData("[{LED=a};{MSG=[}]")]
    public void should_refuse_other_text_when_parsed(string text) => Assert.False(LastErrorText.TryParse(text, out _));

    [Property(Replay = "(11,13)")]
    public void should_keep_its_parts_when_written_and_read(string? error, string? message, string? host)
    {
        var written = new LastErrorText(error ?? "", message ?? "", host ?? "", "203.0.113.9", Time).ToString();

        Assert.True(LastErrorText.TryParse(written, out var read));
        Assert.Equal(written, read.ToString());
        Assert.Equal(Time, read.LastRetryTime);
        Assert.DoesNotContain(written, char.IsControl);
    }
}
