using ForeignTransport.Shell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Conversion;

public sealed class ConversionSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ftx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void should_write_json_as_powershell_does() => Assert.Equal(
        """
        {
          "Name": "Drop \"é\" <x>",
          "List": [
            1,
            "b"
          ],
          "Real": 1.0,
          "Nothing": null,
          "Time": "2026-01-02T03:04:05Z",
          "Kind": 12,
          "Deep": {
            "A": {
              "B": "@{C=1}"
            }
          }
        }

        """,
        SessionRun.Of("[pscustomobject]@{Name='Drop \"é\" <x>';List=1,'b';Real=[double]1;Nothing=$null;Time=[datetime]::new(2026,1,2,3,4,5,[DateTimeKind]::Utc);Kind=[ConsoleColor]::Red;Deep=[pscustomobject]@{A=[pscustomobject]@{B=[pscustomobject]@{C=1}}}} | ConvertTo-Json").Out);

    [Fact]
    public void should_warn_when_json_is_cut_at_its_depth() => Assert.Equal(
        "WARNING: Resulting JSON is truncated as serialization has exceeded the set depth of 0.\n",
        SessionRun.Of("@{A=@{B=1}} | ConvertTo-Json -Depth 0").Error);

    [Theory]
    [InlineData("5,6 | ConvertTo-Json -Compress", "[5,6]")]
    [InlineData("5 | ConvertTo-Json -Compress -AsArray", "[5]")]
    [InlineData("@{Size=[ForeignTransport.Shell.Tests.Samples.SampleSize]::new()} | ConvertTo-Json -Compress", "{\"Size\":\"10 MB (10,485,760 bytes)\"}")]
    [InlineData("[pscustomobject]@{},[object]::new() | ConvertTo-Json -Compress", "[{},{}]")]
    [InlineData("Get-Sample Fax | ConvertTo-Json -Compress | ConvertFrom-Json | % MessageCount", "1200")]
    [InlineData("('{\"a\":[1,2.5],\"b\":{\"c\":null}}' | ConvertFrom-Json).a -join '/'", "1/2.5")]
    [InlineData("('{\"a\":1}' | ConvertFrom-Json).a.GetType().Name", "Int64")]
    [InlineData("('[1,2]' | ConvertFrom-Json | measure).Count", "2")]
    [InlineData("('{\"a\":1}' | ConvertFrom-Json -AsHashtable)['a']", "1")]
    [InlineData("('{\"t\":\"2026-01-02T03:04:05Z\"}' | ConvertFrom-Json).t.Year", "2026")]
    [InlineData("(Get-Sample Fax | select Name,DropDirectory,MessageCount | ConvertTo-Csv) -join '|'", "\"Name\",\"DropDirectory\",\"MessageCount\"|\"Fax\",\"C:\\Drop Directory\",\"1200\"")]
    [InlineData("([pscustomobject]@{a='x,\"y\"';b=$null;c='z'} | ConvertTo-Csv -UseQuotes AsNeeded) -join '|'", "a,b,c|\"x,\"\"y\"\"\",,z")]
    [InlineData("$r = 'a;b',\"1;`\"x`ny`\"\" | ConvertFrom-Csv -Delimiter ';'; $r.b.Length", "3")]
    [InlineData("('1,2' | ConvertFrom-Csv -Header p,q,r).q", "2")]
    public void should_convert_as_powershell_documents(string text, string expected) => Assert.Equal(expected + "\n", SessionRun.Output(text));

    [Fact]
    public void should_say_where_when_it_is_no_json()
    {
        var run = SessionRun.Of("'{\"a\":' | ConvertFrom-Json");

        Assert.Equal(1, run.Code);
        Assert.StartsWith("ConvertFrom-Json: Conversion from JSON failed with error:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void should_give_back_what_was_exported_when_it_is_a_file()
    {
        var file = Path.Combine(_folder, "x");

        Assert.Equal("Contoso Fax:1200\n", SessionRun.Output($"Get-Sample | Export-Csv '{file}'; $r = Import-Csv '{file}'; \"$($r.Name):$($r[1].MessageCount)\""));
        Assert.Equal("Contoso Fax:1200:False:1.06:00:00\n", SessionRun.Output($"Get-Sample | Export-Clixml '{file}'; $r = Import-Clixml '{file}'; \"$($r.Name):$($r[1].MessageCount):$($r[1].Enabled):$($r[1].RetryInterval)\""));
        Assert.Equal("Deserialized.ForeignTransport.Shell.Tests.Samples.SampleConnector\n", SessionRun.Output($"(Import-Clixml '{file}')[1].PSObject.TypeNames[0]"));
    }

    [Fact]
    public void should_keep_the_columns_of_the_file_when_it_appends()
    {
        var file = Path.Combine(_folder, "x.csv");

        Assert.Equal("a,b;1,2;,3\n", SessionRun.Output(
            $"[pscustomobject]@{{a=1;b=2}} | Export-Csv '{file}' -UseQuotes Never; [pscustomobject]@{{b=3;c=4}} | Export-Csv '{file}' -UseQuotes Never -Append; (Get-Content '{file}') -join ';'"));
    }

    [Fact]
    public void should_write_what_the_screen_would_show_when_it_goes_to_a_file()
    {
        var file = Path.Combine(_folder, "x.txt");

        Assert.Equal(SessionRun.Output("Get-Sample | select Name,MessageCount"), SessionRun.Output($"Get-Sample | select Name,MessageCount > '{file}'; [Console]::Out.Flush(); Get-Content '{file}' -Raw | Write-Host -NoNewline"));
        Assert.Equal("x\ny\n", SessionRun.Output($"Set-Content '{file}' x; Add-Content '{file}' y; Get-Content '{file}'"));
        Assert.Equal("y\n", SessionRun.Output($"Get-Content '{file}' -Tail 1"));
    }

    [Fact]
    public void should_name_the_file_when_it_cannot_be_read_or_must_stay()
    {
        var file = Path.Combine(_folder, "x.txt");

        Assert.Equal($"Get-Content: Cannot find path '{file}' because it does not exist.\n", SessionRun.Of($"Get-Content '{file}'").Error);
        Assert.Equal($"Out-File: The file '{file}' already exists, and -NoClobber keeps it.\n", SessionRun.Of($"'a' | Out-File '{file}'; 'b' | Out-File '{file}' -NoClobber").Error);
        Assert.Equal("a\n", File.ReadAllText(file));
    }

    [Fact]
    public void should_be_as_wide_as_asked_when_it_becomes_a_text()
    {
        var lines = SessionRun.Output("[pscustomobject]@{a='x'*50;b=1;c=2;d=3;e=4} | Out-String -Width 30 -Stream").Split('\n');

        Assert.Equal("a : " + new string('x', 26), lines[1]);
        Assert.Equal("    " + new string('x', 24), lines[2]);
    }
}
