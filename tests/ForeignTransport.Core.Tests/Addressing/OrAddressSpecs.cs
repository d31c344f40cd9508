using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class OrAddressSpecs
{
    [Theory]
    // address-spaces.md 5.1 and 5.2
    [InlineData("c=US;a=Fabrikam;P=Contoso", "c=US;a=Fabrikam;p=Contoso")]
    [InlineData("o=MySite;p=MyOrg;a=adatum;c=us", "c=us;a=adatum;p=MyOrg;o=MySite")]
    [InlineData("c=US;p=Contoso", "c=US;a= ;p=Contoso")]
    [InlineData("c=US;a=;p=Contoso;", "c=US;a= ;p=Contoso")]
    [InlineData(" c = US ; a = ; p =  Con   toso ; ", "c=US;a= ;p=Con toso")]
    [InlineData("c=US;o=Smith;;Sons;s=Doe", "c=US;a= ;o=Smith;;Sons;s=Doe")]
    [InlineData("o=a;;;p=b", "a= ;p=b;o=a;;")]
    [InlineData("o=;;a", "a= ;o=;;a")]
    [InlineData("o=a=b", "a= ;o=a=b")]
    [InlineData("DDA:a==b=v", "a= ;dda:a==b=v")]
    [InlineData("DDA:a= =v", "a= ;dda:a= =v")]
    [InlineData("dda:b=2;dda:a=1;c=de", "c=de;a= ;dda:a=1;dda:b=2")]
    [InlineData("ou=x;ou4=y", "a= ;ou1=x;ou4=y")]
    [InlineData("country=840;admd=x;prmd=y;org=z;surname=s;given name=g;initials=i;gq=q;common name=n", "c=840;a=x;p=y;o=z;s=s;g=g;i=i;q=q;cn=n")]
    [InlineData("x.121=123;ua-id=7;t-ty=G3FAX;pd-sn=Main;isdn=49301;t-id=t;psap=p", "a= ;x121=123;isdn=49301;psap=p;n-id=7;t-id=t;t-ty=G3FAX;pd-sn=Main")]
    [InlineData("C=US;A=Fabrikam;P=Contoso;O=Sales;DDA:RFC-822=fred(a)widget.co.uk", "c=US;a=Fabrikam;p=Contoso;o=Sales;dda:RFC-822=fred(a)widget.co.uk")]
    // 14
    [InlineData("/C=us/A= /P=Contoso/O=Sales/S=Smith/G=John/", "c=us;a= ;p=Contoso;o=Sales;s=Smith;g=John")]
    [InlineData("/C=us;ADMD=x/PRMD=y", "c=us;a=x;p=y")]
    [InlineData("/O=a$/b$=c/P=d//e/", "a= ;p=d/e;o=a/b=c")]
    [InlineData("/C=us/DD.RFC-822=fred(a)widget/", "c=us;a= ;dda:RFC-822=fred(a)widget")]
    [InlineData("/DD.a$=b=c/", "a= ;dda:a==b=c")]
    public void should_be_canonical_when_formatted(string text, string canonical)
    {
        var address = Parse(text);

        Assert.Equal(canonical, address.Format());
        Assert.Equal(address, Parse(canonical));
        Assert.Equal(address.GetHashCode(), Parse(canonical).GetHashCode());
    }

    [Theory]
    [InlineData("c=us;a= ;p=Contoso;s=Doe", "S=DOE;P=contoso;C=US", true)]
    [InlineData("c=us;o=a  b", "c=us;o=A B", true)]
    [InlineData("c=us;dda:X=1", "c=us;DDA:x=1", true)]
    [InlineData("c=us;dda:X=1", "c=us;dda:y=1", false)]
    [InlineData("c=us;ou1=x", "c=us;ou2=x", false)]
    [InlineData("c=us;a=x", "c=us", false)]
    public void should_ignore_order_case_and_spaces_when_compared(string first, string second, bool equal) =>
        Assert.Equal(equal, Parse(first).Equals(Parse(second)));

    [Theory]
    [InlineData("", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData("/", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData(";", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData("hello", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData("=x", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData("c=us; ;p=x", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData("dda:x==y", nameof(ErrorCatalogue.MalformedX400Attribute))]
    [InlineData("zz=1", nameof(ErrorCatalogue.UnknownX400Attribute))]
    [InlineData("ou5=1", nameof(ErrorCatalogue.UnknownX400Attribute))]
    [InlineData("dda:=1", nameof(ErrorCatalogue.UnknownX400Attribute))]
    [InlineData("dda:seventeen-letters=1", nameof(ErrorCatalogue.UnknownX400Attribute))]
    [InlineData("ou=a;ou1=b", nameof(ErrorCatalogue.DuplicateX400Attribute))]
    [InlineData("a=;a= ", nameof(ErrorCatalogue.DuplicateX400Attribute))]
    [InlineData("dda:x=1;DDA:X=2", nameof(ErrorCatalogue.DuplicateX400Attribute))]
    [InlineData("dda:a=1;dda:b=2;dda:c=3;dda:d=4;dda:e=5", nameof(ErrorCatalogue.TooManyX400Attributes))]
    [InlineData("c=u", nameof(ErrorCatalogue.InvalidX400Country))]
    [InlineData("c=12", nameof(ErrorCatalogue.InvalidX400Country))]
    [InlineData("c=u1", nameof(ErrorCatalogue.InvalidX400Country))]
    [InlineData("c=us;;a=x", nameof(ErrorCatalogue.InvalidX400Country))]
    [InlineData("p=", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("c=", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("p=a*", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("p=a@b", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("p=ü", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("p=a\tb", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("x121=12a", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("t-ty=g5fax", nameof(ErrorCatalogue.InvalidX400Value))]
    [InlineData("a=12345678901234567", nameof(ErrorCatalogue.X400ValueTooLong))]
    [InlineData("i=123456", nameof(ErrorCatalogue.X400ValueTooLong))]
    [InlineData("q=1234", nameof(ErrorCatalogue.X400ValueTooLong))]
    [InlineData("x121=1234567890123456", nameof(ErrorCatalogue.X400ValueTooLong))]
    public void should_say_why_when_refused(string text, string reason)
    {
        Assert.False(OrAddress.TryParse(text, out _, out var error));
        Assert.Equal((reason, "5.1.2"), (error.Entry.Name, error.Entry.Status));
    }

    private static OrAddress Parse(string text)
    {
        Assert.True(OrAddress.TryParse(text, out var address, out var error), $"{text}: {error}");
        return address;
    }
}
