using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSchemaSpecs(PostgreSqlServer server) : IAsyncLifetime
{
    private static readonly int Current = PostgreSqlMigrations.Steps.Count;
    private static readonly string[] OneMore = [.. PostgreSqlMigrations.Steps, "create table of_the_next_release (a int)"];

    private string _connectionString = "";
    private PostgreSqlDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseAsync();
        _database = new PostgreSqlDatabase(_connectionString, "Hub01-0123456789ab");
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task should_be_missing_until_it_is_upgraded_and_stay_as_it_is_when_that_is_repeated()
    {
        var schema = new PostgreSqlSchema(_database.Membership);
        Assert.Equal(ErrorCatalogue.DatabaseSchemaMissing, (await schema.CheckAsync(CancellationToken.None))?.Entry);

        Assert.Equal(new SchemaUpgrade(0, Current), await schema.UpgradeAsync(CancellationToken.None));
        Assert.Null(await schema.CheckAsync(CancellationToken.None));
        Assert.Equal(new SchemaUpgrade(Current, Current), await schema.UpgradeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task should_be_made_once_when_several_servers_upgrade_at_once()
    {
        var upgrades = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => Task.Run(() => new PostgreSqlSchema(_database.Membership).UpgradeAsync(CancellationToken.None))));

        Assert.Equal(1, upgrades.Count(upgrade => upgrade == new SchemaUpgrade(0, Current)));
        Assert.Equal(3, upgrades.Count(upgrade => upgrade == new SchemaUpgrade(Current, Current)));
    }

    [Fact]
    public async Task should_refuse_an_older_database_until_it_is_upgraded()
    {
        await new PostgreSqlSchema(_database.Membership).UpgradeAsync(CancellationToken.None);
        var next = new PostgreSqlSchema(_database.Membership, OneMore);

        var refusal = await next.CheckAsync(CancellationToken.None);
        Assert.Equal(ErrorCatalogue.DatabaseSchemaOutdated, refusal?.Entry);
        Assert.Contains("foreign-transport schema upgrade", refusal!.Entry.Remedy, StringComparison.Ordinal);

        Assert.Equal(new SchemaUpgrade(Current, Current + 1), await next.UpgradeAsync(CancellationToken.None));
        Assert.Null(await next.CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task should_refuse_a_newer_database_and_leave_it_alone()
    {
        await new PostgreSqlSchema(_database.Membership, OneMore).UpgradeAsync(CancellationToken.None);
        var schema = new PostgreSqlSchema(_database.Membership);

        Assert.Equal(ErrorCatalogue.DatabaseSchemaNewer, (await schema.CheckAsync(CancellationToken.None))?.Entry);
        var failure = await Assert.ThrowsAsync<MessageStoreException>(() => schema.UpgradeAsync(CancellationToken.None));
        Assert.Equal(ErrorCatalogue.DatabaseSchemaNewer, failure.Error.Entry);
    }

    [Fact]
    public async Task should_have_all_the_time_it_needs_between_two_steps()
    {
        var curious = new PostgreSqlSchema(_database.Membership, ["create table idle as select current_setting('idle_in_transaction_session_timeout') as limit_is"]);

        await curious.UpgradeAsync(CancellationToken.None);

        Assert.Equal("0", await Sql.ScalarAsync(_connectionString, "select limit_is from idle"));
        await using var connection = await _database.Membership.OpenConnectionAsync();
        Assert.Equal("2s", await connection.ScalarAsync("show idle_in_transaction_session_timeout"));
    }

    [Fact]
    public async Task should_change_nothing_when_a_step_fails()
    {
        var broken = new PostgreSqlSchema(_database.Membership, [.. OneMore, "create table of_the_next_release (a int)"]);

        await Assert.ThrowsAsync<MessageStoreException>(() => broken.UpgradeAsync(CancellationToken.None));

        Assert.Equal(0L, await Sql.ScalarAsync(_connectionString, "select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task should_refuse_a_database_whose_commits_are_not_durable()
    {
        await using var careless = new PostgreSqlDatabase(_connectionString + ";Options=-c synchronous_commit=off", "Hub01-0123456789ab");

        var refusal = await new PostgreSqlSchema(careless.Membership).CheckAsync(CancellationToken.None);

        Assert.Equal(ErrorCatalogue.DatabaseUnsuitable, refusal?.Entry);
    }

    [Fact]
    public async Task should_answer_durably_when_the_database_itself_says_otherwise()
    {
        await Sql.ExecuteAsync(_connectionString, "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$");

        await using var connection = await _database.Content.OpenConnectionAsync();

        Assert.Equal("on", await connection.ScalarAsync("show synchronous_commit"));
        Assert.Equal("Hub01-0123456789ab", await connection.ScalarAsync("show application_name"));
        Assert.Equal("2s", await connection.ScalarAsync("show idle_in_transaction_session_timeout"));
    }

    [Fact]
    public async Task should_say_that_access_is_denied_when_the_password_is_wrong()
    {
        await using var stranger = new PostgreSqlDatabase(_connectionString + ";Password=wrong", "Hub01-0123456789ab");

        var failure = await Assert.ThrowsAsync<MessageStoreException>(
            () => new PostgreSqlSchema(stranger.Membership).CheckAsync(CancellationToken.None));

        Assert.Equal(ErrorCatalogue.DatabaseAccessDenied, failure.Error.Entry);
    }
}
