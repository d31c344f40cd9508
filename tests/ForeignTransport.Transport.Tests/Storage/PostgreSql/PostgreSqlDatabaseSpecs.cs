using ForeignTransport.Transport.Storage.PostgreSql;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

public sealed class PostgreSqlDatabaseSpecs
{
    [Fact]
    public async Task should_end_frozen_transactions_and_dead_sessions_when_nothing_else_is_asked()
    {
        await using var database = new PostgreSqlDatabase("Host=db;Database=ft", "Hub01-0123456789ab");

        var journal = new NpgsqlConnectionStringBuilder(database.JournalConnectionString);
        Assert.Equal("Hub01-0123456789ab", journal.ApplicationName);
        Assert.Equal(40, journal.MaxPoolSize);
        Assert.True(journal.NoResetOnClose);
        Assert.Contains("-c idle_in_transaction_session_timeout=2000", journal.Options, StringComparison.Ordinal);
        Assert.Contains("-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3", journal.Options, StringComparison.Ordinal);
        Assert.InRange(journal.CommandTimeout, 1, 10);
    }

    [Fact]
    public async Task should_keep_what_the_administrator_wrote_but_for_the_application_name()
    {
        await using var database = new PostgreSqlDatabase(
            "Server=db;Database=ft;Maximum Pool Size=7;Timeout=9;Application Name=mine;Options=-c work_mem=8MB;SSL Mode=Require", "Hub01-0123456789ab");

        foreach (var connectionString in new[] { database.JournalConnectionString, database.Content.ConnectionString, database.Membership.ConnectionString })
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            Assert.Equal("Hub01-0123456789ab", builder.ApplicationName);
            Assert.Equal(9, builder.Timeout);
            Assert.Equal(SslMode.Require, builder.SslMode);
            Assert.EndsWith(" -c work_mem=8MB", builder.Options, StringComparison.Ordinal);
        }

        Assert.Equal(7, new NpgsqlConnectionStringBuilder(database.JournalConnectionString).MaxPoolSize);
    }

    [Theory]
    [InlineData("Hüb01-0123456789ab")]
    [InlineData("Hub01-0123456789ab-0123456789-0123456789-0123456789-0123456789-01")]
    public void should_refuse_an_application_name_when_postgresql_would_change_it(string name) =>
        Assert.Throws<ArgumentException>(() => new PostgreSqlDatabase("Host=db", name));
}
