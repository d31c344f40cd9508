using System.Diagnostics;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Demo;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>What happens to a server whose database is stopped and started again under it.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class DatabaseRestartSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private PrivatePostgreSql _server = null!;
    private string _connectionString = "";

    public async Task InitializeAsync()
    {
        _server = await PostgreSqlServer.StartAsync();
        _connectionString = await PostgreSqlServer.CreateSchemaAsync(_server);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task should_fail_in_bounded_time_and_go_on_by_itself_when_the_database_was_down()
    {
        await using var database = new PostgreSqlDatabase(_connectionString, "Hub01-0123456789ab");
        await using (var store = new PostgreSqlMessageStore(database.Content, new PostgreSqlMessageStoreOptions()))
        {
            await store.AppendAsync([SampleContent.Of(1, 20_000), SampleContent.Of(2, 700_000)], CancellationToken.None);

            await _server.StopAsync(CancellationToken.None);
            var since = Stopwatch.GetTimestamp();
            await AssertUnavailableAsync(() => store.AppendAsync([SampleContent.Of(3, 20_000)], CancellationToken.None));
            await AssertUnavailableAsync(() => store.AppendAsync([SampleContent.Of(4, 700_000)], CancellationToken.None));
            await AssertUnavailableAsync(() => store.ReadAsync([SampleContent.Id(2)], CancellationToken.None));
            await store.ReleaseAsync([SampleContent.Id(1)], CancellationToken.None);
            Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Bound);

            await _server.StartAsync(CancellationToken.None);
            await store.AppendAsync([SampleContent.Of(3, 20_000), SampleContent.Of(4, 700_000)], CancellationToken.None);
            Assert.Equal(SampleContent.Bytes(2, 700_000), await store.ReadAllAsync(SampleContent.Id(2)));
        }

        await using var reopened = new PostgreSqlMessageStore(database.Content, new PostgreSqlMessageStoreOptions());
        Assert.Equal(SampleContent.Ids(2, 3), await reopened.ListAllAsync());
    }

    [Fact]
    public async Task should_persist_again_without_a_restart_when_the_database_was_down()
    {
        await using var world = new JournalWorld(_connectionString, "Hub01-0123456789ab");
        var ledger = await world.StartSupervisedAsync("p1");
        await JournalWorld.WriteUntilAnsweredAsync(ledger, "before");

        await _server.StopAsync(CancellationToken.None);
        Assert.False(await JournalWorld.TryWriteAsync(ledger, "meanwhile"));
        await _server.StartAsync(CancellationToken.None);

        await JournalWorld.WriteUntilAnsweredAsync(ledger, "after");
        var events = await world.ReadAsync("p1");
        Assert.Equal("before", events[0]);
        Assert.Equal("after", events[^1]);
    }

    private static async Task AssertUnavailableAsync(Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<MessageStoreException>(act);
        Assert.Equal(ErrorCatalogue.DatabaseUnavailable, failure.Error.Entry);
        Assert.False(failure.Error.Entry.IsPermanent);
    }
}
