using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// Journal and snapshots of a single server in one SQLite file, durable at every commit: what an actor system needs to start with
/// it. For one process only; a file shared by two servers cannot be fenced.
/// </summary>
/// <param name="Hocon">Journal and snapshot store settings, to be put before everything else.</param>
/// <param name="Setup">The connection, which HOCON cannot express.</param>
internal sealed record SqlitePersistence(Config Hocon, DataOptionsSetup Setup) : ServerPersistence(Hocon, Setup)
{
    /// <summary>
    /// Every setting that differs from the plugin's defaults. replay-filter: writer ids belong to journals, not to actors, so the
    /// default filter discards events of an entity that moved A, B, A. read-uncommitted: otherwise reads begin with a write
    /// lock; in a write-ahead log they still see a consistent snapshot. parallelism: one writer, as SQLite has one lock. circuit-breaker: the
    /// default keeps everyone waiting for 30 s after a file that works again; that of snapshots never opens (see
    /// <see cref="PostgreSql.PostgreSqlPersistence"/>).
    /// </summary>
    private const string Settings = """
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              replay-filter.mode = off
              parallelism = 1
              buffer-size = 20000
              read-isolation-level = read-uncommitted
              prefer-parameters-on-multirow-insert = true
              tag-write-mode = Csv
              auto-initialize = true
              circuit-breaker.reset-timeout = 2s
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              read-isolation-level = read-uncommitted
              auto-initialize = true
              circuit-breaker.max-failures = 1000000000
            }
          }
        }
        """;

    /// <summary>The log is copied back every 16 MiB and never keeps more than 64 MiB of disk.</summary>
    private const string Pragmas =
        "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2048; PRAGMA journal_size_limit = 67108864;";

    /// <summary>Creates the file if need be and makes it a write-ahead-logging one, which is a property of the file; then describes how to use it.</summary>
    /// <exception cref="MessageStoreException">The file cannot be opened or created.</exception>
    public static SqlitePersistence Prepare(string path)
    {
        try
        {
            using var connection = SqliteConnections.Open(path, TimeSpan.FromSeconds(5), SqliteOpenMode.ReadWriteCreate);
            connection.Execute("PRAGMA page_size = 8192");
            connection.Execute("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException failure)
        {
            throw SqliteFailure.Translate(failure, path);
        }

        var options = new DataOptions()
            .UseConnectionString(ProviderName.SQLiteMS, ConnectionString(path))
            .UseInterceptor(new YieldingPragmaInterceptor(Pragmas));
        var hocon = ConfigurationFactory.ParseString(Settings).WithFallback(SqlPersistence.DefaultConfiguration);
        return new SqlitePersistence(hocon, new DataOptionsSetup(options));
    }

    /// <summary>Of the plugin's connections, by whose text they are pooled.</summary>
    internal static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ConnectionString;
}
