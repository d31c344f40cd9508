using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Storage.Tracking;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Tracking;

public sealed class SqliteTrackingStoreSpecs : TrackingStoreSpecs
{
    private readonly TemporaryDirectory _directory = new();

    private string Path => _directory.File("tracking.db");

    private protected override Task<ITrackingStore> OpenAsync() => Task.FromResult<ITrackingStore>(SqliteTrackingStore.Open(Path));

    protected override Task CloseAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task should_find_what_an_earlier_run_wrote()
    {
        await using (var earlier = SqliteTrackingStore.Open(Path))
        {
            await earlier.AppendAsync([TrackingRows.Send(1)], default);
        }

        await using var again = SqliteTrackingStore.Open(Path);

        Assert.Single(await again.SearchAsync(new TrackingFilter(), default));
    }

    [Fact]
    public void should_refuse_a_file_of_another_schema()
    {
        var path = _directory.File("other.db");
        using (var connection = SqliteConnections.Open(path, TimeSpan.FromSeconds(5), Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate))
        {
            connection.Execute("PRAGMA user_version = 99");
        }

        var refused = Assert.Throws<TrackingStoreException>(() => SqliteTrackingStore.Open(path));
        Assert.Equal(ErrorCatalogue.TrackingStoreSchemaUnknown, refused.Error.Entry);
    }

    [Fact]
    public async Task should_go_on_with_a_new_file_when_the_old_one_was_removed()
    {
        await Store.AppendAsync([TrackingRows.Send(1)], default);
        File.Delete(Path);

        await Store.AppendAsync([TrackingRows.Send(2)], default);

        await using var again = SqliteTrackingStore.Open(Path);
        Assert.Equal(["<2@fabrikam.com>"], (await again.SearchAsync(new TrackingFilter(), default)).Select(row => row.MessageId));
    }

    [Fact]
    public void should_be_readable_by_its_owner_alone()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }
}
