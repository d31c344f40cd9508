using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public sealed class DirectoryScanSpecs : IDisposable
{
    private static readonly DateTime Start = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(1_000)]
    public void should_give_the_oldest_in_order_when_there_are_more_than_asked_for(int limit)
    {
        var order = Enumerable.Range(0, 50).ToArray();
        new Random(1).Shuffle(order);
        foreach (var i in order)
        {
            Create($"{i:d3}.eml", Start.AddSeconds(i / 2), size: i);
        }

        var found = DirectoryScan.Oldest(_directory.Path, limit);

        var expected = Enumerable.Range(0, 50).Take(limit)
            .Select(i => new ScannedFile($"{i:d3}.eml", new DateTimeOffset(Start.AddSeconds(i / 2)), i));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void should_take_only_message_files_when_other_things_are_there()
    {
        Create("a.eml", Start, 1);
        Create("B.EML", Start.AddSeconds(1), 1);
        Create(".hidden.eml", Start.AddSeconds(2), 1);
        Create("a.eml.tmp", Start, 1);
        Create("a.bad", Start, 1);
        Directory.CreateDirectory(_directory.File("d.eml"));
        File.CreateSymbolicLink(_directory.File("link.eml"), _directory.File("a.eml"));
        File.CreateSymbolicLink(_directory.File("dangling.eml"), _directory.File("nothing"));

        Assert.Equal(["a.eml", "B.EML"], DirectoryScan.Oldest(_directory.Path, 10).Select(file => file.Name));
    }

    [Fact]
    public void should_give_nothing_when_the_directory_is_empty_and_throw_when_it_is_missing()
    {
        Assert.Empty(DirectoryScan.Oldest(_directory.Path, 10));
        Assert.Throws<DirectoryNotFoundException>(() => DirectoryScan.Oldest(_directory.File("missing"), 10));
    }

    [Fact]
    public void should_allocate_for_the_result_only_when_the_directory_is_large()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Create($"{i:d5}.eml", Start.AddSeconds(i), 0);
        }

        DirectoryScan.Oldest(_directory.Path, 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = DirectoryScan.Oldest(_directory.Path, 10);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("00000.eml", found[0].Name);
        Assert.InRange(allocated, 0, 400_000);
    }

    private void Create(string name, DateTime modifiedAt, int size)
    {
        File.WriteAllBytes(_directory.File(name), new byte[size]);
        File.SetLastWriteTimeUtc(_directory.File(name), modifiedAt);
    }
}
