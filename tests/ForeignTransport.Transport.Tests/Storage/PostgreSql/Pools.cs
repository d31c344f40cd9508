using Npgsql;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>Closes idle sessions of one spec. To clear all pools of the process would end those of specs that run beside it.</summary>
internal static class Pools
{
    public static void Clear(string connectionString)
    {
        using var pool = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pool);
    }
}
