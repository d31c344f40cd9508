using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Tests.Configuration;
using ForeignTransport.Transport.Tests.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

/// <summary>What a server needs of its database, whichever kind it is.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class ServerDatabaseSpecs(PostgreSqlServer server) : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task should_serve_a_first_start_and_every_later_one(DatabaseProvider provider)
    {
        var connectionString = provider == DatabaseProvider.PostgreSql ? await server.CreateDatabaseAsync() : null;
        for (var start = 0; start < 2; start++)
        {
            await using var database = ServerDatabase.Of(Node(connectionString, partitions: 16), $"Hub01-{start:x12}");
            Assert.Null(await database.PrepareSchemaAsync(CancellationToken.None));
            Assert.Null(await database.SettlePartitionsAsync(CancellationToken.None));
            await using var store = database.OpenMessageStore(cacheBytes: 1 << 20);
            Assert.Equal(SampleContent.Ids(0, start), await store.ListAllAsync());
            await store.AppendAsync([SampleContent.Of(start, 100)], CancellationToken.None);
            Assert.False(database.PreparePersistence().Hocon.IsEmpty);
        }

        await using var other = ServerDatabase.Of(Node(connectionString, partitions: 8), "Hub01-0123456789ab");
        Assert.Equal(ErrorCatalogue.PartitionCountChanged, (await other.SettlePartitionsAsync(CancellationToken.None))?.Entry);
    }

    [Fact]
    public async Task should_create_the_schema_once_when_two_servers_start_on_an_empty_database()
    {
        var connectionString = await server.CreateDatabaseAsync();

        var refusals = await Task.WhenAll(Enumerable.Range(1, 4).Select(async number =>
        {
            await using var database = ServerDatabase.Of(Node(connectionString, partitions: 16), $"Hub0{number}-0123456789ab");
            return await database.PrepareSchemaAsync(CancellationToken.None);
        }));

        Assert.All(refusals, Assert.Null);
    }

    private NodeConfiguration Node(string? connectionString, int partitions) => _folder.Load($$"""
        foreign-transport {
          data-directory = "{{_folder.Path}}"
          cluster.partitions = {{partitions}}
          {{(connectionString is null ? "" : $"database {{ provider = postgresql, connection-string = \"{connectionString}\" }}")}}
        }
        """);
}
