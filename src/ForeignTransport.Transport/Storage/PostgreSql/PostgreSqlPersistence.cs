using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using LinqToDB;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// Journal and snapshots of a cluster in PostgreSQL: what an actor system needs to start with them. The schema is
/// <see cref="PostgreSqlMigrations"/>.
/// </summary>
/// <param name="Hocon">Journal and snapshot store settings, to be put before everything else.</param>
/// <param name="Setup">The connection: it holds a password, and HOCON is logged.</param>
internal sealed record PostgreSqlPersistence(Config Hocon, DataOptionsSetup Setup) : ServerPersistence(Hocon, Setup)
{
    /// <summary>
    /// Every setting that differs from the plugin's defaults. replay-filter: writer ids belong to journals, not to actors, so the
    /// default filter discards events of an entity that moved A, B, A. prefer-parameters: otherwise events travel as text.
    /// circuit-breaker: the default keeps everyone waiting for 30 s after a database that is back. That of snapshots never opens: half open, it
    /// throws in the face of the plugin's actor, which starts again and forgets whoever asked; a partition then waits half a minute
    /// (recovery-event-timeout) for a snapshot that nobody reads.
    /// </summary>
    private const string Settings = """
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              replay-filter.mode = off
              buffer-size = 20000
              prefer-parameters-on-multirow-insert = true
              tag-write-mode = Csv
              auto-initialize = false
              circuit-breaker {
                max-failures = 10
                call-timeout = 10s
                reset-timeout = 2s
              }
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              auto-initialize = false
              circuit-breaker {
                max-failures = 1000000000
                call-timeout = 10s
              }
            }
          }
        }
        """;

    /// <summary>Describes how to use the journal of <paramref name="database"/>.</summary>
    public static PostgreSqlPersistence Of(PostgreSqlDatabase database) => new(
        ConfigurationFactory.ParseString(Settings).WithFallback(SqlPersistence.DefaultConfiguration),
        new DataOptionsSetup(new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, database.JournalConnectionString)));
}
