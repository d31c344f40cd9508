using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Formatting;

public class FormatTableSpecs
{
    [Fact]
    public void should_show_the_columns_of_the_view_when_nothing_is_asked_for() => Assert.Equal(
        """

        Name         Spaces  On
        ----         ------  --
        Contoso      5      True
        Fax          1      False


        """,
        SessionRun.Output("Get-Sample | Format-Table"));

    [Fact]
    public void should_fit_the_columns_when_it_is_told_to() => Assert.Equal(
        """

        Name    Spaces  On
        ----    ------  --
        Contoso 5      True
        Fax     1      False


        """,
        SessionRun.Output("Get-Sample | ft -AutoSize"));

    [Fact]
    public void should_align_by_type_and_leave_no_blanks_at_the_end_when_properties_are_given() => Assert.Equal(
        """

        MessageCount Name    RetryInterval DropDirectory
        ------------ ----    ------------- -------------
                   7 Contoso 00:05:00
                1200 Fax     1.06:00:00    C:\Drop Directory


        """,
        SessionRun.Output("Get-Sample | ft MessageCount,Name,Retry*,DropDirectory"));

    [Fact]
    public void should_calculate_when_properties_are_tables() => Assert.Equal(
        """

        Name    Half  Count
        ----    ----  -----
        Contoso 3.5     7.0
        Fax     600.0 1,200.0


        """.Replace("Count\n", "  Count\n").Replace("-----\n", "  -----\n").Replace("3.5     7.0", "3.5       7.0"),
        SessionRun.Output("Get-Sample | ft Name,@{l='Half';e={$_.MessageCount/2};f='N1';align='left'},@{Name='Count';Expression='MessageCount';FormatString='{0:N1}'}"));

    [Fact]
    public void should_leave_the_head_away_when_it_is_told_to() =>
        Assert.Equal("\nContoso    7\nFax     1200\n\n", SessionRun.Output("Get-Sample | ft Name,MessageCount -HideTableHeaders"));

    [Fact]
    public void should_make_a_table_for_each_group() => Assert.Equal(
        """

           Enabled: True

        Name
        ----
        Contoso


           Enabled: False

        Name
        ----
        Fax


        """,
        SessionRun.Output("Get-Sample | ft Name -GroupBy Enabled"));

    [Fact]
    public void should_shorten_the_widest_columns_when_the_screen_is_narrow() => Assert.Equal(
        """

        Name    AddressSpaces MessageCount
        ----    ------------- ------------
        Contoso {X400:c=US...            7
        Fax     {FAX:*;1}             1200


        """,
        SessionRun.Output("Get-Sample | ft Name,AddressSpaces,MessageCount", width: 35));

    [Fact]
    public void should_go_on_below_when_it_may_wrap() => Assert.Equal(
        """

        Name    AddressSpaces
        ----    -------------
        Contoso {X400:c=US;a=Fabrikam;
                P=Contoso;5, SMTP:a;1,
                SMTP:b;1, SMTP:c;1...}
        Fax     {FAX:*;1}


        """,
        SessionRun.Output("Get-Sample | ft Name,AddressSpaces -Wrap", width: 31));

    [Fact]
    public void should_count_wide_characters_twice() =>
        Assert.Equal("\nA    B\n-    -\n日本 1\nx    2\n\n", SessionRun.Output("[pscustomobject]@{A='日本';B=1},[pscustomobject]@{A='x';B=2} | ft"));

    [Fact]
    public void should_write_nothing_when_nothing_comes() => Assert.Equal("", SessionRun.Output("Get-Sample Nobody | ft"));

    /// <summary>The engine makes a table of what has up to four properties: ours must look the same.</summary>
    [Theory]
    [InlineData("[pscustomobject]@{A='x';Num=5;C=1.25;D=$true},[pscustomobject]@{A='yyyyyyy';Num=500000;C=$null;D=$false}")]
    [InlineData("[pscustomobject]@{A='x y';T=[timespan]'1:2:3';D=[datetime]'2026-01-02T03:04:05'}")]
    public void should_look_as_the_table_of_the_engine_when_it_is_asked_explicitly(string objects) =>
        Assert.Equal(SessionRun.Output(objects), SessionRun.Output($"{objects} | Format-Table"));

    [Fact]
    public void should_say_what_a_key_may_be_when_there_is_no_such_key()
    {
        var run = SessionRun.Of("Get-Sample | ft @{Nmae='x'}");

        Assert.Equal(1, run.Code);
        Assert.StartsWith("Format-Table: A calculated property has no key 'Nmae'.", run.Error, StringComparison.Ordinal);
    }
}
