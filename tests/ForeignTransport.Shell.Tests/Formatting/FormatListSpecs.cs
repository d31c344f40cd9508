using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Formatting;

public class FormatListSpecs
{
    [Fact]
    public void should_show_the_lines_of_the_view_when_nothing_is_asked_for() => Assert.Equal(
        """

        Name          : Contoso
        AddressSpaces : {X400:c=US;a=Fabrikam;P=Contoso;5, SMTP:a;1, SMTP:b;1, SMTP:c;1...}
        DropDirectory :_
        Retry         : 5

        Name          : Fax
        AddressSpaces : {FAX:*;1}
        DropDirectory : C:\Drop Directory
        Retry         : 1800


        """.Replace('_', ' '),
        SessionRun.Output("Get-Sample | Format-List"));

    [Fact]
    public void should_show_what_matches_when_patterns_are_given() => Assert.Equal(
        """

        MessageCount  : 1200
        DropDirectory : C:\Drop Directory


        """,
        SessionRun.Output("Get-Sample Fax | fl Mess*,drop*,None*"));

    [Fact]
    public void should_show_a_blank_when_there_is_no_such_property() =>
        Assert.Equal("\nName : Fax\nNope : \n\n", SessionRun.Output("Get-Sample Fax | Format-List Name,Nope"));

    [Fact]
    public void should_show_every_property_when_a_star_is_given() => Assert.Equal(
        """

        Name          : Fax
        AddressSpaces : {FAX:*;1}
        DropDirectory : C:\Drop Directory
        Enabled       : False
        MessageCount  : 1200
        RetryInterval : 1.06:00:00


        """,
        SessionRun.Output("Get-Sample Fax | fl *"));

    [Fact]
    public void should_calculate_when_a_property_is_a_table_or_a_script() => Assert.Equal(
        """

        Double         : 2400
        Share          : 12.00
        $_.Name.Length : 3


        """,
        SessionRun.Output("Get-Sample Fax | fl @{n='Double';e={$_.MessageCount*2}},@{Label='Share';Expression={$_.MessageCount/100};FormatString='N2'},{ $_.Name.Length }"));

    [Fact]
    public void should_put_heads_between_when_it_groups() => Assert.Equal(
        """

           Enabled: True

        Name : Contoso


           Enabled: False

        Name : Fax


        """,
        SessionRun.Output("Get-Sample | fl Name -GroupBy Enabled"));

    [Fact]
    public void should_go_on_below_when_a_value_is_longer_than_the_screen_or_has_lines() =>
        Assert.Equal("\nText : 0123456789012\n       3456789\nTwo  : a\n       b\n\n", SessionRun.Output("[pscustomobject]@{Text='01234567890123456789';Two=\"a`nb\"} | fl", width: 21));

    [Fact]
    public void should_respect_the_limit_when_a_variable_sets_another() =>
        Assert.Equal("\nA : {1, 2...}\n\n\nA : {1, 2, 3, 4, 5}\n\n", SessionRun.Output("$x = [pscustomobject]@{A=1..5}; $FormatEnumerationLimit = 2; $x | fl; $FormatEnumerationLimit = -1; $x | fl"));

    /// <summary>The engine lists what has five properties by itself: ours must look the same.</summary>
    [Theory]
    [InlineData("[pscustomobject]@{A='x';LongName=5;C=@('a','b',$null);D=$null;E=$true}")]
    [InlineData("[pscustomobject]@{A=@{k=1};B=[datetime]'2026-01-02T03:04:05';C=[timespan]'1.02:03:04';D=1.5;E=@()},[pscustomobject]@{A=1;B=2;C=3;D=4;E='l1\nl2'}")]
    [InlineData("[pscustomobject]@{A='x'*300;B=[pscustomobject]@{p=1;q='r'};C=[char]'c';D=[ConsoleColor]::Red;E=[version]'1.2'}")]
    public void should_look_as_the_engine_lists_when_it_is_asked_explicitly(string objects) =>
        Assert.Equal(SessionRun.Output(objects), SessionRun.Output($"{objects} | Format-List"));

    [Fact]
    public void should_show_plain_values_as_they_are() => Assert.Equal("text\n5\n", SessionRun.Output("'text',5 | fl"));
}
