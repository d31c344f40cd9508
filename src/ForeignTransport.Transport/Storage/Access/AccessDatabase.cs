using System.Data.Common;
using System.Net.Sockets;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.PostgreSql;
using ForeignTransport.Transport.Storage.Sqlite;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>How the access store reaches its tables: SQLite or PostgreSQL, a few sessions at a time, failures in words of ours.</summary>
/// <param name="options">The database.</param>
/// <param name="place">What to call it towards an operator.</param>
/// <param name="close">Closes what is idle.</param>
/// <param name="isThere">
/// False when the file was removed: an open session would go on to write into what nobody will ever read. Null where that cannot be.
/// </param>
/// <param name="patience">How long an answer may take, with waiting for a session; null for what is usual.</param>
internal sealed class AccessDatabase(DataOptions options, string place, Action close, Func<bool>? isThere = null, TimeSpan? patience = null) : IDisposable
{
    /// <summary>Sessions at a time; whoever comes then waits.</summary>
    public const int Sessions = 4;

    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(6);

    private readonly SemaphoreSlim _free = new(Sessions);
    private readonly TimeSpan _patience = patience ?? UsualPatience;

    /// <summary>What is compared without regard to case, in the form in which it is compared.</summary>
    public static string Key(string text) => StoredText.Of(text, text.Length).ToLowerInvariant();

    /// <summary>Does something on a session.</summary>
    /// <exception cref="AccessStoreException">The database is away, slow, or refuses.</exception>
    public async Task<T> RunAsync<T>(Func<DataConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            await _free.WaitAsync(limit.Token);
            try
            {
                if (isThere?.Invoke() == false)
                {
                    close();
                    throw new FileNotFoundException("the file is gone");
                }

                await using var session = new DataConnection(options);
                return await work(session, limit.Token);
            }
            finally
            {
                _free.Release();
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"no answer within {_patience.TotalSeconds:0} s", late);
        }
        catch (Exception cause) when (cause is DbException or SocketException or IOException or TimeoutException or LinqToDBException)
        {
            throw Failed(Describe(cause), cause);
        }
    }

    /// <summary>True when a row is there already that only one may be of.</summary>
    public static bool IsDuplicate(Exception? cause) => cause switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteErrorCode: 19 } => true,
        null => false,
        _ => IsDuplicate(cause.InnerException),
    };

    /// <inheritdoc />
    public void Dispose()
    {
        close();
        _free.Dispose();
    }

    private AccessStoreException Failed(string reason, Exception cause) =>
        new(ErrorCatalogue.AccessStoreUnavailable.With($"{place}: {reason}"), cause);

    private static string Describe(Exception cause) => cause switch
    {
        LinqToDBException { InnerException: { } inner } => Describe(inner),
        SqliteException => SqliteFailure.Describe(cause).Detail,
        NpgsqlException or SocketException => PostgreSqlFailure.Describe(cause).ToString(),
        _ => cause.Message.ReplaceLineEndings(" "),
    };
}
