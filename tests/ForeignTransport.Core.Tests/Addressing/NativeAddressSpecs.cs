using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class NativeAddressSpecs
{
    [Fact]
    public void should_ignore_case_when_compared()
    {
        var address = new NativeAddress("fax", "Jane@+1");

        Assert.Equal("FAX", address.Type);
        Assert.Equal("FAX:Jane@+1", address.ToString());
        Assert.Equal(address, new NativeAddress("FAX", "JANE@+1"));
        Assert.Equal(address.GetHashCode(), new NativeAddress("FAX", "JANE@+1").GetHashCode());
        Assert.NotEqual(address, new NativeAddress("MOBILE", "Jane@+1"));
        Assert.NotEqual(address, new NativeAddress("FAX", "Jane@+2"));
    }

    [Theory]
    // address-spaces.md 13.3
    [InlineData("bob@contoso.com", "SMTP", "bob@contoso.com")]
    [InlineData("smtp:bob@contoso.com", "SMTP", "bob@contoso.com")]
    [InlineData("bob@[IPv6:2001:db8::1]", "SMTP", "bob@[IPv6:2001:db8::1]")]
    [InlineData("\"a:b\"@contoso.com", "SMTP", "\"a:b\"@contoso.com")]
    [InlineData("FAX:+1 425", "FAX", "+1 425")]
    [InlineData("NOTES:John Smith/Acme@ACME", "NOTES", "John Smith/Acme@ACME")]
    [InlineData("X400:c=US;a= ;p=Contoso;", "X400", "c=US;a= ;p=Contoso;")]
    // 14
    [InlineData("X400:/C=us/A= /P=Contoso/O=Sales/S=Smith/G=John/", "X400", "c=us;a= ;p=Contoso;o=Sales;s=Smith;g=John")]
    [InlineData("EX:/o=Contoso/cn=x", "EX", "/o=Contoso/cn=x")]
    public void should_be_read_when_legal(string text, string type, string value)
    {
        Assert.True(NativeAddress.TryParse(text, out var address, out var error), error?.ToString());
        Assert.Equal((type, value), (address.Type, address.Value));
    }

    [Theory]
    [InlineData("", nameof(ErrorCatalogue.InvalidNativeAddress))]
    [InlineData("bob", nameof(ErrorCatalogue.InvalidSmtpAddress))]
    [InlineData("SMTP:bob", nameof(ErrorCatalogue.InvalidSmtpAddress))]
    [InlineData("FAX:", nameof(ErrorCatalogue.InvalidNativeAddress))]
    [InlineData("FAX:1\n2", nameof(ErrorCatalogue.InvalidNativeAddress))]
    [InlineData(":1", nameof(ErrorCatalogue.InvalidNativeAddress))]
    [InlineData("X-FAX:1", nameof(ErrorCatalogue.InvalidNativeAddress))]
    [InlineData("X400:c=USA", nameof(ErrorCatalogue.InvalidX400Country))]
    public void should_say_why_when_refused(string text, string reason)
    {
        Assert.False(NativeAddress.TryParse(text, out _, out var error));
        Assert.Equal(reason, error.Entry.Name);
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("FA X", "1")]
    [InlineData("A-B", "1")]
    [InlineData("A..B", "1")]
    [InlineData("FAX", "1\r\n2")]
    public void should_not_exist_when_it_could_not_travel(string type, string value) =>
        Assert.Throws<ArgumentException>(() => new NativeAddress(type, value));
}
