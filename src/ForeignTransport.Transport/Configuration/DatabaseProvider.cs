namespace ForeignTransport.Transport.Configuration;

/// <summary>The database that holds journal, content and tracking.</summary>
public enum DatabaseProvider
{
    /// <summary>A file of this server's own; one server only.</summary>
    Sqlite,

    /// <summary>PostgreSQL, shared by all servers of a cluster.</summary>
    PostgreSql,
}
