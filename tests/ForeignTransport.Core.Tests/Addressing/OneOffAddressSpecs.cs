using ForeignTransport.Core.Addressing;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class OneOffAddressSpecs
{
    private const string Domain = "contoso.com";

    [Theory]
    // address-spaces.md 17.6 and the samples of 13.1
    [InlineData("[FAX:+1 425 555 0100]", null, "FAX", "+1 425 555 0100")]
    [InlineData("Jane Doe[FAX:+1 425]", "Jane Doe", "FAX", "+1 425")]
    [InlineData("Jane Doe[FAX:Jane Doe@+1 425 555 0100]", "Jane Doe", "FAX", "Jane Doe@+1 425 555 0100")]
    [InlineData("[X400: c=fr; a=atlas; dda:rfc-822=user(a)example.com]", null, "X400", "c=fr; a=atlas; dda:rfc-822=user(a)example.com")]
    [InlineData(" Jane [fax:1] \t", "Jane", "FAX", "1")]
    public void should_be_recognized_when_well_formed(string text, string? displayName, string type, string value)
    {
        Assert.True(OneOffAddress.TryParse(text, out var address));
        Assert.Equal(displayName, address.DisplayName);
        Assert.Equal((type, value), (address.Address.Type, address.Address.Value));
    }

    [Theory]
    // 17.6
    [InlineData("[FAX:+1 425] x")]
    [InlineData("user@[10.1.1.1]")]
    [InlineData("user@[IPv6:2001:db8::1]")]
    [InlineData("")]
    [InlineData("]")]
    [InlineData("[FAX]")]
    [InlineData("[:1]")]
    [InlineData("[FAX:]")]
    [InlineData("[FAX: ]")]
    [InlineData("[FA X:1]")]
    [InlineData("[FAX:1")]
    [InlineData("FAX:1]")]
    [InlineData("[FAX:[1]]")]
    [InlineData("[FAX:1\r\n2]")]
    public void should_be_left_alone_when_not_a_one_off(string text) => Assert.False(OneOffAddress.TryParse(text, out _));

    [Theory]
    [InlineData("[FAX:+1 425]", "IMCEAFAX-+2B1+20425@contoso.com")]
    [InlineData("Jane Doe[FAX:+1 425]", "Jane Doe <IMCEAFAX-+2B1+20425@contoso.com>")]
    [InlineData("\"Doe, Jane\" [FAX:1]", "\"Doe, Jane\" <IMCEAFAX-1@contoso.com>")]
    [InlineData("J. Doe [FAX:1]", "\"J. Doe\" <IMCEAFAX-1@contoso.com>")]
    [InlineData("Jane (fax) [FAX:1]", "Jane (fax) <IMCEAFAX-1@contoso.com>")]
    [InlineData("bob@contoso.com, [FAX:1],Jane[MOBILE:+1] , Eve <eve@contoso.com>",
        "bob@contoso.com, IMCEAFAX-1@contoso.com,Jane <IMCEAMOBILE-+2B1@contoso.com> , Eve <eve@contoso.com>")]
    [InlineData("Team: [FAX:1], Jane[FAX:2];", "Team: IMCEAFAX-1@contoso.com, Jane <IMCEAFAX-2@contoso.com>;")]
    [InlineData("[FAX:+1 (425) 555-0100]", "IMCEAFAX-+2B1+20+28425+29+20555-0100@contoso.com")]
    [InlineData("[X400:c=US;a= ;s=Doe]", "IMCEAX400-c=US+3Ba=+20+3Bs=Doe@contoso.com")]
    [InlineData("[X400:/C=US/A= /S=Doe/]", "IMCEAX400-c=US+3Ba=+20+3Bs=Doe@contoso.com")]
    [InlineData("[X400:nonsense]", "IMCEAX400-nonsense@contoso.com")]
    [InlineData("[SMTP:bob@fabrikam.com]", "bob@fabrikam.com")]
    [InlineData("a@contoso.com,\r\n Jane\r\n Doe[FAX:1\r\n\t2]", "a@contoso.com,\r\n Jane\r\n Doe <IMCEAFAX-1+202@contoso.com>")]
    public void should_become_imcea_when_in_a_header(string header, string expected) =>
        Assert.Equal(expected, OneOffAddress.Encapsulate(header, Domain));

    [Theory]
    [InlineData("")]
    [InlineData("Jane <jane@contoso.com>")]
    [InlineData("user@[10.1.1.1]")]
    [InlineData("user@ [IPv6:2001:db8::1]")]
    [InlineData("<user@[IPv6:2001:db8::1]>")]
    [InlineData("\"[FAX:1]\" <jane@contoso.com>")]
    [InlineData("jane@contoso.com ([FAX:1])")]
    [InlineData("[FAX:1] x")]
    [InlineData("Jane <jane@contoso.com> [FAX:1]")]
    [InlineData("[FAX:1")]
    [InlineData("[SMTP:not an address]")]
    [InlineData("\"unclosed [FAX:1]")]
    [InlineData("(unclosed [FAX:1]")]
    [InlineData("<unclosed [FAX:1]")]
    public void should_answer_the_same_instance_when_nothing_is_rewritten(string header) =>
        Assert.Same(header, OneOffAddress.Encapsulate(header, Domain));
}
