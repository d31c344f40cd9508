using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class ImceaSpecs
{
    private const string DefaultDomain = "contoso.com";

    [Theory]
    // address-spaces.md 17.4, first table
    [InlineData("FAX", "+1 (425) 555-0100", "IMCEAFAX-+2B1+20+28425+29+20555-0100@contoso.com")]
    [InlineData("FAX", "Jane Doe@+1 425 555 0100", "IMCEAFAX-Jane+20Doe+40+2B1+20425+20555+200100@contoso.com")]
    [InlineData("FAX", "a_b/c+d", "IMCEAFAX-a+5Fb_c+2Bd@contoso.com")]
    [InlineData("MOBILE", "+14255550100", "IMCEAMOBILE-+2B14255550100@contoso.com")]
    [InlineData("NOTES", "CN=John Smith/O=Acme@ACME", "IMCEANOTES-CN=John+20Smith_O=Acme+40ACME@contoso.com")]
    [InlineData("EX", "/o=Contoso/ou=Admin Group/cn=Recipients/cn=jsmith", "IMCEAEX-_o=Contoso_ou=Admin+20Group_cn=Recipients_cn=jsmith@contoso.com")]
    [InlineData("X400", "c=US;a= ;p=Contoso;o=Exchange;s=Smith;g=John;",
        "IMCEAX400-c=US+3Ba=+20+3Bp=Contoso+3Bo=Exchange+3Bs=Smith+3Bg=John+3B@contoso.com")]
    [InlineData("X400", "C=US;A=Fabrikam;P=Contoso;O=Sales;DDA:RFC-822=fred(a)widget.co.uk",
        "IMCEAX400-C=US+3BA=Fabrikam+3BP=Contoso+3BO=Sales+3BDDA+3ARFC-822=fred+28a+29widget+2Eco+2Euk@contoso.com")]
    [InlineData("FAX", "Grüße", "IMCEAFAX-Gr+C3+BC+C3+9Fe@contoso.com")]
    public void should_come_back_when_encapsulated(string type, string value, string encapsulated)
    {
        var native = new NativeAddress(type, value);

        Assert.Equal(encapsulated, Imcea.Encapsulate(native, DefaultDomain));
        Assert.True(Imcea.TryEncapsulate(native, DefaultDomain, out var address, out _));
        Assert.Equal(value, Resolve(address.ToString()).Value);
        Assert.Equal(type, Resolve(address.ToString()).Type);
    }

    [Theory]
    // 17.4, second table
    [InlineData("imceafax-+2b1+20425@CONTOSO.COM", "FAX", "+1 425")]
    [InlineData("IMCEAFAX-+2B1425@fabrikam.com", "SMTP", "IMCEAFAX-+2B1425@fabrikam.com")]
    [InlineData("IMCEAFAX@contoso.com", "SMTP", "IMCEAFAX@contoso.com")]
    [InlineData("IMCEA-x@contoso.com", "SMTP", "IMCEA-x@contoso.com")]
    [InlineData("IMCEAFAX-a.b@contoso.com", "FAX", "a.b")]
    // 11
    [InlineData("bob@contoso.com", "SMTP", "bob@contoso.com")]
    [InlineData("IMCEAFAX-a-b_c@contoso.com", "FAX", "a-b/c")]
    [InlineData("IMCEAFAX-Gr+FC+DFe@contoso.com", "FAX", "Grüße")]
    [InlineData("IMCEAFAX-+80+E9@contoso.com", "FAX", "€é")]
    [InlineData("IMCEAFAX-+93x+94@contoso.com", "FAX", "“x”")]
    [InlineData("IMCEAFAX-grün+20x@contoso.com", "FAX", "grün x")]
    [InlineData("\"IMCEAFAX-1 2\"@contoso.com", "FAX", "1 2")]
    [InlineData("\"IMCEAA B-1\"@contoso.com", "SMTP", "\"IMCEAA B-1\"@contoso.com")]
    [InlineData("IMCEAÄ-1@contoso.com", "SMTP", "IMCEAÄ-1@contoso.com")]
    [InlineData("IMCEAX400-_C=us_A=+20_P=Contoso_S=Doe_@contoso.com", "X400", "c=us;a= ;p=Contoso;s=Doe")]
    public void should_resolve_when_address_is_sound(string address, string type, string value)
    {
        var native = Resolve(address);

        Assert.Equal(type, native.Type);
        Assert.Equal(value, native.Value);
    }

    [Theory]
    [InlineData("IMCEASMTP-a+40b@contoso.com", nameof(ErrorCatalogue.EncapsulatedTypeRefused), "5.1.3")]
    [InlineData("IMCEAX500-_o=x@contoso.com", nameof(ErrorCatalogue.EncapsulatedTypeRefused), "5.1.3")]
    [InlineData("imceaSmtp-x@contoso.com", nameof(ErrorCatalogue.EncapsulatedTypeRefused), "5.1.3")]
    [InlineData("IMCEAFAX-12+2@contoso.com", nameof(ErrorCatalogue.MalformedEncapsulation), "5.1.3")]
    [InlineData("IMCEAFAX-12+2g@contoso.com", nameof(ErrorCatalogue.MalformedEncapsulation), "5.1.3")]
    [InlineData("IMCEAFAX-12+@contoso.com", nameof(ErrorCatalogue.MalformedEncapsulation), "5.1.3")]
    [InlineData("IMCEAFAX-@contoso.com", nameof(ErrorCatalogue.MalformedEncapsulation), "5.1.3")]
    // A line break that was smuggled in must not come out as one.
    [InlineData("IMCEAFAX-1+0D+0ABcc:x@contoso.com", nameof(ErrorCatalogue.InvalidSmtpAddress), "5.1.3")]
    [InlineData("IMCEAFAX-1+0D+0ABcc+3Ax@contoso.com", nameof(ErrorCatalogue.MalformedEncapsulation), "5.1.3")]
    [InlineData("IMCEAFAX-1+81@contoso.com", nameof(ErrorCatalogue.MalformedEncapsulation), "5.1.3")]
    // 8: text that is no O/R address
    [InlineData("IMCEAX400-hello@contoso.com", nameof(ErrorCatalogue.MalformedX400Attribute), "5.1.2")]
    public void should_refuse_when_form_is_unsound(string text, string reason, string status)
    {
        var resolved = SmtpAddress.TryParse(text, out var address, out var error) && Imcea.TryResolve(address, DefaultDomain, out _, out error);

        Assert.False(resolved);
        Assert.Equal((reason, status), (error!.Entry.Name, error.Entry.Status));
    }

    [Fact]
    public void should_hold_the_limit_when_local_part_is_long()
    {
        var digits = new string('1', 306);

        Assert.Equal(digits, Resolve($"IMCEAFAX-{digits}@contoso.com").Value);
        // 17.4, last row: 316 characters
        Assert.False(SmtpAddress.TryParse($"IMCEAFAX-{digits}1@contoso.com", out _, out var error));
        Assert.Equal("5.1.3", error.Entry.Status);
        Assert.False(Imcea.TryResolve(new SmtpAddress($"IMCEAFAX-{digits}1", DefaultDomain), DefaultDomain, out _, out error));
        Assert.Equal("5.1.3", error.Entry.Status);
        Assert.False(Imcea.TryEncapsulate(new NativeAddress("FAX", $"{digits}1"), DefaultDomain, out _, out error));
        Assert.Equal("5.1.3", error.Entry.Status);
    }

    [Fact]
    public void should_write_smtp_addresses_as_they_are_when_encapsulating() =>
        Assert.Equal("Bob@fabrikam.com", Imcea.Encapsulate(new NativeAddress("smtp", "Bob@fabrikam.com"), DefaultDomain));

    [Fact]
    public void should_know_the_default_domain_when_written_in_another_script()
    {
        Assert.True(SmtpAddress.TryParse("IMCEAFAX-1@xn--bcher-kva.example", out var address, out _));
        Assert.True(Imcea.TryResolve(address, "Bücher.example", out var native, out _));
        Assert.Equal("FAX", native.Type);
    }

    private static NativeAddress Resolve(string text)
    {
        Assert.True(SmtpAddress.TryParse(text, out var address, out var error), error?.ToString());
        Assert.True(Imcea.TryResolve(address, DefaultDomain, out var native, out error), error?.ToString());
        return native;
    }
}
