using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// The connections of membership: a small pool of its own, so that neither lease nor heartbeat ever waits behind the journal, and a
/// dedicated session for the server's name. All carry the incarnation as application name.
/// </summary>
public sealed class MembershipDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _pool;
    private readonly NpgsqlDataSource _unpooled;

    /// <summary>Prepares connections; nothing is opened yet.</summary>
    /// <param name="connectionString">The database, as an administrator wrote it.</param>
    /// <param name="self">The incarnation that this process is.</param>
    public MembershipDatabase(string connectionString, Incarnation self)
    {
        Self = self;
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = self.ToString(),
            Timeout = 3,
            CommandTimeout = 5,
            MinPoolSize = 0,
            MaxPoolSize = 4,
            Multiplexing = false,
            // A cancelled command breaks its connection rather than asking the server, which may be out of reach, for leave.
            CancellationTimeout = -1,
        };
        // Decisions are read under a lock, so each statement must see what was committed before it. A process that stops between two
        // statements must not hold that lock; and the server must notice a machine that is gone, to let go of its name.
        settings.Options = $"{settings.Options} -c default_transaction_isolation=read\\ committed -c idle_in_transaction_session_timeout=2000"
            + " -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000";
        _pool = NpgsqlDataSource.Create(settings);
        settings.Pooling = false;
        _unpooled = NpgsqlDataSource.Create(settings);
    }

    /// <summary>The incarnation that this process is.</summary>
    public Incarnation Self { get; }

    /// <summary>Opens a session that is nobody else's and ends when it is closed, and with it its advisory locks.</summary>
    internal async Task<NpgsqlConnection> OpenSessionAsync(CancellationToken cancellationToken) => await _unpooled.OpenConnectionAsync(cancellationToken);

    /// <summary>Does something on a connection of the pool.</summary>
    /// <param name="work">What to do; must heed its token.</param>
    /// <param name="limit">When to stop waiting. The work may then still take effect in the database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away or refused.</exception>
    /// <exception cref="TimeoutException">It took longer than <paramref name="limit"/>.</exception>
    internal async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        cancel.CancelAfter(limit);
        var running = Task.Run(() => WorkAsync(cancel.Token), CancellationToken.None);
        // Disposed when the work has ended, which may be later than the wait for it.
        _ = running.ContinueWith(static (ended, source) =>
        {
            _ = ended.Exception;
            ((CancellationTokenSource)source!).Dispose();
        }, cancel, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await running.WaitAsync(limit, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The database did not answer within {limit}.");
        }

        async Task<T> WorkAsync(CancellationToken token)
        {
            await using var connection = await _pool.OpenConnectionAsync(token);
            return await work(connection, token);
        }
    }

    /// <summary>True for what a database that is away, restarting or slow throws; whoever asked may ask again.</summary>
    internal static bool IsOutage(Exception cause) => cause switch
    {
        PostgresException refused => refused.SqlState.StartsWith("57P", StringComparison.Ordinal) || refused.SqlState.StartsWith("08", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("53", StringComparison.Ordinal) || refused.SqlState is PostgresErrorCodes.QueryCanceled
                or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or "25P03",
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _unpooled.DisposeAsync();
    }
}
