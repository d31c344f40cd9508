using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>What a test of a real Drop directory finds, and leaves.</summary>
public sealed class DropDirectoryTestSpecs : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private string Drop => _data.File("fax");

    public void Dispose() => _data.Dispose();

    [Fact]
    public void should_go_through_every_step_and_leave_nothing()
    {
        var facts = Run("");

        Assert.Equal(Enum.GetValues<DropDirectoryStep>(), facts.Trials.Select(trial => trial.Step));
        Assert.All(facts.Trials, trial => Assert.Null(trial.Error));
        Assert.Equal((Drop, true, 0, 0L, 0L), (facts.Path, facts.IsOwn, facts.FilesWaiting, facts.BytesWaiting, facts.BytesCounted));
        Assert.True(facts.FreeSpace > 0);
        Assert.Contains(facts.Marker!, facts.MarkersSeen);
        Assert.Empty(Directory.EnumerateFiles(Drop));
        Assert.Equal([facts.Marker], Directory.EnumerateFiles(Path.Combine(Drop, ".staging"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public void should_never_show_a_file_that_a_gateway_could_take()
    {
        Directory.CreateDirectory(Drop);
        var seen = new List<string>();
        using (var watch = new FileSystemWatcher(Drop))
        {
            watch.Created += (_, file) => Note(file.Name);
            watch.Renamed += (_, file) => Note(file.Name);
            watch.EnableRaisingEvents = true;
            Run("");
            Assert.True(SpinWait.SpinUntil(() => { lock (seen) { return seen.Exists(name => name.EndsWith(".probe", StringComparison.Ordinal)); } }, TimeSpan.FromSeconds(60)));
        }

        Assert.All(seen, name => Assert.StartsWith(".", name, StringComparison.Ordinal));
        Assert.DoesNotContain(seen, name => name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase));

        void Note(string? name)
        {
            lock (seen)
            {
                seen.Add(name ?? "");
            }
        }
    }

    [Fact]
    public void should_count_what_waits_and_what_the_quota_counts()
    {
        Run("");
        File.WriteAllText(Path.Combine(Drop, "a.eml"), "12345");
        File.WriteAllText(Path.Combine(Drop, "b.eml"), "12345");
        File.WriteAllText(Path.Combine(Drop, ".staging", "00", "c.tmp"), "123");

        var facts = Run("");

        Assert.Equal((2, 10L, 13L), (facts.FilesWaiting, facts.BytesWaiting, facts.BytesCounted));
    }

    [Fact]
    public void should_not_create_an_absolute_directory()
    {
        var missing = _data.File("share");

        var facts = Run(missing);

        Assert.Equal((DropDirectoryStep.Exist, ErrorCatalogue.DropDirectoryMissing), (facts.Trials[^1].Step, facts.Trials[^1].Error?.Entry));
        Assert.False(facts.IsOwn);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void should_say_why_a_path_does_not_resolve()
    {
        var facts = Run(_data.File("share"), root: "/drop");

        Assert.Equal(ErrorCatalogue.InvalidDropDirectoryCombination, Assert.Single(facts.Trials).Error?.Entry);
        Assert.Null(facts.Path);
    }

    /// <summary>Without permissions that the account of the tests does not heed: a file stands where a directory must be made.</summary>
    [Fact]
    public void should_fail_to_write_when_the_staging_directory_cannot_be_made()
    {
        Directory.CreateDirectory(Drop);
        File.WriteAllText(Path.Combine(Drop, ".staging"), "");

        var facts = Run("");

        Assert.Equal((DropDirectoryStep.Write, ErrorCatalogue.DropDirectoryNotWritable), (facts.Trials[^1].Step, facts.Trials[^1].Error?.Entry));
        Assert.Equal(0, facts.FilesWaiting);
    }

    [Fact]
    public void should_see_that_staging_is_on_another_volume_when_it_is_a_link()
    {
        // A volume of its own on every Linux.
        var elsewhere = Directory.CreateDirectory(Path.Combine("/dev/shm", $"foreign-transport-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(Drop);
            Directory.CreateSymbolicLink(Path.Combine(Drop, ".staging"), elsewhere.FullName);

            var facts = Run("");

            Assert.False(facts.IsOneVolume);
            Assert.Equal(DropDirectoryStep.Publish, facts.Trials[^1].Step);
            Assert.NotNull(facts.Trials[^1].Error);
            Assert.Empty(elsewhere.EnumerateFiles("*.probe"));
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Fact]
    public void should_remove_what_an_interrupted_test_left()
    {
        Run("");
        var old = Path.Combine(Drop, ".foreign-transport-hub01-1.probe");
        var staged = Path.Combine(Drop, ".staging", ".foreign-transport-hub01-1-2.probe");
        var theirs = Path.Combine(Drop, ".foreign-transport-hub02-1.probe");
        Array.ForEach([old, staged, theirs], file => File.WriteAllText(file, ""));

        Run("");
        Assert.True(File.Exists(old));
        _time.Advance(TimeSpan.FromMinutes(6));
        Run("");

        Assert.Equal((false, false, true), (File.Exists(old), File.Exists(staged), File.Exists(theirs)));
    }

    private DropDirectoryFacts Run(string dropDirectory, string root = "") =>
        new DropDirectoryTest("Hub01", new DropPaths(_data.Path, WindowsPathMapping.Disabled, Drops.Markers), _time).Run(
            new ForeignConnector { Id = Guid.NewGuid(), Name = "fax", DropDirectory = dropDirectory, SourceTransportServers = ["Hub01"] },
            new TransportService("Hub01") { RootDropDirectoryPath = root });
}
