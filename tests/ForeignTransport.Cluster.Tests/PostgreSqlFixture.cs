using ForeignTransport.Server.Demo;
using Xunit;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A PostgreSQL server for several specs; each takes an empty database of it. Whoever stops it has one of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private PrivatePostgreSql? _server;

    internal PrivatePostgreSql Server => _server ?? throw new InvalidOperationException("It was not started.");

    public async Task InitializeAsync()
    {
        var programs = PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall);
        _server = await PrivatePostgreSql.StartAsync(programs, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>The connection string of an empty database.</summary>
    internal Task<string> CreateDatabaseAsync() => FreshDatabase.CreateAsync(Server.ConnectionString("postgres"), CancellationToken.None);
}
