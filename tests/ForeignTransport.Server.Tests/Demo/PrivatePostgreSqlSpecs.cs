using ForeignTransport.Server.Demo;
using Npgsql;
using Xunit;

namespace ForeignTransport.Server.Tests.Demo;

/// <summary>Alone, for the server has to get its port again after it was stopped.</summary>
[Collection(nameof(Alone))]
public class PrivatePostgreSqlSpecs
{
    [Fact]
    public async Task should_keep_what_was_committed_when_it_is_stopped_and_started_again()
    {
        await using var server = await PrivatePostgreSql.StartAsync(
            PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), CancellationToken.None);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await ExecuteAsync(database, "create table kept (value int); insert into kept values (42)");

        await server.StopAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "select 1"));
        await server.StartAsync(CancellationToken.None);

        Assert.Equal(42, await ExecuteAsync(database, "select value from kept"));
        Assert.Equal("on", await ExecuteAsync(database, "show synchronous_commit"));
        Assert.Equal("on", await ExecuteAsync(database, "show fsync"));
    }

    private static async Task<object?> ExecuteAsync(NpgsqlDataSource database, string statement)
    {
        await using var command = database.CreateCommand(statement);
        return await command.ExecuteScalarAsync();
    }
}
