using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Tracking;
using LinqToDB;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// How one run of one server reaches its PostgreSQL database: four kinds of connections from one connection string. Every session
/// carries the incarnation of the server as its application name, which is what the fence goes by.
/// </summary>
/// <remarks>
/// What the administrator wrote wins, with two exceptions: the application name, and nothing that would make a commit return before it
/// is durable (<see cref="PostgreSqlSchema.CheckAsync"/> refuses that). A proxy that hands one session to several clients (PgBouncer in transaction
/// mode) cannot stand between: fence and timeouts are properties of a session.
/// </remarks>
internal sealed class PostgreSqlDatabase : IAsyncDisposable
{
    /// <summary>Longer names are cut by PostgreSQL, and a name that was cut is not found by the fence.</summary>
    private const int MaxApplicationName = 63;

    /// <summary>
    /// A server that freezes inside a transaction keeps its locks; the survivor would wait for them. Keepalives: a machine that is gone
    /// says nothing, so that its sessions would stay for hours.
    /// </summary>
    private const string SessionOptions =
        "-c synchronous_commit=on -c idle_in_transaction_session_timeout=2000"
        + " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    /// <summary>
    /// Content is always looked up by its key. The table is empty one moment and has gigabytes the next, and a plan that was made
    /// for an empty table reads all of it.
    /// </summary>
    private const string ContentOptions = "-c enable_seqscan=off -c jit=off";

    private readonly string _accessConnectionString;
    private readonly string _trackingConnectionString;

    public PostgreSqlDatabase(string connectionString, string applicationName)
    {
        ArgumentException.ThrowIfNullOrEmpty(applicationName);
        if (applicationName.Length > MaxApplicationName || !applicationName.All(c => c is >= ' ' and <= '~'))
        {
            throw new ArgumentException(
                $"must be at most {MaxApplicationName} printable ASCII characters, as PostgreSQL would change any other", nameof(applicationName));
        }

        ApplicationName = applicationName;
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        JournalConnectionString = Describe(given, applicationName, SessionOptions, TimeSpan.FromSeconds(10)).ConnectionString;
        Content = NpgsqlDataSource.Create(ForContent(
            Describe(given, applicationName, $"{SessionOptions} {ContentOptions}", TimeSpan.FromSeconds(10))));
        Membership = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(
            Describe(given, applicationName, SessionOptions, TimeSpan.FromSeconds(3)).ConnectionString) { MaxPoolSize = 4 });
        _accessConnectionString = new NpgsqlConnectionStringBuilder(
            Describe(given, applicationName, SessionOptions, TimeSpan.FromSeconds(4)).ConnectionString)
        {
            MaxPoolSize = AccessDatabase.Sessions,

            // Pools go by the text of the connection string: this makes it one of its own, so that the journal waits for no search of the audit log.
            ConnectionIdleLifetime = 60,
        }.ConnectionString;
        _trackingConnectionString = new NpgsqlConnectionStringBuilder(
            Describe(given, applicationName, $"{SessionOptions} -c jit=off", TimeSpan.FromSeconds(30)).ConnectionString)
        {
            MaxPoolSize = PostgreSqlTrackingStore.Sessions,
            MaxAutoPrepare = 8,
            AutoPrepareMinUsages = 2,
            WriteBufferSize = 64 << 10,

            // A pool of its own, as above.
            ConnectionIdleLifetime = 120,
        }.ConnectionString;
    }

    /// <summary>The incarnation of the server, as in <c>server_incarnation</c> and <c>pg_stat_activity</c>.</summary>
    public string ApplicationName { get; }

    /// <summary>For journal and snapshots, whose plugin opens and pools its connections itself.</summary>
    public string JournalConnectionString { get; }

    /// <summary>For message content: prepared statements, looked up by key only.</summary>
    public NpgsqlDataSource Content { get; }

    /// <summary>For lease, heartbeat, settings and schema: a statement that takes longer than three seconds is of no use there.</summary>
    public NpgsqlDataSource Membership { get; }

    /// <summary>For access tokens and audit log. Each caller has one of his own, and disposes of it.</summary>
    public AccessDatabase OpenAccess() => new(
        new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, _accessConnectionString),
        "PostgreSQL",
        () =>
        {
            using var pool = new NpgsqlConnection(_accessConnectionString);
            NpgsqlConnection.ClearPool(pool);
        });

    /// <summary>For the tracking table, whose rows nobody waits for.</summary>
    public PostgreSqlTrackingStore OpenTracking() => new(_trackingConnectionString);

    /// <summary>Closes what is idle; connections in use close when they are given back.</summary>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        await Membership.DisposeAsync();
        await using var journal = new NpgsqlConnection(JournalConnectionString);
        NpgsqlConnection.ClearPool(journal);
    }

    private static NpgsqlConnectionStringBuilder Describe(
        NpgsqlConnectionStringBuilder given, string applicationName, string options, TimeSpan commandTimeout)
    {
        var builder = new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            ApplicationName = applicationName,

            // A later option wins over an earlier one.
            Options = given.Options is { Length: > 0 } own ? $"{options} {own}" : options,
        };
        var keywords = given.Keys.Cast<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Default("Maximum Pool Size", 40);
        Default("No Reset On Close", true);
        Default("Timeout", 5);
        Default("Command Timeout", (int)commandTimeout.TotalSeconds);
        Default("Tcp Keepalive", true);
        Default("Tcp Keepalive Time", 5);
        Default("Tcp Keepalive Interval", 2);
        return builder;

        void Default(string keyword, object value)
        {
            if (!keywords.Contains(keyword))
            {
                builder[keyword] = value;
            }
        }
    }

    private static NpgsqlConnectionStringBuilder ForContent(NpgsqlConnectionStringBuilder builder)
    {
        // One writer, two writers of large content, three readers: PostgreSqlMessageStoreOptions.
        builder.MaxPoolSize = 6;
        builder.MaxAutoPrepare = Math.Max(builder.MaxAutoPrepare, 16);
        builder.AutoPrepareMinUsages = 2;

        // A message of 20 KB in one system call instead of three.
        builder.WriteBufferSize = Math.Max(builder.WriteBufferSize, 64 << 10);
        builder.ReadBufferSize = Math.Max(builder.ReadBufferSize, 32 << 10);
        return builder;
    }
}
