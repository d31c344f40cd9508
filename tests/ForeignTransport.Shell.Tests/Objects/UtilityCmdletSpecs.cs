using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Objects;

/// <summary>The utility cmdlets by what PowerShell documents for them. Results are joined, so that one line shows them.</summary>
public class UtilityCmdletSpecs
{
    [Theory]
    [InlineData("1..5 | select -First 2", "1 2")]
    [InlineData("1..5 | select -Last 2", "4 5")]
    [InlineData("1..5 | select -Skip 3", "4 5")]
    [InlineData("1..5 | select -Skip 1 -First 2", "2 3")]
    [InlineData("1..5 | select -Skip 1 -Last 2", "3 4")]
    [InlineData("1..5 | select -First 1 -Last 1", "1 5")]
    [InlineData("1..5 | select -First 0", "")]
    [InlineData("'a','A','a',1,1 | select -Unique", "a A 1")]
    [InlineData("Get-Sample | select -ExpandProperty Name", "Contoso Fax")]
    [InlineData("Get-Sample | select -exp AddressSpaces | select -Last 2", "SMTP:d;1 FAX:*;1")]
    [InlineData("(Get-Sample Fax | select N*,@{n='Twice';e={$_.MessageCount*2}}).PSObject.Properties | % { \"$($_.Name)=$($_.Value)\" }", "Name=Fax Twice=2400")]
    [InlineData("(Get-Sample Fax | select * -ExcludeProperty A*,D*,R*).PSObject.Properties.Name", "Name Enabled MessageCount")]
    [InlineData("(1,2 | select @{n='M';e={$null.ToMB()}},@{n='N';e={$_}}) | % { \"$($_.M)/$($_.N)\" }", "/1 /2")]
    [InlineData("(1,2 | select @{n='M';e={throw 'no'}},@{n='N';e={Get-Nobody; $_}}) | % { \"$($_.M)/$($_.N)\" }", "/1 /2")]
    [InlineData("3,2,1 | sort { $null.ToMB() }, { $_ }", "1 2 3")]
    [InlineData("3,1,2 | sort", "1 2 3")]
    [InlineData("3,1,2 | sort -Descending", "3 2 1")]
    [InlineData("'b','A','a','B' | sort", "A a b B")]
    [InlineData("'b','A','a','b' | sort -Unique", "A b")]
    [InlineData("10,9,'8' | sort", "8 9 10")]
    [InlineData("(Get-Sample | sort MessageCount -Descending).Name", "Fax Contoso")]
    [InlineData("(Get-Sample | sort { $_.Name.Length }).Name", "Fax Contoso")]
    [InlineData("(Get-Sample | sort @{e='Enabled';Descending=$true},Name).Name", "Contoso Fax")]
    [InlineData("$m = 1..4 | measure -Sum -Average -Minimum -Maximum; $m.Count,$m.Sum,$m.Average,$m.Minimum,$m.Maximum", "4 10 2.5 1 4")]
    [InlineData("(Get-Sample | measure MessageCount -Sum).Sum", "1207")]
    [InlineData("(1..3 | measure).Count", "3")]
    [InlineData("(@() | measure).Count", "0")]
    [InlineData("'a','b','A' | group | % { \"$($_.Name)$($_.Count)\" }", "a2 b1")]
    [InlineData("Get-Sample | group Enabled | % { \"$($_.Name):$($_.Group.Name)\" }", "False:Fax True:Contoso")]
    [InlineData("(Get-Sample | group Name -AsHashTable)['Fax'].MessageCount", "1200")]
    [InlineData("diff (1,2,3) (2,3,4) | % { \"$($_.InputObject)$($_.SideIndicator)\" }", "4=> 1<=")]
    [InlineData("diff (1,2) (2,3) -IncludeEqual -ExcludeDifferent | % InputObject", "2")]
    [InlineData("(Get-Sample Fax | gm -MemberType Property).Name", "AddressSpaces DropDirectory Enabled MessageCount Name RetryInterval")]
    [InlineData("(New-Object PSObject -Property @{A=5}).A", "5")]
    [InlineData("(New-Object System.Uri 'http://hub01/x').Host", "hub01")]
    [InlineData("$o = New-Object PSObject; $o | Add-Member NoteProperty A 5; $o | Add-Member ScriptProperty B { $this.A * 2 }; $o | Add-Member -NotePropertyName C -NotePropertyValue 7; $o | Add-Member @{D=8}; $o.A,$o.B,$o.C,$o.D", "5 10 7 8")]
    [InlineData("echo 1 2", "1 2")]
    [InlineData("Write-Output (1,2) -NoEnumerate | % { $_.Count }", "2")]
    [InlineData("Get-Date '2026-01-02T03:04:05' -Format 'yyyy-MM-dd HH:mm'", "2026-01-02 03:04")]
    [InlineData("(Get-Date '2026-01-31' -Year 2025 -Hour 5).ToString('s')", "2025-01-31T05:00:00")]
    [InlineData("1..3 | tee -Variable kept | Out-Null; $kept", "1 2 3")]
    [InlineData("Set-Variable x 5; Get-Variable x -ValueOnly", "5")]
    [InlineData("Start-Sleep -Milliseconds 1; 'slept'", "slept")]
    [InlineData("New-TimeSpan -Days 1 -Hours 2 -Minutes 3 -Seconds 4 -Milliseconds 5 | % ToString", "1.02:03:04.0050000")]
    [InlineData("New-TimeSpan '2026-01-01' '2026-01-03 12:00' | % ToString", "2.12:00:00")]
    [InlineData("[datetime]'2026-01-01' | New-TimeSpan -End '2026-01-02' | % TotalHours", "24")]
    [InlineData("[pscustomobject]@{LastWriteTime=[datetime]'2026-01-01'} | New-TimeSpan -End '2025-12-31' | % TotalHours", "-24")]
    [InlineData("(New-TimeSpan).Ticks; (New-TimeSpan (Get-Date).AddHours(-1)).TotalMinutes -ge 60; (New-TimeSpan -End (Get-Date).AddHours(1)).TotalMinutes -le 60", "0 True True")]
    [InlineData("$t = Measure-Command { $kept = 5; 'lost' }; $t.GetType().Name; $kept", "TimeSpan 5")]
    [InlineData("$sum = 0; 1..3 | Measure-Command { $sum += $_ } | Out-Null; $sum", "6")]
    [InlineData("Measure-Command { $seen = \"<$_>\" } -InputObject 7 | Out-Null; $seen", "<7>")]
    [InlineData("function f { $x = 1; Measure-Command { $x = 2; return; $x = 3 } | Out-Null; $x }; f", "2")]
    [InlineData("(Measure-Command { Start-Sleep -Milliseconds 50 }).TotalMilliseconds -ge 25", "True")]
    [InlineData("try { Measure-Command { throw 'inside' } } catch { \"$_\" }", "inside")]
    [InlineData("'a','a','A','b','a' | gu", "a A b a")]
    [InlineData("'a','a','A','b' | Get-Unique -CaseInsensitive", "a b")]
    [InlineData("1,'1',1.0,2 | Get-Unique -AsString", "1 2")]
    [InlineData("1,2,'x','y',3 | Get-Unique -OnType", "1 x 3")]
    [InlineData("(@{A=1},@{A=1},@{A=2} | % { [pscustomobject]$_ } | Get-Unique).A", "1 2")]
    [InlineData("(@{A=2},@{A=1} | % { [pscustomobject]$_ } | sort).A", "1 2")]
    public void should_do_as_powershell_documents(string text, string expected) =>
        Assert.Equal(expected, SessionRun.Output($"(& {{ {text} }}) -join ' '").TrimEnd('\n'));

    [Theory]
    [InlineData("Get-Sample | select -ExpandProperty Nope", "Select-Object: Property \"Nope\" cannot be found.")]
    [InlineData("1 | measure Nope -Sum", "Measure-Object: The property \"Nope\" cannot be found in the input for any objects.")]
    [InlineData("'a' | measure -Sum | Out-Null", "Measure-Object: Input object \"a\" is not numeric.")]
    [InlineData("New-Object No.Such.Type", "New-Object: Cannot find type [No.Such.Type]: verify that the assembly containing this type is loaded.")]
    [InlineData("New-TimeSpan -Start x", "New-TimeSpan: Cannot bind parameter 'Start'. Cannot convert value \"x\" to type \"System.DateTime\". Error: \"The string 'x' was not recognized as a valid DateTime. There is an unknown word starting at index '0'.\"")]
    [InlineData("Measure-Command { Get-Nope }", "Get-Nope: The term 'Get-Nope' is not recognized as a name of a cmdlet, function, script file, or executable program.")]
    [InlineData("Get-Variable nope", "Get-Variable: Cannot find a variable with the name 'nope'.")]
    public void should_say_what_is_wrong_when_it_fails(string text, string error)
    {
        var run = SessionRun.Of(text);

        Assert.Equal(1, run.Code);
        Assert.Equal(error, run.Error.Split('\n')[0]);
    }

    [Fact]
    public void should_show_a_group_as_powershell_does() =>
        Assert.Equal("\nCount Name                      Group\n----- ----                      -----\n    2 x                         {x, x}\n", SessionRun.Output("'x','x' | Group-Object").TrimEnd('\n') + "\n");

    [Fact]
    public void should_head_members_with_their_type() => Assert.StartsWith(
        "\n   TypeName: System.Int32\n\nName ", SessionRun.Output("5 | Get-Member"), StringComparison.Ordinal);
}
