using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Tracking;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>The database of a cluster: journal, content and settings in one PostgreSQL database that all servers share.</summary>
internal sealed class PostgreSqlServerDatabase : IServerDatabase
{
    private readonly NodeConfiguration _node;
    private readonly PostgreSqlSchema _schema;

    public PostgreSqlServerDatabase(NodeConfiguration node, string incarnation)
    {
        _node = node;
        Database = new PostgreSqlDatabase(node.Database.ConnectionString, incarnation);
        _schema = new PostgreSqlSchema(Database.Membership);
    }

    /// <summary>The connections, for what only a cluster has: membership, lease, fence.</summary>
    public PostgreSqlDatabase Database { get; }

    /// <inheritdoc />
    public async Task<TransportError?> PrepareSchemaAsync(CancellationToken cancellationToken)
    {
        var refusal = await _schema.CheckAsync(cancellationToken);
        if (refusal?.Entry != ErrorCatalogue.DatabaseSchemaMissing)
        {
            return refusal;
        }

        await _schema.UpgradeAsync(cancellationToken);
        return null;
    }

    /// <inheritdoc />
    public async Task<SchemaUpgrade?> UpgradeSchemaAsync(CancellationToken cancellationToken) => await _schema.UpgradeAsync(cancellationToken);

    /// <inheritdoc />
    public Task<TransportError?> SettlePartitionsAsync(CancellationToken cancellationToken) => PostgreSqlPartitionCount.SettleAsync(
        Database.Membership, _node.ServerName, _node.Cluster.Partitions, ClaimedFiles.UsualDirectories(_node), cancellationToken);

    /// <inheritdoc />
    public IMessageStore OpenMessageStore(long cacheBytes) =>
        new PostgreSqlMessageStore(Database.Content, new PostgreSqlMessageStoreOptions { CacheBytes = cacheBytes });

    /// <inheritdoc />
    public IAccessStore OpenAccessStore() => new AccessStore(Database.OpenAccess());

    /// <inheritdoc />
    public ITrackingStore OpenTrackingStore() => Database.OpenTracking();

    /// <inheritdoc />
    public ServerPersistence PreparePersistence() => PostgreSqlPersistence.Of(Database);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
