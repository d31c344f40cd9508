using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>Marker files: whoever sees one sees the files that were staged beside it.</summary>
public sealed class StagingMarkersSpecs : IDisposable
{
    private readonly TemporaryDirectory _staging = new();
    private readonly StagingMarkers _markers = new("Hub01");

    public void Dispose() => _staging.Dispose();

    [Fact]
    public void should_make_one_marker_and_keep_to_it()
    {
        var marker = _markers.Ensure(_staging.Path);

        Assert.Equal(marker, _markers.Ensure(_staging.Path));

        Assert.Equal([marker], Files());
        Assert.StartsWith("Hub01.", marker, StringComparison.Ordinal);
        // Somebody who finds it wants to know whether it may be deleted.
        Assert.Contains("Hub01 stages files here. Do not delete", File.ReadAllText(_staging.File(marker)), StringComparison.Ordinal);
    }

    [Fact]
    public void should_make_another_when_somebody_removed_it()
    {
        var first = _markers.Ensure(_staging.Path);
        File.Delete(_staging.File(first));

        var second = _markers.Ensure(_staging.Path);

        // What was staged beside the first may be gone with it: the second must not vouch for that.
        Assert.NotEqual(first, second);
        Assert.Equal([second], Files());
    }

    [Fact]
    public void should_make_another_in_another_run_and_leave_the_first_to_those_who_know_it()
    {
        var first = _markers.Ensure(_staging.Path);

        var second = new StagingMarkers("Hub01").Ensure(_staging.Path);

        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), Files());
    }

    [Fact]
    public void should_make_one_for_each_directory()
    {
        Directory.CreateDirectory(_staging.File("a"));
        Directory.CreateDirectory(_staging.File("b"));

        Assert.NotEqual(_markers.Ensure(_staging.File("a")), _markers.Ensure(_staging.File("b")));
    }

    [Fact]
    public void should_throw_and_remember_nothing_when_it_cannot_be_written()
    {
        var path = _staging.File("staging");
        Assert.ThrowsAny<IOException>(() => _markers.Ensure(path));

        Directory.CreateDirectory(path);

        Assert.True(File.Exists(Path.Combine(path, _markers.Ensure(path))));
    }

    [Theory]
    [InlineData("Hub01", true)]
    [InlineData("HUB01", true)]
    [InlineData("Hub01.contoso", false)]
    [InlineData("Hub", false)]
    [InlineData("Hub02", false)]
    [InlineData("Hub012", false)]
    public void should_know_the_markers_of_its_own_runs_only(string server, bool isOurs) =>
        Assert.Equal(isOurs, _markers.IsOurs(new StagingMarkers(server).Ensure(_staging.Path)));

    private string[] Files() => [.. Directory.GetFiles(_staging.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
