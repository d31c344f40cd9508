using Xunit;

namespace ForeignTransport.Shell.Tests.Files;

public sealed class PathSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Join-Path a b", "a/b")]
    [InlineData("Join-Path a/ /b c d/", "a/b/c/d/")]
    [InlineData("Join-Path a,b c", "a/c b/c")]
    [InlineData("Join-Path a b,c d", "a/b/c/d")]
    [InlineData("Join-Path / tmp", "/tmp")]
    [InlineData("'a','b' | Join-Path -ChildPath c", "a/c b/c")]
    [InlineData("Get-ChildItem *.eml | Join-Path -ChildPath x", "./1.fax.eml/x")]
    [InlineData("Join-Path . *.eml -Resolve", "./1.fax.eml")]
    [InlineData("Split-Path /a/b.c.eml", "/a")]
    [InlineData("Split-Path a/b -Parent", "a")]
    [InlineData("Split-Path a", "")]
    [InlineData("Split-Path /", "")]
    [InlineData("Split-Path -LiteralPath /a/b", "/a")]
    [InlineData("Split-Path /a/b.c.eml -Leaf", "b.c.eml")]
    [InlineData("Split-Path /a/b/ -Leaf", "b")]
    [InlineData("Split-Path /a/b.c.eml -LeafBase", "b.c")]
    [InlineData("Split-Path /a/b.c.eml -Extension", ".eml")]
    [InlineData("Split-Path a -IsAbsolute; Split-Path (Get-Location).Path -IsAbsolute", "False True")]
    [InlineData("Get-ChildItem *.eml | Split-Path -LeafBase", "1.fax")]
    [InlineData("'/a/b','/c/d' | Split-Path -Leaf", "b d")]
    public void should_join_and_split_as_powershell_documents(string commands, string expected)
    {
        _folder.Add("1.fax.eml");

        Assert.Equal(expected, _folder.Line(commands));
    }

    [Fact]
    public void should_name_what_is_not_there_when_it_resolves()
    {
        var run = _folder.Run("Join-Path . nope -Resolve; Join-Path . . -Resolve | Out-Null");

        Assert.Equal($"Join-Path: Cannot find path '{Path.Combine(_folder.Path, "nope")}' because it does not exist.\n", run.Error);
    }
}
