using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Tracking;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Tracking;

/// <summary>A tracking.db that cannot be opened when the server starts.</summary>
public sealed class ReopeningTrackingStoreSpecs : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ReopeningTrackingStore _store = null!;

    private string Database => _directory.File(SqliteTrackingStore.FileName);

    public Task InitializeAsync()
    {
        _store = new ReopeningTrackingStore(() => SqliteTrackingStore.Open(Database));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task should_say_why_and_work_when_the_file_is_moved_away(bool isDamaged)
    {
        await SpoilAsync(isDamaged);
        var error = isDamaged ? ErrorCatalogue.TrackingStoreUnavailable : ErrorCatalogue.TrackingStoreSchemaUnknown;
        Assert.Equal(error, _store.TryOpen()?.Entry);
        Assert.Equal(error, (await Assert.ThrowsAsync<TrackingStoreException>(() => _store.AppendAsync([TrackingRows.Send(1)], default))).Error.Entry);
        Assert.Equal(error, (await Assert.ThrowsAsync<TrackingStoreException>(() => _store.SearchAsync(new TrackingFilter(), default))).Error.Entry);

        File.Move(Database, Database + ".old");

        Assert.Single(await _store.AppendAsync([TrackingRows.Send(1)], default));
        Assert.Single(await _store.SearchAsync(new TrackingFilter(), default));
        Assert.Null(_store.TryOpen());
    }

    [Fact]
    public async Task should_not_open_anything_any_more_when_it_is_closed()
    {
        await _store.DisposeAsync();

        await Assert.ThrowsAsync<TrackingStoreException>(() => _store.AppendAsync([TrackingRows.Send(1)], default));
        Assert.False(File.Exists(Database));
    }

    private async Task SpoilAsync(bool isDamaged)
    {
        if (isDamaged)
        {
            await File.WriteAllTextAsync(Database, new string('x', 10_000));
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (x); PRAGMA user_version = 99";
        await command.ExecuteNonQueryAsync();
    }
}
