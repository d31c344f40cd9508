using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class AddressSpaceSpecs
{
    [Theory]
    // address-spaces.md 17.1
    [InlineData("contoso.com", "SMTP", "contoso.com", 1)]
    [InlineData("contoso.com;1", "SMTP", "contoso.com", 1)]
    [InlineData("SMTP:contoso.com", "SMTP", "contoso.com", 1)]
    [InlineData("SMTP:contoso.com;1", "SMTP", "contoso.com", 1)]
    [InlineData("*", "SMTP", "*", 1)]
    [InlineData("smtp:*;100", "SMTP", "*", 100)]
    [InlineData("*.com;2", "SMTP", "*.com", 2)]
    [InlineData("*.contoso.com", "SMTP", "*.contoso.com", 1)]
    [InlineData("X400:c=US;a=Fabrikam;P=Contoso;5", "X400", "c=US;a=Fabrikam;P=Contoso", 5)]
    [InlineData("X400:c=US;a=Fabrikam;p=Contoso;1", "X400", "c=US;a=Fabrikam;p=Contoso", 1)]
    [InlineData("X400:o=MySite;p=MyOrg;a=adatum;c=us;10", "X400", "o=MySite;p=MyOrg;a=adatum;c=us", 10)]
    [InlineData("X400:c=us", "X400", "c=us", 1)]
    [InlineData("X400:*;3", "X400", "*", 3)]
    [InlineData("X400:c=US;a= ;p=Contoso;o=Smith;;Sons;7", "X400", "c=US;a= ;p=Contoso;o=Smith;;Sons", 7)]
    [InlineData("FAX:*;1", "FAX", "*", 1)]
    [InlineData("FAX:*", "FAX", "*", 1)]
    [InlineData("NOTES:*@ACME;20", "NOTES", "*@ACME", 20)]
    [InlineData("MOBILE:*", "MOBILE", "*", 1)]
    [InlineData("FAX:12;50", "FAX", "12", 50)]
    // 3: trimming, leading zeros, what stays legal
    [InlineData("  contoso.com;05  ", "SMTP", "contoso.com", 5)]
    [InlineData("contoso.com;000000000000000000100", "SMTP", "contoso.com", 100)]
    [InlineData("contoso.com:25", "CONTOSO.COM", "25", 1)]
    [InlineData("FAX:a;b;3", "FAX", "a;b", 3)]
    // 4: names
    [InlineData("contoso", "SMTP", "contoso", 1)]
    [InlineData("163.com", "SMTP", "163.com", 1)]
    [InlineData("contoso.com.", "SMTP", "contoso.com.", 1)]
    [InlineData("bücher.example;3", "SMTP", "bücher.example", 3)]
    // 14: slash form
    [InlineData("X400:/C=us/A= /P=Contoso/;4", "X400", "/C=us/A= /P=Contoso/", 4)]
    public void should_parse_when_entry_is_legal(string text, string type, string space, int cost)
    {
        Assert.True(AddressSpace.TryParse(text, out var parsed, out var error), error?.ToString());
        Assert.Equal((type, space, cost), (parsed.Type, parsed.Space, parsed.Cost));
        Assert.Equal($"{type}:{space};{cost}", parsed.ToString());
        Assert.Equal(parsed, Parse(parsed.ToString()));
    }

    [Theory]
    // address-spaces.md 17.2
    [InlineData("", nameof(ErrorCatalogue.EmptyAddressSpace))]
    [InlineData("*contoso.com", nameof(ErrorCatalogue.WildcardNotWholeLabel))]
    [InlineData("contoso.*", nameof(ErrorCatalogue.WildcardNotFirst))]
    [InlineData("domain.*.contoso.com", nameof(ErrorCatalogue.WildcardNotFirst))]
    [InlineData("*.*.com", nameof(ErrorCatalogue.WildcardRepeated))]
    [InlineData("contoso..com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("-contoso.com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("con toso.com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("user@contoso.com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("--", nameof(ErrorCatalogue.EdgeOnlySpace))]
    [InlineData("contoso.com;0", nameof(ErrorCatalogue.CostOutOfRange))]
    [InlineData("contoso.com;101", nameof(ErrorCatalogue.CostOutOfRange))]
    [InlineData("contoso.com;x", nameof(ErrorCatalogue.InvalidCost))]
    [InlineData("contoso.com;", nameof(ErrorCatalogue.InvalidCost))]
    [InlineData("contoso.com;5;6", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("X400:c=US;a=Fabrikam;P=Contoso", nameof(ErrorCatalogue.CostRequired))]
    [InlineData("X400:c=US;a=Fabrikam;P=Contoso;", nameof(ErrorCatalogue.CostRequired))]
    [InlineData("X400:c=US;c=DE;1", nameof(ErrorCatalogue.DuplicateX400Attribute))]
    [InlineData("X400:zz=1;a=x;1", nameof(ErrorCatalogue.UnknownX400Attribute))]
    [InlineData("X400:c=USA;a=x;p=y;1", nameof(ErrorCatalogue.InvalidX400Country))]
    [InlineData("X400:c=US;a=x;p=SeventeenCharsLong;1", nameof(ErrorCatalogue.X400ValueTooLong))]
    [InlineData("NOTES:a;b", nameof(ErrorCatalogue.CostRequired))]
    [InlineData(":contoso.com", nameof(ErrorCatalogue.EmptyType))]
    [InlineData("SMTP:", nameof(ErrorCatalogue.EmptySpace))]
    // 3
    [InlineData("   ", nameof(ErrorCatalogue.EmptyAddressSpace))]
    [InlineData("FAX: ;5", nameof(ErrorCatalogue.EmptySpace))]
    [InlineData("FA X:*", nameof(ErrorCatalogue.InvalidType))]
    [InlineData("contoso.com;a:b", nameof(ErrorCatalogue.InvalidType))]
    [InlineData("a,b:*", nameof(ErrorCatalogue.InvalidType))]
    [InlineData("X-FAX:*", nameof(ErrorCatalogue.InvalidType))]
    [InlineData("contoso.com;+5", nameof(ErrorCatalogue.InvalidCost))]
    [InlineData("contoso.com;-5", nameof(ErrorCatalogue.InvalidCost))]
    [InlineData("contoso.com; 5", nameof(ErrorCatalogue.InvalidCost))]
    [InlineData("contoso.com;٥", nameof(ErrorCatalogue.InvalidCost))]
    [InlineData("contoso.com;99999999999999999999", nameof(ErrorCatalogue.CostOutOfRange))]
    [InlineData("FAX:1;101", nameof(ErrorCatalogue.CostOutOfRange))]
    // 4
    [InlineData("smtp:--;5", nameof(ErrorCatalogue.EdgeOnlySpace))]
    [InlineData("con_toso.com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("contoso-.com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("[10.1.1.1]", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("*.", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData(".com", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("contoso.com..", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("**", nameof(ErrorCatalogue.WildcardNotWholeLabel))]
    [InlineData("con*toso.com", nameof(ErrorCatalogue.WildcardNotWholeLabel))]
    // 6
    [InlineData("EX:*", nameof(ErrorCatalogue.ReservedType))]
    [InlineData("x500:*;1", nameof(ErrorCatalogue.ReservedType))]
    [InlineData("FAX:1\r\n2", nameof(ErrorCatalogue.InvalidSpace))]
    public void should_say_why_when_entry_is_refused(string text, string reason)
    {
        Assert.False(AddressSpace.TryParse(text, out var space, out var error));
        Assert.Null(space);
        Assert.Equal(reason, error.Entry.Name);
        Assert.DoesNotContain(error.Detail, char.IsControl);
    }

    [Theory]
    [InlineData("contoso.com;101", "101")]
    [InlineData("NOTES:a;b", "a;b")]
    [InlineData("X400:c=USA;a=x;p=y;1", "c=USA")]
    [InlineData("FA X:*", "FA X")]
    [InlineData("user@contoso.com", "user@contoso.com")]
    [InlineData("FAX:1\r\n2", "FAX:1\\u000D\\u000A2")]
    public void should_name_the_offending_text_when_entry_is_refused(string text, string offending)
    {
        Assert.False(AddressSpace.TryParse(text, out _, out var error));
        Assert.Contains($"'{offending}'", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_hold_label_and_name_limits_when_names_are_long()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{label}";

        Assert.True(AddressSpace.TryParse(longest, out _, out _));
        Assert.False(AddressSpace.TryParse($"{longest}a", out _, out _));
        Assert.False(AddressSpace.TryParse($"{longest}.a", out _, out _));
        Assert.False(AddressSpace.TryParse($"{label}a.com", out _, out _));
    }

    [Theory]
    // 7: cost and case never make a difference
    [InlineData("contoso.com;1", "SMTP:CONTOSO.com;2", true)]
    [InlineData("contoso.com", "contoso.com.", true)]
    [InlineData("bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("contoso.com", "*.contoso.com", false)]
    [InlineData("FAX:+1*", "fax:+1**;9", true)]
    [InlineData("FAX:abc", "FAX:ABC", true)]
    [InlineData("FAX:*", "MOBILE:*", false)]
    [InlineData("X400:c=US;a=Fabrikam;p=Contoso;1", "X400:P=CONTOSO; A=fabrikam; C=us;2", true)]
    [InlineData("X400:c=US;a=x;p=A  B;1", "X400:/C=US/ADMD=X/PRMD=a b/;1", true)]
    [InlineData("X400:c=us;a=;p=x;1", "X400:c=us;a= ;p=x;1", true)]
    // a blank ADMD is a condition, none is not
    [InlineData("X400:c=us;p=x;1", "X400:c=us;a= ;p=x;1", false)]
    [InlineData("X400:*", "X400:c=*", false)]
    public void should_find_duplicates_when_patterns_differ_in_spelling_only(string first, string second, bool same)
    {
        Assert.Equal(same, Parse(first).SamePattern(Parse(second)));
        Assert.Equal(same, Parse(second).SamePattern(Parse(first)));
    }

    [Theory]
    // 3 step 2, 5.3
    [InlineData("contoso.com:25", nameof(ErrorCatalogue.TypeLooksLikeHost))]
    [InlineData("X400:a=x;p=y;1", nameof(ErrorCatalogue.IncompleteX400Space))]
    [InlineData("X400:c=us;a=x;1", nameof(ErrorCatalogue.IncompleteX400Space))]
    [InlineData("X400:c=us;a=x;p=y;ou2=z;1", nameof(ErrorCatalogue.X400UnitGap))]
    [InlineData("X400:c=us;a= ;o=y;ou1=a;ou2=z;1")]
    [InlineData("X400:*")]
    [InlineData("FAX:*")]
    [InlineData("contoso.com")]
    public void should_warn_when_space_is_probably_not_meant(string text, params string[] warnings) =>
        Assert.Equal(warnings, Parse(text).Warnings.Select(warning => warning.Entry.Name));

    internal static AddressSpace Parse(string text)
    {
        Assert.True(AddressSpace.TryParse(text, out var space, out var error), $"{text}: {error}");
        return space;
    }
}
