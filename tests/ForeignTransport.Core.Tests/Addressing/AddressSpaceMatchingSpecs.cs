using ForeignTransport.Core.Addressing;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class AddressSpaceMatchingSpecs
{
    [Theory]
    // address-spaces.md 17.3, in its order
    [InlineData("SMTP:julia@marketing.contoso.com", "marketing.contoso.com;100", "*;1", "*.contoso.com;50", "marketing.contoso.com;100")]
    [InlineData("SMTP:julia@contoso.com", "*.contoso.com;1", "*.contoso.com;1", "*;1")]
    [InlineData("SMTP:julia@contoso.com", "contoso.com;90", "*.contoso.com;1", "contoso.com;90")]
    [InlineData("SMTP:julia@notcontoso.com", null, "*.contoso.com;1")]
    [InlineData("SMTP:julia@a.b.contoso.com", "*.b.contoso.com", "*.contoso.com", "*.b.contoso.com")]
    [InlineData("FAX:+1425", null, "*;1")]
    [InlineData("FAX:+1425", "FAX:+1*;99", "FAX:*;1", "FAX:+1*;99")]
    [InlineData("fax:+1425", "FAX:+1425;9", "FAX:+1425;9", "FAX:+1*;1")]
    [InlineData("X400:c=us;a=fabrikam;p=CONTOSO;o=Sales;s=Doe", "X400:c=US;a=Fabrikam;P=Contoso;5",
        "X400:c=US;a=Fabrikam;P=Contoso;5", "X400:c=US;a=Fabrikam;1")]
    [InlineData("X400:s=Doe;o=Sales;p=Contoso;a=Fabrikam;c=US", "X400:c=US;a=Fabrikam;P=Contoso;o=Sales;9",
        "X400:c=US;a=Fabrikam;P=Contoso;o=Sales;9", "X400:c=US;a=Fabrikam;P=Contoso;1")]
    [InlineData("X400:c=us;a= ;p=Contoso;s=Doe", "X400:c=us;p=Contoso;1", "X400:c=us;p=Contoso;1")]
    [InlineData("X400:c=us;a=att;p=Other;s=Doe", "X400:c=us;a=*;1", "X400:c=us;a=*;1")]
    [InlineData("NOTES:John Smith/Sales/Acme@ACME", "NOTES:*@acme;1", "NOTES:*@acme;1")]
    public void should_choose_the_most_specific_when_several_serve(string recipient, string? winner, params string[] spaces)
    {
        var address = Native(recipient);

        var best = spaces
            .Select(AddressSpaceSpecs.Parse)
            .Where(space => space.Matches(address))
            .OrderByDescending(space => space.Specificity)
            .FirstOrDefault();

        Assert.Equal(winner is null ? null : AddressSpaceSpecs.Parse(winner), best);
    }

    [Theory]
    // SMTP: the domain decides, in any case and script
    [InlineData("*.contoso.com", "SMTP:a@A.B.CONTOSO.COM", true)]
    [InlineData("contoso.com", "SMTP:a@sub.contoso.com", false)]
    [InlineData("*.com", "SMTP:a@com", true)]
    [InlineData("*.contoso.com", "SMTP:a@.contoso.com", false)]
    [InlineData("*", "SMTP:a@[10.1.1.1]", true)]
    [InlineData("*.com", "SMTP:\"x@y.com\"@z.org", false)]
    [InlineData("bücher.example", "SMTP:a@xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "SMTP:a@BÜCHER.example", true)]
    [InlineData("*.example", "SMTP:a@bücher.example", true)]
    [InlineData("contoso.com", "SMTP:no-at-sign", false)]
    // free types: the star is the only wildcard
    [InlineData("FAX:+1?25", "FAX:+1425", false)]
    [InlineData("FAX:+1?25", "FAX:+1?25", true)]
    [InlineData("FAX:*5*5*", "FAX:1555", true)]
    [InlineData("FAX:*5*5*5*5*", "FAX:1555", false)]
    [InlineData("FAX:ab*ab", "FAX:ab", false)]
    [InlineData("FAX:ab*ab", "FAX:abab", true)]
    [InlineData("FAX:*", "FAX:", true)]
    [InlineData("NOTES:*smith*", "NOTES:John Smith/Acme", true)]
    [InlineData("NOTES:a b", "NOTES:a  b", false)]
    // X.400
    [InlineData("X400:*", "X400:c=us", true)]
    [InlineData("X400:*", "X400:this is no address", false)]
    [InlineData("X400:c=us;a=*;1", "X400:c=us;a= ;p=x", false)]
    [InlineData("X400:c=us;a=*;1", "X400:c=us;p=x", false)]
    [InlineData("X400:c=us;a= ;1", "X400:c=us;p=x", true)]
    [InlineData("X400:c=us;a= ;1", "X400:c=us;a=;p=x", true)]
    [InlineData("X400:c=us;a= ;1", "X400:c=us;a=att;p=x", false)]
    [InlineData("X400:p=Cont*", "X400:c=us;p=CONTOSO", true)]
    [InlineData("X400:p=*so", "X400:c=us;p=Contoso", true)]
    [InlineData("X400:p=Cont*", "X400:c=us;p=Fabrikam", false)]
    [InlineData("X400:o=*", "X400:c=us;p=Fabrikam", false)]
    [InlineData("X400:ou2=b", "X400:c=us;ou1=a;ou2=b", true)]
    [InlineData("X400:ou2=a", "X400:c=us;ou1=a;ou2=b", false)]
    [InlineData("X400:ou1=a", "X400:c=us;ou=a", true)]
    [InlineData("X400:o=a b", "X400:c=us;o= a   B ", true)]
    [InlineData("X400:dda:rfc-822=*widget.co.uk", "X400:c=us;DDA:RFC-822=fred(a)widget.co.uk", true)]
    [InlineData("X400:dda:id=*", "X400:c=us;DDA:RFC-822=fred(a)widget.co.uk", false)]
    [InlineData("X400:c=us;p=Contoso;1", "X400:/S=Doe/P=Contoso/A= /C=us/", true)]
    [InlineData("X400:c=840;1", "X400:c=us", false)]
    public void should_compare_by_the_rules_of_its_type_when_matching(string space, string recipient, bool matches) =>
        Assert.Equal(matches, AddressSpaceSpecs.Parse(space).Matches(Native(recipient)));

    [Theory]
    // section 9: each is more specific than the next
    [InlineData("a.contoso.com", "*.a.contoso.com", "*.contoso.com", "*.com", "*")]
    [InlineData("contoso.com", "*.a.very.deep.name.example.contoso.com", "*")]
    [InlineData("FAX:1", "FAX:+1425*", "FAX:+1*", "FAX:*")]
    [InlineData("FAX:12", "FAX:1", "FAX:12345*")]
    [InlineData("X400:c=us;a=x;p=y;1", "X400:c=us;a=x;o=z;s=q;1", "X400:c=us;a=x*;p=y;1", "X400:c=us;a=*;p=y;1", "X400:c=us;p=y;1", "X400:c=u*;a=x;1", "X400:c=*;a=x;1", "X400:a=x;1", "X400:*")]
    [InlineData("X400:pd-sn=x", "X400:dda:a=x;dda:b=y;1", "X400:dda:a=x;dda:b=y*;1", "X400:dda:z=x", "X400:dda:a=x*", "X400:dda:a=*")]
    public void should_rank_by_precision_when_compared(params string[] spaces)
    {
        var ranks = spaces.Select(text => AddressSpaceSpecs.Parse(text).Specificity).ToList();

        for (var i = 0; i < ranks.Count; i++)
        {
            for (var j = 0; j < ranks.Count; j++)
            {
                Assert.Equal(Math.Sign(j - i), Math.Sign(ranks[i].CompareTo(ranks[j])));
            }
        }
    }

    [Theory]
    [InlineData("*.contoso.com", "SMTP:a@sub.contoso.com")]
    [InlineData("FAX:*42*55*", "FAX:+14255550100")]
    [InlineData("X400:c=us;p=Cont*;1", "X400:c=us;a= ;p=Contoso;s=Doe")]
    public void should_allocate_nothing_when_matching_again(string space, string recipient)
    {
        var parsed = AddressSpaceSpecs.Parse(space);
        var address = Native(recipient);
        Assert.True(parsed.Matches(address));

        const int Matches = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Matches; i++)
        {
            parsed.Matches(address);
        }

        // The runtime counts coarsely; the smallest object has 24 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (Matches * 24) - 1);
    }

    private static NativeAddress Native(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new NativeAddress(text[..colon], text[(colon + 1)..]);
    }
}
