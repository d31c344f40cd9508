using ForeignTransport.Transport.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Tests.Storage.Sqlite;

/// <summary>Closes idle connections to the journal of one spec. To clear all pools of the process would meet specs that run beside it.</summary>
internal static class SqlitePools
{
    public static void Clear(string path)
    {
        using var pool = new SqliteConnection(SqlitePersistence.ConnectionString(path));
        SqliteConnection.ClearPool(pool);
    }
}
