using System.Globalization;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Sqlite;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>
/// Tokens and audit log of a single server: a file of their own, beside the journal, so that the verbs of the command line can work on it
/// while the server runs. Only the account of the server may read it.
/// </summary>
internal static class SqliteAccessSchema
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "access.db";

    private const int Version = 1;

    private const string Pragmas = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304;";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS access_token (
            hash       TEXT    NOT NULL PRIMARY KEY,
            name       TEXT    NOT NULL,
            name_key   TEXT    NOT NULL UNIQUE,
            role       TEXT    NOT NULL,
            created    INTEGER NOT NULL,
            expires    INTEGER,
            created_by TEXT    NOT NULL,
            last_used  INTEGER);
        CREATE TABLE IF NOT EXISTS audit_log (
            id              TEXT    NOT NULL PRIMARY KEY,
            run_date        INTEGER NOT NULL,
            caller          TEXT    NOT NULL,
            caller_key      TEXT    NOT NULL,
            role            TEXT    NOT NULL,
            authentication  TEXT    NOT NULL,
            server          TEXT    NOT NULL,
            client          TEXT    NOT NULL,
            remote_address  TEXT    NOT NULL,
            cmdlet          TEXT    NOT NULL,
            cmdlet_key      TEXT    NOT NULL,
            object_modified TEXT    NOT NULL,
            object_key      TEXT    NOT NULL,
            parameters      TEXT    NOT NULL,
            state_before    TEXT,
            state_after     TEXT,
            succeeded       INTEGER,
            error           TEXT);
        CREATE INDEX IF NOT EXISTS audit_log_run_date ON audit_log (run_date, id);
        """;

    /// <summary>Opens the store, creating its file when it is new.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long an answer may take; null for what is usual.</param>
    /// <exception cref="AccessStoreException">The file cannot be created, opened or understood.</exception>
    public static AccessStore Open(string path, TimeSpan? patience = null)
    {
        try
        {
            Protect(path);
            Ensure(path);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new AccessStoreException(ErrorCatalogue.AccessStoreUnavailable.With($"{path}: {cause.Message.ReplaceLineEndings(" ")}"), cause);
        }

        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 5 }.ConnectionString;
        return new AccessStore(new AccessDatabase(
            new DataOptions()
                .UseConnectionString(ProviderName.SQLiteMS, connectionString)
                .UseInterceptor(new YieldingPragmaInterceptor(Pragmas)),
            path,
            () =>
            {
                using var pool = new SqliteConnection(connectionString);
                SqliteConnection.ClearPool(pool);
            },
            () => File.Exists(path),
            patience));
    }

    /// <summary>SQLite gives its companion files the mode of the file itself, so that has it before anything is in it.</summary>
    internal static void Protect(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
    }

    private static void Ensure(string path)
    {
        using var connection = SqliteConnections.Open(path, TimeSpan.FromSeconds(5));
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version == Version)
        {
            return;
        }

        if (version != 0)
        {
            throw new AccessStoreException(ErrorCatalogue.AccessStoreSchemaUnknown.With(
                string.Create(CultureInfo.InvariantCulture, $"{path} has version {version}, this release knows {Version}")));
        }

        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute($"BEGIN IMMEDIATE; {Tables} PRAGMA user_version = {Version}; COMMIT;");
    }
}
