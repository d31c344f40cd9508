using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class SmtpAddressSpecs
{
    [Theory]
    [InlineData("Bob@Contoso.com", "Bob", "Contoso.com")]
    [InlineData("a.b+c=d_e/f@x", "a.b+c=d_e/f", "x")]
    [InlineData("\"a@b\"@contoso.com", "\"a@b\"", "contoso.com")]
    [InlineData("\"a \\\"b\\\" c\"@contoso.com", "\"a \\\"b\\\" c\"", "contoso.com")]
    [InlineData("\"\"@contoso.com", "\"\"", "contoso.com")]
    [InlineData("bob@[10.1.1.1]", "bob", "[10.1.1.1]")]
    [InlineData("bob@[IPv6:2001:db8::1]", "bob", "[IPv6:2001:db8::1]")]
    [InlineData("müller@bücher.example", "müller", "bücher.example")]
    [InlineData("IMCEAFAX-+2B1+20425@contoso.com", "IMCEAFAX-+2B1+20425", "contoso.com")]
    public void should_keep_its_text_when_parsed(string text, string local, string domain)
    {
        Assert.True(SmtpAddress.TryParse(text, out var address, out var error), error?.ToString());
        Assert.Equal((local, domain, text), (address.LocalPart, address.Domain, address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("@contoso.com")]
    [InlineData("bob@")]
    [InlineData("bob@contoso.com.")]
    [InlineData("bob@@contoso.com")]
    [InlineData("bob@a@contoso.com")]
    [InlineData(".bob@contoso.com")]
    [InlineData("bob.@contoso.com")]
    [InlineData("b..ob@contoso.com")]
    [InlineData("b ob@contoso.com")]
    [InlineData(" bob@contoso.com")]
    [InlineData("bob@con toso.com")]
    [InlineData("bob@-contoso.com")]
    [InlineData("<bob@contoso.com>")]
    [InlineData("\"bob@contoso.com")]
    [InlineData("\"bob\"x@contoso.com")]
    [InlineData("\"bob\\\"@contoso.com")]
    [InlineData("bob@[10.1.1]")]
    [InlineData("bob@[10.1.1.256]")]
    [InlineData("bob@[2001:db8::1]")]
    [InlineData("bob@[IPv6:fe80::1%eth0]")]
    [InlineData("bob@[]")]
    [InlineData("bob\r\n@contoso.com")]
    [InlineData("\"bob\r\nRCPT TO:<eve@contoso.com>\"@contoso.com")]
    [InlineData("bob\0@contoso.com")]
    [InlineData("bob\u0085@contoso.com")]
    [InlineData("bob\u2028@contoso.com")]
    [InlineData("bob@contoso.com\n")]
    public void should_be_refused_when_not_an_address(string text)
    {
        Assert.False(SmtpAddress.TryParse(text, out _, out var error));
        Assert.Same(ErrorCatalogue.InvalidSmtpAddress, error.Entry);
        Assert.DoesNotContain(error.Detail, char.IsControl);
    }

    [Fact]
    public void should_refuse_half_a_surrogate_pair_when_parsed() =>
        Assert.False(SmtpAddress.TryParse("bob\ud800@contoso.com", out _, out _));

    [Theory]
    // address-spaces.md 12
    [InlineData(315, 255, true)]
    [InlineData(316, 10, false)]
    [InlineData(10, 256, false)]
    public void should_hold_the_limits_when_parts_are_long(int local, int domain, bool legal)
    {
        var labels = string.Join('.', Enumerable.Repeat(new string('d', 50), 6))[..(domain - 1)] + "x";

        Assert.Equal(legal, SmtpAddress.TryParse($"{new string('l', local)}@{labels}", out var address, out _));
        Assert.True(address is null || address.ToString().Length == SmtpAddress.MaxLength);
    }

    [Theory]
    [InlineData("bob@contoso.com", "BOB@CONTOSO.COM", true)]
    [InlineData("\"bob\"@contoso.com", "Bob@contoso.com", true)]
    [InlineData("\"b\\ob\"@contoso.com", "bob@contoso.com", true)]
    [InlineData("\"b ob\"@contoso.com", "bob@contoso.com", false)]
    [InlineData("bob@contoso.com", "bob@fabrikam.com", false)]
    [InlineData("bob@contoso.com", "eve@contoso.com", false)]
    public void should_compare_mailboxes_when_compared(string first, string second, bool equal)
    {
        Assert.True(SmtpAddress.TryParse(first, out var one, out _));
        Assert.True(SmtpAddress.TryParse(second, out var other, out _));
        Assert.Equal(equal, one == other);
        Assert.True(!equal || one.GetHashCode() == other.GetHashCode());
    }

    [Fact]
    public void should_never_hold_control_characters_when_constructed()
    {
        Assert.Throws<ArgumentException>(() => new SmtpAddress("bob\n", "contoso.com"));
        Assert.Throws<ArgumentException>(() => new SmtpAddress("bob", "contoso.com\r"));
    }
}
