namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>How the SQLite message store works. The defaults are the measured ones (docs/performance.md).</summary>
internal sealed record SqliteMessageStoreOptions
{
    /// <summary>The database file. Not the journal's: docs/adr/0002 says why.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes of recent content kept in memory; 48 MiB delivers 20,000 messages of 2 KB without reading one back.</summary>
    public long CacheBytes { get; init; } = 48L << 20;

    /// <summary>Most contents in one transaction; more gains nothing measurable and makes the first wait for the last.</summary>
    public int MaxBatchItems { get; init; } = 512;

    /// <summary>Most bytes in one transaction before it commits; about 30 ms of disk.</summary>
    public long MaxBatchBytes { get; init; } = 8L << 20;

    /// <summary>Append and release requests that may wait before further callers wait themselves.</summary>
    public int MaxWaitingRequests { get; init; } = 1024;

    /// <summary>How long released content may wait for an append to ride along with.</summary>
    public TimeSpan ReleaseDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Released ids that are deleted without waiting for an append.</summary>
    public int MaxWaitingReleases { get; init; } = 2048;

    /// <summary>How long to wait for a lock that someone else's process holds on the file.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Bytes of write-ahead log after which it is copied into the database file. Larger means less copying, because pages that were
    /// used again meanwhile are copied once, and longer pauses.
    /// </summary>
    public long CheckpointBytes { get; init; } = 16L << 20;

    /// <summary>Most bytes the file may grow to; 0 for what the volume holds.</summary>
    public long MaximumBytes { get; init; }

    /// <summary>Where damage is noted. Once there is any, of whatever file, nothing is written any more.</summary>
    public StorageDamage? Damage { get; init; }

    /// <summary>Connections that read what the cache no longer has.</summary>
    public int Readers { get; init; } = 2;
}
