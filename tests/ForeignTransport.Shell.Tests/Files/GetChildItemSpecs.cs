using Xunit;

namespace ForeignTransport.Shell.Tests.Files;

public sealed class GetChildItemSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GetChildItemSpecs()
    {
        foreach (var name in new[] { "b.eml", "A.log", "drop/c.eml", "drop/deep/d.eml", "Err[1]/e.txt" })
            _folder.Add(name, name);

        _folder.Add(".hidden");
        File.SetAttributes(Path.Combine(_folder.Path, ".hidden"), FileAttributes.Hidden);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("(gci).Name", "drop Err[1] A.log b.eml")]
    [InlineData("(dir . -Force).Name", "drop Err[1] .hidden A.log b.eml")]
    [InlineData("Get-ChildItem -Name -File", "A.log b.eml")]
    [InlineData("Get-ChildItem -Name -Directory", "drop Err[1]")]
    [InlineData("Get-ChildItem -Name -Recurse", "drop Err[1] A.log b.eml drop/deep drop/c.eml drop/deep/d.eml Err[1]/e.txt")]
    [InlineData("Get-ChildItem -Name -Recurse -Depth 1 -File", "A.log b.eml drop/c.eml Err[1]/e.txt")]
    [InlineData("Get-ChildItem -Name -Depth 0", "drop Err[1] A.log b.eml")]
    [InlineData("Get-ChildItem *.EML -Name", "b.eml")]
    [InlineData("Get-ChildItem *.eml -Recurse -Name", "b.eml drop/c.eml drop/deep/d.eml")]
    [InlineData("Get-ChildItem b.eml -Recurse -Name", "b.eml")]
    [InlineData("Get-ChildItem d* -Name", "drop")]
    [InlineData("Get-ChildItem d*/*.eml | % FullName", "./drop/c.eml")]
    [InlineData("Get-ChildItem d*/deep -Name", "deep")]
    [InlineData("Get-ChildItem . *.eml -Name", "b.eml")]
    [InlineData("Get-ChildItem -Filter ?.LOG -Name", "A.log")]
    [InlineData("Get-ChildItem -Include *.eml,*.log -Exclude a* -Name", "b.eml")]
    [InlineData("Get-ChildItem -LiteralPath 'Err[1]' -Name", "e.txt")]
    [InlineData("Get-ChildItem 'Err`[1`]' -Name", "e.txt")]
    [InlineData("Get-ChildItem drop, b.eml | % Name", "deep c.eml b.eml")]
    [InlineData("'drop' | Get-ChildItem -Name", "deep c.eml")]
    [InlineData("Get-ChildItem -Directory | Get-ChildItem -File | % Name", "c.eml e.txt")]
    [InlineData("Get-ChildItem nope*", "")]
    [InlineData("(Get-ChildItem b.eml).GetType().Name; (Get-ChildItem -ad)[0].GetType().Name; (Get-ChildItem b.eml).Length", "FileInfo DirectoryInfo 5")]
    [InlineData("Get-ChildItem | ? { -not $_.PSIsContainer } | % Name", "A.log b.eml")]
    [InlineData("Get-ChildItem -File | % { \"$_\" }", "./A.log ./b.eml")]
    [InlineData("Get-ChildItem *.eml | Get-Content", "b.eml")]
    [InlineData("Get-ChildItem -File | New-TimeSpan | % { $_.TotalMinutes -lt 10 }", "True True")]
    public void should_list_as_powershell_documents(string commands, string expected) => Assert.Equal(expected, _folder.Line(commands));

    [Fact]
    public void should_show_each_folder_in_a_table_of_its_own()
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5);
        File.SetLastWriteTime(Path.Combine(_folder.Path, "b.eml"), time);
        File.SetLastWriteTime(Path.Combine(_folder.Path, "drop", "c.eml"), time);

        var lines = _folder.Run("Get-ChildItem *.eml, drop/*.eml").Out.Split('\n');

        Assert.Equal($"   Directory: {_folder.Path}", lines[1]);
        Assert.Equal("Mode                 LastWriteTime         Length Name", lines[3]);
        Assert.Matches(@"^\S{5}          01/02/2026    03:04              5 b\.eml$", lines[5]);
        Assert.Equal($"   Directory: {Path.Combine(_folder.Path, "drop")}", lines[7]);
    }

    [Fact]
    public void should_have_the_same_columns_when_it_becomes_a_table()
    {
        var lines = _folder.Run("Get-ChildItem | Format-Table").Out.Split('\n');

        Assert.Matches(@"^Mode +LastWriteTime Length Name$", lines[1]);
        Assert.EndsWith("        drop", lines[3], StringComparison.Ordinal);
        Assert.EndsWith("      5 A.log", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void should_name_what_is_not_there_and_go_on()
    {
        var run = _folder.Run("Get-ChildItem nope, drop -Name; Get-ChildItem Variable:Nope; Get-ChildItem nope:");

        Assert.Equal("deep\nc.eml\n", run.Out);
        Assert.Equal(
            $"""
            Get-ChildItem: Cannot find path '{Path.Combine(_folder.Path, "nope")}' because it does not exist.
            Get-ChildItem: Cannot find path 'Nope' because it does not exist.
            Get-ChildItem: Cannot find drive. A drive with the name 'nope' does not exist.

            """, run.Error);
    }

    [Theory]
    [InlineData("$wanted = 7; (Get-ChildItem Variable:want*).Value", "7")]
    [InlineData("$wanted = 7; Get-ChildItem -LiteralPath Variable:wanted -Name", "wanted")]
    [InlineData("Get-ChildItem Variable: -Name | ? { $_ -eq 'PWD' }", "PWD")]
    [InlineData("(Get-ChildItem Alias:gci).Definition", "Get-ChildItem")]
    [InlineData("$env:ONLY_HERE = 'x'; Get-ChildItem Env:ONLY_H* | % { \"$($_.Name)=$($_.Value)\" }; $env:ONLY_HERE = $null", "ONLY_HERE=x")]
    public void should_list_other_drives_too(string commands, string expected) => Assert.Equal(expected, _folder.Line(commands));

    [Fact]
    public void should_not_go_through_links_when_it_goes_down()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "drop", "loop"), _folder.Path);

        Assert.Equal("deep loop c.eml deep/d.eml", _folder.Line("Get-ChildItem drop -Recurse -Name"));
    }
}
