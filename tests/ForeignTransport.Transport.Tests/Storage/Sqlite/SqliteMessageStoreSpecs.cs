using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Sqlite;

public sealed class SqliteMessageStoreSpecs : MessageStoreSpecs, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteMessageStoreOptions _options;

    public SqliteMessageStoreSpecs()
    {
        _options = new SqliteMessageStoreOptions { Path = _directory.File("content.db"), BusyTimeout = TimeSpan.FromMilliseconds(20) };
        SqliteMessageStore.EnsureSchema(_options.Path);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task should_be_seen_by_another_connection_when_the_append_has_completed()
    {
        await using var store = Open();
        await store.AppendAsync(SampleContent.Several(1, 5, 100), CancellationToken.None);

        Assert.Equal(5L, Query("SELECT count(*) FROM message_content"));
    }

    [Fact]
    public async Task should_answer_full_and_store_again_after_a_release_when_the_file_may_not_grow()
    {
        await using var store = new SqliteMessageStore(_options with { MaximumBytes = 2 << 20 });
        await store.AppendAsync(SampleContent.Several(1, 6, 200_000), CancellationToken.None);

        var failure = await Assert.ThrowsAsync<MessageStoreException>(
            () => store.AppendAsync(SampleContent.Several(10, 6, 200_000), CancellationToken.None));
        Assert.Equal(ErrorCatalogue.MessageStoreFull, failure.Error.Entry);
        Assert.Equal(SampleContent.Ids(1, 6).Order(), await store.ListAllAsync());

        await store.ReleaseAsync(SampleContent.Ids(1, 6), CancellationToken.None);
        await store.AppendAsync(SampleContent.Several(10, 6, 200_000), CancellationToken.None);
        Assert.Equal(SampleContent.Ids(10, 6).Order(), await store.ListAllAsync());
    }

    [Fact]
    public async Task should_leave_nothing_of_a_large_content_when_the_file_fills_up_half_way()
    {
        await using (var store = new SqliteMessageStore(_options with { MaximumBytes = 4 << 20, MaxBatchBytes = 1 << 20 }))
        {
            var failure = await Assert.ThrowsAsync<MessageStoreException>(
                () => store.AppendAsync([SampleContent.Of(1, 8 << 20)], CancellationToken.None));
            Assert.Equal(ErrorCatalogue.MessageStoreFull, failure.Error.Entry);
            await store.AppendAsync([SampleContent.Of(2, 200_000)], CancellationToken.None);
        }

        Assert.Equal(1L, Query("SELECT count(*) FROM message_content"));
    }

    [Fact]
    public async Task should_answer_busy_and_store_again_when_the_lock_is_free()
    {
        await using var store = Open();
        using (var other = SqliteConnections.Open(_options.Path, TimeSpan.Zero))
        {
            other.Execute("BEGIN IMMEDIATE");
            var failure = await Assert.ThrowsAsync<MessageStoreException>(
                () => store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None));
            Assert.Equal(ErrorCatalogue.MessageStoreBusy, failure.Error.Entry);
            other.Execute("ROLLBACK");
        }

        await store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None);
        Assert.Equal(SampleContent.Bytes(1, 10), await store.ReadAllAsync(SampleContent.Id(1)));
    }

    [Fact]
    public async Task should_fail_and_recover_when_the_file_is_taken_away_and_put_back()
    {
        var aside = _directory.File("aside.db");
        File.Move(_options.Path, aside);
        await using var store = Open();
        var append = await Assert.ThrowsAsync<MessageStoreException>(
            () => store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None));
        var read = await Assert.ThrowsAsync<MessageStoreException>(() => store.ReadAsync([SampleContent.Id(1)], CancellationToken.None));
        Assert.Equal(ErrorCatalogue.MessageStoreFailed, append.Error.Entry);
        Assert.Equal(ErrorCatalogue.MessageStoreFailed, read.Error.Entry);

        File.Move(aside, _options.Path);
        await store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None);
        Assert.Equal([SampleContent.Id(1)], await store.ListAllAsync());
    }

    [Fact]
    public async Task should_say_where_and_write_nothing_more_when_the_file_is_damaged()
    {
        var told = new List<TransportError>();
        var damage = new StorageDamage(told.Add, TimeProvider.System);
        await using var store = new SqliteMessageStore(_options with { Damage = damage });
        await store.AppendAsync([SampleContent.Of(1, 10), SampleContent.Of(2, 600_000)], CancellationToken.None);
        Ruin();

        var append = await Assert.ThrowsAsync<MessageStoreException>(() => store.AppendAsync([SampleContent.Of(3, 10)], CancellationToken.None));
        var read = await Assert.ThrowsAsync<MessageStoreException>(() => store.ReadAsync([SampleContent.Id(2)], CancellationToken.None));
        Assert.Equal((ErrorCatalogue.MessageStoreDamaged, ErrorCatalogue.MessageStoreDamaged), (append.Error.Entry, read.Error.Entry));
        Assert.StartsWith($"{_options.Path}: ", append.Error.Detail, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(told), damage.Found);

        // Whole again, as far as SQLite can see: whoever restores a file restarts the server.
        Ruin(false);
        await store.ReleaseAsync([SampleContent.Id(1)], CancellationToken.None);
        var again = await Assert.ThrowsAsync<MessageStoreException>(() => store.AppendAsync([SampleContent.Of(4, 10)], CancellationToken.None));
        Assert.Equal(damage.Found, again.Error);
        Assert.Equal(2L, Query("SELECT count(DISTINCT id) FROM message_content"));
    }

    [Fact]
    public async Task should_replace_leftovers_when_a_large_append_was_interrupted_by_a_crash()
    {
        using (var connection = new SqliteContentConnection(_options))
        {
            connection.Begin();
            connection.InsertChunk(SampleContent.Id(1), 1, new byte[50]);
            connection.InsertChunk(SampleContent.Id(1), 9, new byte[50]);
            connection.InsertChunk(SampleContent.Id(2), 3, new byte[50]);
            connection.Commit();
        }

        await using var store = Open();
        Assert.Null(await store.ReadAllAsync(SampleContent.Id(2)));
        Assert.Equal(SampleContent.Ids(1, 2), await store.ListAllAsync());

        await store.AppendAsync([SampleContent.Of(1, 600_000)], CancellationToken.None);
        Assert.Equal(SampleContent.Bytes(1, 600_000), await store.ReadAllAsync(SampleContent.Id(1)));
        Assert.Equal(3L, Query($"SELECT count(*) FROM message_content WHERE id = x'{SampleContent.Id(1)}'"));
    }

    [Fact]
    public async Task should_keep_file_and_log_bounded_when_content_comes_and_goes()
    {
        const int Depth = 200;
        var logLimit = 4 * (1 << 20) + (2 << 20);
        long settled = 0;
        await using var store = new SqliteMessageStore(_options with { CheckpointBytes = 1 << 20 });
        for (var number = 0; number < 6_000; number += 50)
        {
            await store.AppendAsync(SampleContent.Several(number, 50, 2_000), CancellationToken.None);
            await store.ReleaseAsync(SampleContent.Ids(number - Depth, 50), CancellationToken.None);
            Assert.InRange(new FileInfo(_options.Path + "-wal").Length, 0, logLimit);
            if (number == 3_000)
            {
                settled = new FileInfo(_options.Path).Length;
            }
        }

        Assert.InRange(new FileInfo(_options.Path).Length, 1, settled + (64 << 10));
    }

    [Fact]
    public async Task should_delete_released_content_soon_when_nothing_else_comes()
    {
        await using var store = new SqliteMessageStore(_options with { ReleaseDelay = TimeSpan.FromMilliseconds(10) });
        await store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None);
        await store.ReleaseAsync([SampleContent.Id(1)], CancellationToken.None);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await store.ListAllAsync()).Count > 0)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    [Fact]
    public void should_refuse_the_file_when_its_schema_is_of_another_version()
    {
        using (var connection = SqliteConnections.Open(_options.Path, TimeSpan.Zero))
        {
            connection.Execute("PRAGMA user_version = 99");
        }

        var failure = Assert.Throws<MessageStoreException>(() => SqliteMessageStore.EnsureSchema(_options.Path));
        Assert.Equal(ErrorCatalogue.MessageStoreSchemaUnknown, failure.Error.Entry);
    }

    [Fact]
    public void should_refuse_the_file_when_it_is_not_a_database()
    {
        var path = _directory.File("letter.txt");
        File.WriteAllText(path, new string('x', 5000));

        var failure = Assert.Throws<MessageStoreException>(() => SqliteMessageStore.EnsureSchema(path));
        Assert.Equal(ErrorCatalogue.MessageStoreDamaged, failure.Error.Entry);
    }

    [Theory]
    [InlineData(5, nameof(ErrorCatalogue.MessageStoreBusy))]
    [InlineData(6, nameof(ErrorCatalogue.MessageStoreBusy))]
    [InlineData(8, nameof(ErrorCatalogue.MessageStoreFailed))]
    [InlineData(10, nameof(ErrorCatalogue.MessageStoreFailed))]
    [InlineData(11, nameof(ErrorCatalogue.MessageStoreDamaged))]
    [InlineData(13, nameof(ErrorCatalogue.MessageStoreFull))]
    [InlineData(14, nameof(ErrorCatalogue.MessageStoreFailed))]
    [InlineData(26, nameof(ErrorCatalogue.MessageStoreDamaged))]
    public void should_name_the_failure_in_one_line_when_sqlite_answers_a_code(int code, string name)
    {
        var error = SqliteFailure.Describe(new SqliteException("first\nsecond", code));

        Assert.Equal(name, error.Entry.Name);
        Assert.False(error.Entry.IsPermanent);
        Assert.DoesNotContain('\n', error.Detail);
    }

    /// <summary>Lets the schema name a page that there is not, which every connection notices with its next statement; or the right one again.</summary>
    private void Ruin(bool ruined = true)
    {
        using var connection = SqliteConnections.Open(_options.Path, TimeSpan.FromSeconds(5));
        connection.Execute("PRAGMA writable_schema = ON");
        connection.Execute($"UPDATE sqlite_master SET rootpage = rootpage {(ruined ? "+" : "-")} 1000000 WHERE name = 'message_content'");
        connection.Execute($"PRAGMA schema_version = {(ruined ? 1000 : 2000)}");
    }

    private protected override IMessageStore Open() => new SqliteMessageStore(_options);

    private object? Query(string sql)
    {
        using var connection = SqliteConnections.Open(_options.Path, TimeSpan.FromSeconds(1));
        return connection.Scalar(sql);
    }
}
