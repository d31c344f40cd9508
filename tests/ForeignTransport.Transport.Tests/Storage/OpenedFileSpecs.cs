using System.Diagnostics;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Tests.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public sealed class OpenedFileSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void should_know_the_facts_when_a_file_is_opened()
    {
        var path = _directory.File("a.eml");
        var modifiedAt = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);
        File.WriteAllText(path, "twelve bytes");
        File.SetLastWriteTimeUtc(path, modifiedAt.UtcDateTime);
        Assert.Equal(0, LinuxFiles.Link(path, _directory.File("b.eml")));

        Assert.True(OpenedFile.TryOpen(path, out var file, out var error), error?.ToString());
        using (file)
        {
            Assert.True(file.Facts.IsRegular);
            Assert.Equal(12, file.Facts.Size);
            Assert.Equal(modifiedAt, file.Facts.ModifiedAt);
            Assert.Equal(2, file.Facts.Links);
            Assert.True(OpenedFile.TryGetFacts(_directory.File("b.eml"), out var other));
            Assert.Equal(file.Facts, other);
            var bytes = new byte[12];
            Assert.Equal(12, RandomAccess.Read(file.Handle, bytes, 0));
            Assert.Equal("twelve bytes"u8.ToArray(), bytes);
        }
    }

    [Fact]
    public void should_refuse_when_the_name_is_a_link()
    {
        File.WriteAllText(_directory.File("secret"), "x");
        File.CreateSymbolicLink(_directory.File("a.eml"), _directory.File("secret"));

        Assert.False(OpenedFile.TryOpen(_directory.File("a.eml"), out _, out var error));

        Assert.Equal(ErrorCatalogue.FileIsLink, error.Entry);
    }

    [Fact]
    public void should_refuse_when_there_is_no_such_file()
    {
        Assert.False(OpenedFile.TryOpen(_directory.File("a.eml"), out _, out var error));

        Assert.Equal(ErrorCatalogue.FileNotFound, error.Entry);
        Assert.Contains("a.eml", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_not_wait_when_the_name_is_a_pipe()
    {
        var path = _directory.File("pipe.eml");
        using (var mkfifo = Process.Start("mkfifo", path))
        {
            mkfifo.WaitForExit();
        }

        Assert.True(OpenedFile.TryOpen(path, out var file, out _));
        using (file)
        {
            Assert.False(file.Facts.IsRegular);
        }
    }

    [Fact]
    public void should_say_that_a_directory_is_not_a_regular_file()
    {
        Assert.True(OpenedFile.TryOpen(_directory.Path, out var file, out _));
        using (file)
        {
            Assert.False(file.Facts.IsRegular);
        }
    }

    [Fact]
    public void should_see_a_writer_when_and_only_when_the_file_is_open_for_writing()
    {
        var path = _directory.File("a.eml");
        File.WriteAllText(path, "x");
        Assert.True(OpenedFile.TryOpen(path, out var file, out _));
        using (file)
        {
            FinishedFile.Await(file);
            Assert.Equal(WriterPresence.No, file.HasWriter());
            using (new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                Assert.Equal(WriterPresence.Yes, file.HasWriter());
            }

            FinishedFile.Await(file);
            Assert.Equal(WriterPresence.No, file.HasWriter());
        }
    }

    [Fact]
    public async Task should_survive_and_stay_truthful_when_writers_come_and_go_while_it_asks()
    {
        // Opening for writing while the lease is held breaks it by a signal whose default action would end the process.
        var path = _directory.File("a.eml");
        await File.WriteAllTextAsync(path, "x");
        Assert.True(OpenedFile.TryOpen(path, out var file, out _));
        using (file)
        {
            using var stop = new CancellationTokenSource();
            var writer = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                }
            });
            for (var i = 0; i < 20_000; i++)
            {
                Assert.NotEqual(WriterPresence.Unknown, file.HasWriter());
            }

            await stop.CancelAsync();
            await writer;
            FinishedFile.Await(file);
            Assert.Equal(WriterPresence.No, file.HasWriter());
        }
    }

    [Fact]
    public void should_not_know_of_writers_when_the_system_gives_no_lease()
    {
        Assert.True(OpenedFile.TryOpen(_directory.Path, out var file, out _));
        using (file)
        {
            Assert.Equal(WriterPresence.Unknown, file.HasWriter());
        }
    }
}
