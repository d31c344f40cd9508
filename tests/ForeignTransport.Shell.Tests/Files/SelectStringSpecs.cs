using Xunit;

namespace ForeignTransport.Shell.Tests.Files;

public sealed class SelectStringSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SelectStringSpecs()
    {
        _folder.Add("a.log", "alpha Beta\nbeta beta\ngamma.x\n");
        _folder.Add("b.log", "1\n2\n3\n4\n5\n6\n7\n");
        _folder.Add("drop/c.log", "beta\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sls beta a.log | % LineNumber", "1 2")]
    [InlineData("Select-String beta a.log -CaseSensitive | % LineNumber", "2")]
    [InlineData("Select-String -Pattern 'gam', '^alp' -Path *.log | % { $_.Filename + $_.LineNumber + $_.Pattern }", "a.log1^alp a.log3gam")]
    [InlineData("Select-String 'g.m' *.log; Select-String 'g.m' *.log -SimpleMatch", "./a.log:3:gamma.x")]
    [InlineData("Select-String beta a.log -NotMatch | % Line", "gamma.x")]
    [InlineData("Select-String beta a.log -List | % LineNumber", "1")]
    [InlineData("Select-String beta a.log, drop/c.log -List", "./a.log:1:alpha Beta ./drop/c.log:1:beta")]
    [InlineData("Select-String beta *.log -Quiet", "True False")]
    [InlineData("Select-String beta a.log -Raw | % ToUpper", "ALPHA BETA BETA BETA")]
    [InlineData("(Select-String beta a.log)[1].Matches.Count; (Select-String beta a.log -AllMatches)[1].Matches.Count", "1 2")]
    [InlineData("Select-String '(\\d)$' b.log | select -First 2 | % { $_.Matches[0].Groups[1].Value }", "1 2")]
    [InlineData("Get-ChildItem . -Recurse | Select-String beta | % Filename", "a.log a.log c.log")]
    [InlineData("Get-ChildItem -File | Select-String beta -Quiet", "True False")]
    [InlineData("Select-String beta a.log | Select-String Beta -CaseSensitive", "./a.log:1:alpha Beta")]
    [InlineData("'x1','y2','x3' | Select-String 'x(\\d)' | % { \"$_\" + $_.LineNumber + $_.Path }", "x11InputStream x33InputStream")]
    [InlineData("'a' | Select-String b -Quiet; 'b','b' | Select-String b -Quiet", "True")]
    [InlineData("5,56,$null | Select-String 6 | % Line", "56")]
    [InlineData("$c = (Select-String '4' b.log -Context 1,2).Context; $c.PreContext; $c.PostContext", "3 5 6")]
    [InlineData("(Select-String '2|3' b.log -Context 1)[1].Context | % { $_.PreContext + $_.DisplayPreContext + $_.DisplayPostContext }", "2 4")]
    public void should_find_as_powershell_documents(string commands, string expected) => Assert.Equal(expected, _folder.Line(commands));

    [Fact]
    public void should_show_paths_from_the_current_folder_on_and_lines_around()
    {
        Assert.Equal("\na.log:1:alpha Beta\na.log:2:beta beta\n", _folder.Run("Select-String beta a.log").Out.TrimEnd('\n') + "\n");
        Assert.Equal("\n  b.log:1:1\n> b.log:2:2\n> b.log:3:3\n  b.log:4:4\n", _folder.Run("Select-String '2|3' b.log -Context 1").Out.TrimEnd('\n') + "\n");
        Assert.Equal("\n  x\n> y\n  z\n", _folder.Run("'x','y','z' | Select-String y -Context 1").Out.TrimEnd('\n') + "\n");
    }

    [Theory]
    [InlineData("Select-String '(' a.log; 'after'", "Select-String: The string ( is not a valid regular expression: Invalid pattern '(' at offset 1. Not enough )'s.")]
    [InlineData("Select-String x nope.log; 'after'", "Select-String: Cannot find path './nope.log' because it does not exist.")]
    public void should_say_what_is_wrong_and_go_on(string commands, string error)
    {
        var run = _folder.Run(commands);

        Assert.Equal("after\n", run.Out);
        Assert.Equal(error, run.Error.TrimEnd('\n').Replace(_folder.Path, ".", StringComparison.Ordinal).Replace('\\', '/'));
    }

    [Fact]
    public void should_have_closed_the_file_when_one_line_is_enough() =>
        Assert.Equal("", _folder.Run("Select-String beta a.log -List | % { [IO.File]::Open($_.Path, 'Open', 'ReadWrite', 'None').Dispose() }").Error);
}
