using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>Specs that share a PostgreSQL server; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}
