using ForeignTransport.Transport.Storage;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public sealed class DurableFilesSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void should_flush_files_and_their_directory_when_asked(int count)
    {
        var files = Enumerable.Range(0, count)
            .Select(i => File.OpenHandle(_directory.File($"{i}.tmp"), FileMode.CreateNew, FileAccess.Write)).ToList();
        foreach (var file in files)
        {
            RandomAccess.Write(file, "content"u8, 0);
        }

        files.ForEach(DurableFiles.FlushFile);
        Assert.Equal(OperatingSystem.IsLinux(), DurableFiles.TryFlushFileSystem(files[0]));
        DurableFiles.FlushDirectory(_directory.Path);
        using var open = DurableFiles.OpenDirectory(_directory.Path);
        DurableFiles.FlushDirectory(open);

        files.ForEach(file => file.Dispose());
        Assert.Equal("content", File.ReadAllText(_directory.File("0.tmp")));
    }

    [Fact]
    public void should_throw_with_the_systems_reason_when_a_directory_is_missing()
    {
        var failure = Assert.Throws<FileNotFoundException>(() => DurableFiles.FlushDirectory(_directory.File("missing")));

        Assert.Contains("missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(2)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void should_throw_when_a_file_cannot_be_flushed()
    {
        // A directory handle opened by path only would do as well; what matters is that the system's refusal is not swallowed.
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        using var handle = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false);

        Assert.Throws<IOException>(() => DurableFiles.FlushFile(handle));
    }

    [Fact]
    public void should_have_only_the_new_name_when_renamed()
    {
        File.WriteAllText(_directory.File("a"), "mine");

        Assert.Equal(RenameResult.Renamed, DurableFiles.RenameNoReplace(_directory.File("a"), _directory.File("b")));

        Assert.Equal([_directory.File("b")], Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void should_change_nothing_when_the_new_name_is_taken(bool isExclusive)
    {
        File.WriteAllText(_directory.File("a"), "mine");
        File.WriteAllText(_directory.File("b"), "theirs");

        var result = Rename(isExclusive);

        Assert.Equal(RenameResult.TargetExists, result);
        Assert.Equal("mine", File.ReadAllText(_directory.File("a")));
        Assert.Equal("theirs", File.ReadAllText(_directory.File("b")));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void should_say_so_when_there_is_nothing_to_rename(bool isExclusive, bool isTaken)
    {
        if (isTaken)
        {
            File.WriteAllText(_directory.File("b"), "renamed before");
        }

        Assert.Equal(RenameResult.SourceMissing, Rename(isExclusive));
    }

    [Fact]
    public void should_throw_when_the_target_directory_is_missing()
    {
        File.WriteAllText(_directory.File("a"), "mine");

        Assert.ThrowsAny<IOException>(() => DurableFiles.RenameNoReplace(_directory.File("a"), _directory.File("gone/b")));
        Assert.ThrowsAny<IOException>(() => DurableFiles.RenameNoReplace(_directory.File("c"), _directory.File("gone/b")));
    }

    [Fact]
    public void should_rename_in_one_step_when_the_file_system_has_no_exclusive_rename()
    {
        // A second name, even for a moment, is a second file to a gateway that is quick and a server that repeats the step.
        File.WriteAllText(_directory.File("a"), "mine");
        Assert.Equal(0, LinuxFiles.Link(_directory.File("a"), _directory.File("other")));

        Assert.Equal(RenameResult.Renamed, Rename(isExclusive: false));

        Assert.Equal([_directory.File("b"), _directory.File("other")], Directory.GetFiles(_directory.Path).Order());
        Assert.ThrowsAny<IOException>(() => DurableFiles.LookAndRename(_directory.File("b"), _directory.File("gone/b")));
    }

    [Fact]
    public void should_finish_what_a_crash_of_release_0_1_left_under_both_names()
    {
        File.WriteAllText(_directory.File("a"), "mine");
        Assert.Equal(0, LinuxFiles.Link(_directory.File("a"), _directory.File("b")));

        Assert.Equal(RenameResult.Renamed, Rename(isExclusive: false));

        Assert.Equal([_directory.File("b")], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void should_know_the_free_space_of_a_directory_and_refuse_a_missing_one()
    {
        Assert.InRange(DurableFiles.FreeSpace(_directory.Path), 1, long.MaxValue);
        Assert.ThrowsAny<IOException>(() => DurableFiles.FreeSpace(_directory.File("missing")));
    }

    private RenameResult Rename(bool isExclusive) => isExclusive
        ? DurableFiles.RenameNoReplace(_directory.File("a"), _directory.File("b"))
        : DurableFiles.LookAndRename(_directory.File("a"), _directory.File("b"));
}
