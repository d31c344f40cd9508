using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Tracking;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>The SQLite files of a single server: the journal, and message content beside it (docs/adr/0002).</summary>
internal sealed class DatabaseFiles(NodeConfiguration node, Action<TransportError> tellDamage) : IServerDatabase
{
    /// <summary>Journal and snapshots.</summary>
    public string Journal { get; } = Path.GetFullPath(new SqliteConnectionStringBuilder(node.Database.ConnectionString).DataSource);

    /// <summary>Message content.</summary>
    public string Content => Path.Combine(Path.GetDirectoryName(Journal)!, "content.db");

    /// <summary>Access tokens and audit log.</summary>
    public string Access => Path.Combine(Path.GetDirectoryName(Journal)!, SqliteAccessSchema.FileName);

    /// <summary>The tracking table.</summary>
    public string Tracking => Path.Combine(Path.GetDirectoryName(Journal)!, SqliteTrackingStore.FileName);

    /// <inheritdoc />
    public StorageDamage Damage { get; } = new(tellDamage, TimeProvider.System);

    /// <inheritdoc />
    public IDatabaseSpace Space => new SqliteSpace(Path.GetDirectoryName(Journal)!, Journal, Content);

    /// <summary>Opens the message store, creating it when it is new.</summary>
    public IMessageStore OpenMessageStore(long cacheBytes)
    {
        EnsureContent();
        return new SqliteMessageStore(new SqliteMessageStoreOptions { Path = Content, CacheBytes = cacheBytes, Damage = Damage });
    }

    /// <summary>Finds the number of partitions as it was, or says why the server must not start with the one that is configured.</summary>
    /// <remarks>Claimed files are looked for in the usual directories: where an organization has put them elsewhere is not known yet.</remarks>
    public TransportError? SettlePartitions() => StoredPartitionCount.Settle(
        Content, node.Cluster.Partitions, ClaimedFiles.UsualDirectories(node));

    /// <inheritdoc />
    public Task<TransportError?> PrepareSchemaAsync(CancellationToken cancellationToken)
    {
        EnsureContent();
        return Task.FromResult<TransportError?>(null);
    }

    /// <summary>Nothing: the files are made and brought up to date when they are opened.</summary>
    public Task<SchemaUpgrade?> UpgradeSchemaAsync(CancellationToken cancellationToken) => Task.FromResult<SchemaUpgrade?>(null);

    /// <inheritdoc />
    public Task<TransportError?> SettlePartitionsAsync(CancellationToken cancellationToken) => Task.FromResult(SettlePartitions());

    /// <inheritdoc />
    public TransportError? JournalDamageOf(Exception failure)
    {
        var damage = SqliteFailure.DamageOf(failure, Journal);
        if (damage is not null)
        {
            Damage.Meet(damage);
        }

        return damage;
    }

    /// <inheritdoc />
    public IAccessStore OpenAccessStore() => SqliteAccessSchema.Open(Access);

    /// <inheritdoc />
    public ITrackingStore OpenTrackingStore() => SqliteTrackingStore.Open(Tracking);

    /// <inheritdoc />
    public ServerPersistence PreparePersistence() => SqlitePersistence.Prepare(Journal);

    /// <summary>Nothing: whoever opened a file closes it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void EnsureContent()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        SqliteMessageStore.EnsureSchema(Content);
    }
}
