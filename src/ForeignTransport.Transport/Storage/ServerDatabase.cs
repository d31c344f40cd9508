using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage.PostgreSql;
using ForeignTransport.Transport.Storage.Sqlite;

namespace ForeignTransport.Transport.Storage;

/// <summary>Chooses the kind of database that is configured.</summary>
internal static class ServerDatabase
{
    /// <summary>The database of <paramref name="node"/>; nothing is opened yet.</summary>
    /// <param name="node">Its configuration.</param>
    /// <param name="incarnation">This run of it: the application name of every session.</param>
    /// <param name="tellDamage">The log, for damage that is met while it is open; null where whatever is done fails of it, which is enough.</param>
    public static IServerDatabase Of(NodeConfiguration node, string incarnation, Action<TransportError>? tellDamage = null) => node.Database.Provider switch
    {
        DatabaseProvider.PostgreSql => new PostgreSqlServerDatabase(node, incarnation),
        _ => new DatabaseFiles(node, tellDamage ?? (_ => { })),
    };
}
