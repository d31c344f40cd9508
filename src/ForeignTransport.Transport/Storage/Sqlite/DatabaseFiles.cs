using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>The SQLite files of a single server: the journal, and message content beside it (docs/adr/0002).</summary>
internal sealed class DatabaseFiles(NodeConfiguration node)
{
    /// <summary>Journal and snapshots.</summary>
    public string Journal { get; } = Path.GetFullPath(new SqliteConnectionStringBuilder(node.Database.ConnectionString).DataSource);

    /// <summary>Message content.</summary>
    public string Content => Path.Combine(Path.GetDirectoryName(Journal)!, "content.db");

    /// <summary>Opens the message store, creating it when it is new.</summary>
    public IMessageStore OpenMessageStore(long cacheBytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        SqliteMessageStore.EnsureSchema(Content);
        return new SqliteMessageStore(new SqliteMessageStoreOptions { Path = Content, CacheBytes = cacheBytes });
    }

    /// <summary>Finds the number of partitions as it was, or says why the server must not start with the one that is configured.</summary>
    /// <remarks>Claimed files are looked for in the usual directories: where an organization has put them elsewhere is not known yet.</remarks>
    public TransportError? SettlePartitions() => StoredPartitionCount.Settle(
        Content, node.Cluster.Partitions, Path.Combine(node.DataDirectory, "pickup"), Path.Combine(node.DataDirectory, "replay"));
}
