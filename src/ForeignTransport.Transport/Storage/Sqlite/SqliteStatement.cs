using ForeignTransport.Core.Messages;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// A prepared statement on the native interface. ADO.NET parameters cost an array and several objects for each content; this
/// binds from spans and allocates nothing. Not thread safe, as its connection is not.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Rows that the latest statement of this connection changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    public SqliteStatement Bind(int index, MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteTo(bytes);
        return Bind(index, bytes);
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, blob));
        return this;
    }

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public SqliteStatement BindText(int index, string text)
    {
        Check(raw.sqlite3_bind_text(_statement, index, text));
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Makes every parameter null.</summary>
    public void Clear() => _ = raw.sqlite3_clear_bindings(_statement);

    /// <summary>Advances; true when there is a row. The caller resets.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        var failure = Failure(code);
        Reset();
        throw failure;
    }

    /// <summary>Ends the current execution, so that the statement can be bound and run again.</summary>
    /// <remarks>The result repeats the error that <see cref="Step"/> already reported, and is of no interest here.</remarks>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    /// <summary>Runs a statement that returns no rows; gives the number of rows changed.</summary>
    public int Execute()
    {
        Step();
        Reset();
        return Changes;
    }

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The blob of a column; valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement?.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Failure(code);
        }
    }

    private SqliteException Failure(int code) =>
        new(raw.sqlite3_errmsg(_database).utf8_to_string(), code & 0xFF, raw.sqlite3_extended_errcode(_database));
}
