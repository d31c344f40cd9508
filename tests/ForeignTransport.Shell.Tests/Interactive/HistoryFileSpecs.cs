using ForeignTransport.Shell.Interactive;
using Xunit;

namespace ForeignTransport.Shell.Tests.Interactive;

public sealed class HistoryFileSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ftx-").FullName;
    private readonly List<string> _warnings = [];

    private string Path => System.IO.Path.Combine(_folder, "state", "history");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void should_give_back_what_was_kept_when_another_session_begins()
    {
        var file = new HistoryFile(Path, 10, _warnings.Add);
        file.Append("Get-Queue");
        file.Append("1..3 | % {\n  'C:\\new'\n}");

        Assert.Equal(["Get-Queue", "1..3 | % {\n  'C:\\new'\n}"], new HistoryFile(Path, 10, _warnings.Add).Load().Entries);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void should_be_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        new HistoryFile(Path, 10, _warnings.Add).Append("x");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void should_keep_the_newest_and_shorten_the_file_when_it_has_grown()
    {
        var file = new HistoryFile(Path, 3, _warnings.Add);
        for (var i = 0; i < 7; i++)
            file.Append($"{i}");

        Assert.Equal(["4", "5", "6"], file.Load().Entries);
        Assert.Equal(["4", "5", "6"], File.ReadAllLines(Path));
    }

    [Fact]
    public void should_warn_once_and_go_on_when_the_file_cannot_be_used()
    {
        Directory.CreateDirectory(Path);
        var file = new HistoryFile(Path, 3, _warnings.Add);

        file.Append("a");
        file.Append("b");

        Assert.StartsWith("The history is not kept:", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void should_leave_out_what_is_blank_hidden_or_repeated()
    {
        var history = new History(2);

        Assert.True(history.Add("a"));
        Assert.False(history.Add("a"));
        Assert.False(history.Add(" secret"));
        Assert.False(history.Add(""));
        Assert.True(history.Add("b"));
        Assert.True(history.Add("c"));
        Assert.Equal(["b", "c"], history.Entries);
    }
}
