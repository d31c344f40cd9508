namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>How the PostgreSQL message store works. The defaults are the measured ones (docs/adr/0009).</summary>
internal sealed record PostgreSqlMessageStoreOptions
{
    /// <summary>Most bytes in one row. Larger content is several rows, written in a transaction of its own.</summary>
    public const int ChunkBytes = 256 << 10;

    /// <summary>Bytes of recent content kept in memory, so that delivering at once does not read it back.</summary>
    public long CacheBytes { get; init; } = 48L << 20;

    /// <summary>Most contents in one transaction.</summary>
    public int MaxBatchItems { get; init; } = 512;

    /// <summary>Most bytes in one transaction before it commits.</summary>
    public long MaxBatchBytes { get; init; } = 8L << 20;

    /// <summary>Append and release requests that may wait before further callers wait themselves.</summary>
    public int MaxWaitingRequests { get; init; } = 1024;

    /// <summary>How long released content may wait for an append to ride along with.</summary>
    public TimeSpan ReleaseDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Released ids that are deleted without waiting for an append.</summary>
    public int MaxWaitingReleases { get; init; } = 2048;

    /// <summary>How long releases wait after the database refused them.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Calls that read at a time.</summary>
    public int Readers { get; init; } = 3;

    /// <summary>Large contents that are written at a time, each over a connection of its own.</summary>
    public int LargeWriters { get; init; } = 2;
}
