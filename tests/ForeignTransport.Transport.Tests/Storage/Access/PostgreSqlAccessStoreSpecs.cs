using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.PostgreSql;
using ForeignTransport.Transport.Tests.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Access;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlAccessStoreSpecs(PostgreSqlServer server) : AccessStoreSpecs
{
    private PostgreSqlDatabase _database = null!;

    private protected override async Task<IAccessStore> OpenAsync()
    {
        _database = new PostgreSqlDatabase(await server.CreateDatabaseWithSchemaAsync(), "Hub01-0123456789ab");
        return new AccessStore(_database.OpenAccess());
    }

    protected override async Task CloseAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task should_keep_to_its_sessions_when_many_ask_at_once()
    {
        await using var store = new AccessStore(_database.OpenAccess());
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => store.ListTokensAsync(default))));

        await using var connection = await _database.Membership.OpenConnectionAsync();
        var sessions = (long)(await connection.ScalarAsync(
            "select count(*) from pg_stat_activity where datname = current_database() and query like '%access_token%' and pid <> pg_backend_pid()"))!;
        Assert.InRange(sessions, 1, AccessDatabase.Sessions);
    }

    [Fact]
    public async Task should_refuse_to_begin_and_recover_when_the_database_was_away()
    {
        await using var own = await PostgreSqlServer.StartAsync();
        await using var database = new PostgreSqlDatabase(await PostgreSqlServer.CreateSchemaAsync(own), "Hub01-0123456789ab");
        await using var store = new AccessStore(database.OpenAccess());
        var entry = new AuditEntry(
            Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, Caller.Local, "Hub01", "", "", "Suspend-Queue", "", [], null);
        await store.ListTokensAsync(default);

        await own.StopAsync(CancellationToken.None);
        var refused = await Assert.ThrowsAsync<AccessStoreException>(() => store.BeginAuditAsync(entry, default));
        Assert.Equal(ErrorCatalogue.AccessStoreUnavailable, refused.Error.Entry);

        await own.StartAsync(CancellationToken.None);
        await store.BeginAuditAsync(entry, default);
        Assert.Equal(1, (await store.QueryAuditAsync(new AuditFilter(), default)).Total);
    }
}
