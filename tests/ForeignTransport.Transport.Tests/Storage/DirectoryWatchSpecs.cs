using System.Threading.Channels;
using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public sealed class DirectoryWatchSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Channel<int> _notices = Channel.CreateUnbounded<int>();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_tell_when_a_file_is_written_or_moved_in(bool portable)
    {
        using var elsewhere = new TemporaryDirectory();
        await File.WriteAllTextAsync(elsewhere.File("b"), "x");
        using var watch = Start(portable, _directory.Path);

        await File.WriteAllTextAsync(_directory.File("a"), "x");
        await NextAsync();
        await QuietAsync(watch);

        File.Move(elsewhere.File("b"), _directory.File("b"));
        await NextAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_tell_once_when_much_happens_and_again_on_arming(bool portable)
    {
        using var watch = Start(portable, _directory.Path);
        await File.WriteAllTextAsync(_directory.File("first"), "x");
        await NextAsync();

        for (var i = 0; i < 100; i++)
        {
            await File.WriteAllTextAsync(_directory.File($"{i}"), "x");
        }

        Assert.False(_notices.Reader.TryRead(out _));
        watch.Arm();
        if (!portable)
        {
            // The portable watch may hear of these files only now, and would tell again.
            watch.Arm();
        }

        await NextAsync();
        Assert.False(_notices.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_end_when_disposed_armed_or_not(bool portable)
    {
        var armed = Start(portable, _directory.Path);
        armed.Dispose();
        armed.Dispose();
        var quiet = Start(portable, _directory.Path);
        await File.WriteAllTextAsync(_directory.File("a"), "x");
        await NextAsync();
        quiet.Dispose();
        await File.WriteAllTextAsync(_directory.File("b"), "x");

        Assert.False(_notices.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void should_refuse_when_the_directory_is_missing(bool portable)
    {
        Assert.ThrowsAny<IOException>(() => Start(portable, _directory.File("missing")));
    }

    private DirectoryWatch Start(bool portable, string directory) =>
        portable ? new PortableDirectoryWatch(directory, Notice) : new LinuxDirectoryWatch(directory, Notice);

    private void Notice() => Assert.True(_notices.Writer.TryWrite(0));

    private async Task NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _notices.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Arms until nothing of what already happened is told any more: the portable watch tells of one write more than once.</summary>
    private async Task QuietAsync(DirectoryWatch watch)
    {
        watch.Arm();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Task.WhenAny(_notices.Reader.WaitToReadAsync(limit.Token).AsTask(), Task.Delay(50, limit.Token)) is Task<bool>)
        {
            Assert.True(_notices.Reader.TryRead(out _));
            watch.Arm();
        }
    }
}
