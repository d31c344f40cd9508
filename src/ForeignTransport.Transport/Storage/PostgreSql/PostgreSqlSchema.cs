using System.Globalization;
using ForeignTransport.Core.Errors;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>The version of the schema in a database: what it is, what it should be, and the way from one to the other.</summary>
/// <param name="database">Where; connections of the kind for membership.</param>
/// <param name="steps">The migrations; <see cref="PostgreSqlMigrations.Steps"/> but in specs.</param>
internal sealed class PostgreSqlSchema(NpgsqlDataSource database, IReadOnlyList<string> steps)
{
    /// <summary>The oldest PostgreSQL that this was tried with.</summary>
    private const int OldestServer = 150000;

    /// <summary>Key of the advisory lock that upgrades take: "FTschema" in ASCII.</summary>
    private const long UpgradeLock = 0x4654736368656D61;

    private const string VersionTable = """
        create table if not exists schema_version (
            version    integer     primary key,
            applied_at timestamptz not null default clock_timestamp(),
            applied_by text        not null default current_setting('application_name')
        )
        """;

    /// <summary>The schema of this release.</summary>
    public PostgreSqlSchema(NpgsqlDataSource database)
        : this(database, PostgreSqlMigrations.Steps)
    {
    }

    /// <summary>Finds the schema as this release needs it, in a PostgreSQL that keeps what it confirms.</summary>
    /// <returns>Null when it is so; otherwise why a server must not start.</returns>
    /// <exception cref="MessageStoreException">The database could not be asked.</exception>
    public async Task<TransportError?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            if (await UnsuitableAsync(connection, cancellationToken) is { } unsuitable)
            {
                return unsuitable;
            }

            var version = await VersionAsync(connection, cancellationToken);
            return version == steps.Count ? null
                : version > steps.Count ? ErrorCatalogue.DatabaseSchemaNewer.With(Compare(version))
                : version > 0 ? ErrorCatalogue.DatabaseSchemaOutdated.With(Compare(version))
                : ErrorCatalogue.DatabaseSchemaMissing.With(connection.Database);
        }
        catch (Exception failure) when (PostgreSqlFailure.IsOne(failure))
        {
            throw PostgreSqlFailure.Translate(failure);
        }
    }

    /// <summary>
    /// Takes every step that is missing, all in one transaction: an upgrade that fails has changed nothing. Safe when several servers
    /// do so at once: one works, the others wait and find it done.
    /// </summary>
    /// <exception cref="MessageStoreException">The database refused, or is of a newer release; nothing was changed.</exception>
    public async Task<SchemaUpgrade> UpgradeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            if (await UnsuitableAsync(connection, cancellationToken) is { } unsuitable)
            {
                throw new MessageStoreException(unsuitable);
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

            // A busy machine may need seconds between two steps. One that is gone is found out by keepalives.
            await ExecuteAsync(connection, "set local idle_in_transaction_session_timeout = 0", cancellationToken);
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({UpgradeLock})", cancellationToken);
            await ExecuteAsync(connection, VersionTable, cancellationToken);
            var from = await VersionAsync(connection, cancellationToken);
            if (from > steps.Count)
            {
                throw new MessageStoreException(ErrorCatalogue.DatabaseSchemaNewer.With(Compare(from)));
            }

            for (var version = from; version < steps.Count; version++)
            {
                await ExecuteAsync(connection, steps[version], cancellationToken);
                await ExecuteAsync(
                    connection,
                    string.Create(CultureInfo.InvariantCulture, $"insert into schema_version (version) values ({version + 1})"),
                    cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return new SchemaUpgrade(from, steps.Count);
        }
        catch (Exception failure) when (PostgreSqlFailure.IsOne(failure))
        {
            throw PostgreSqlFailure.Translate(failure);
        }
    }

    private string Compare(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"the database has version {version}, this release needs {steps.Count}");

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Two questions: a statement that names a table that is not there is refused as a whole.
        await using var exists = new NpgsqlCommand("select to_regclass('schema_version') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken))!)
        {
            return 0;
        }

        await using var version = new NpgsqlCommand("select coalesce(max(version), 0) from schema_version", connection);
        return (int)(await version.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<TransportError?> UnsuitableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select current_setting('server_version_num')::int, current_setting('server_version'), pg_is_in_recovery(),
                   current_setting('synchronous_commit')
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var reason = reader.GetInt32(0) < OldestServer ? $"it is PostgreSQL {reader.GetString(1)}"
            : reader.GetBoolean(2) ? "it is a standby server"
            : reader.GetString(3) == "off" ? "synchronous_commit is off"
            : null;
        return reason is null ? null : ErrorCatalogue.DatabaseUnsuitable.With(reason);
    }

    /// <summary>Waits for as long as it takes: for another server's upgrade, or for a large table.</summary>
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
