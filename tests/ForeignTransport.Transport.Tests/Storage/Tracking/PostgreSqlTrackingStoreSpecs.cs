using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.PostgreSql;
using ForeignTransport.Transport.Storage.Tracking;
using ForeignTransport.Transport.Tests.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Tracking;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlTrackingStoreSpecs(PostgreSqlServer server) : TrackingStoreSpecs
{
    private PostgreSqlDatabase _database = null!;

    private protected override async Task<ITrackingStore> OpenAsync()
    {
        _database = new PostgreSqlDatabase(await server.CreateDatabaseWithSchemaAsync(), "Hub01-0123456789ab");
        return _database.OpenTracking();
    }

    protected override async Task CloseAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task should_see_what_another_server_recorded()
    {
        await using var other = _database.OpenTracking();
        await other.AppendAsync([TrackingRows.Send(1, 0, "Hub02")], default);
        await Store.AppendAsync([TrackingRows.Send(1, 5, "Hub01")], default);

        var found = await Store.SearchAsync(new TrackingFilter { NetworkMessageId = TrackingRows.Send(1).NetworkMessageId }, default);

        Assert.Equal(["Hub01", "Hub02"], found.Select(row => row.ServerHostname));
    }

    [Fact]
    public async Task should_say_so_and_recover_when_the_database_was_away()
    {
        await using var own = await PostgreSqlServer.StartAsync();
        await using var database = new PostgreSqlDatabase(await PostgreSqlServer.CreateSchemaAsync(own), "Hub01-0123456789ab");
        await using var store = database.OpenTracking();
        await store.AppendAsync([TrackingRows.Send(1)], default);

        await own.StopAsync(CancellationToken.None);
        var refused = await Assert.ThrowsAsync<TrackingStoreException>(() => store.AppendAsync([TrackingRows.Send(2)], default));
        Assert.Equal(ErrorCatalogue.TrackingStoreUnavailable, refused.Error.Entry);
        await Assert.ThrowsAsync<TrackingStoreException>(() => store.SearchAsync(new TrackingFilter(), default));

        await own.StartAsync(CancellationToken.None);
        await store.AppendAsync([TrackingRows.Send(2)], default);
        Assert.Equal(2, (await store.SearchAsync(new TrackingFilter(), default)).Count);
    }
}
