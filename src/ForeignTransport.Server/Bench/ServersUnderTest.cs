using ForeignTransport.Server.Demo;

namespace ForeignTransport.Server.Bench;

/// <summary>Several servers of one cluster on an empty PostgreSQL database, measured as one.</summary>
internal sealed class ServersUnderTest : IBenchServer
{
    private const string DatabaseName = "PostgreSQL";

    private readonly string _administrator;
    private readonly string _connectionString;
    private readonly DatabaseProcesses? _database;
    private readonly List<(string Name, ServerProcess Process)> _servers = [];

    private ServersUnderTest(string administrator, string connectionString, DatabaseProcesses? database)
    {
        _administrator = administrator;
        _connectionString = connectionString;
        _database = database;
    }

    /// <inheritdoc />
    public bool HasExited => _servers.Exists(server => server.Process.HasExited);

    /// <summary>The time of all servers, without the database.</summary>
    public TimeSpan ProcessorTime => _servers.Aggregate(TimeSpan.Zero, (sum, server) => sum + server.Process.ProcessorTime);

    /// <summary>The most that one of them has had.</summary>
    public long PeakMemoryBytes => _servers.Max(server => server.Process.PeakMemoryBytes);

    /// <inheritdoc />
    public IReadOnlyList<ProcessorShare> ProcessorShares =>
    [
        .. _servers.Select(server => new ProcessorShare(server.Name, server.Process.ProcessorTime)),
        .. _database is null ? [] : new[] { new ProcessorShare(DatabaseName, _database.ProcessorTime) }
    ];

    /// <inheritdoc />
    public string LastOutput => string.Join('\n', _servers.Select(server => $"{server.Name}:\n{server.Process.LastOutput}"));

    /// <summary>Creates a database and starts the servers of a folder on it.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="folder">Their directories.</param>
    /// <param name="administrator">Connection string of an account that may create databases.</param>
    /// <param name="readyTimeout">How long each may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerStartException">One of them did not start; none runs.</exception>
    public static async Task<ServersUnderTest> StartAsync(
        ServerExecutable executable, BenchFolder folder, string administrator, TimeSpan readyTimeout, CancellationToken cancellationToken)
    {
        var connectionString = await FreshDatabase.CreateAsync(administrator, cancellationToken);
        var servers = new ServersUnderTest(administrator, connectionString, await DatabaseProcesses.FindAsync(administrator, cancellationToken));
        try
        {
            foreach (var name in folder.Servers)
            {
                servers._servers.Add((name, ServerProcess.Serve(ServerLaunch.Of(executable, folder, name).On(connectionString))));
            }

            await Task.WhenAll(servers._servers.Select(server => server.Process.WaitReadyAsync(readyTimeout, cancellationToken)));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public void ResetPeakMemory() => _servers.ForEach(server => server.Process.ResetPeakMemory());

    /// <inheritdoc />
    public async Task<int?> StopAsync(CancellationToken cancellationToken)
    {
        var codes = await Task.WhenAll(_servers.Select(server => server.Process.StopAsync(cancellationToken)));
        return codes.Contains(null) ? null : codes.FirstOrDefault(code => code != 0, 0);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in _servers)
        {
            await process.DisposeAsync();
        }

        await FreshDatabase.DropAsync(_administrator, _connectionString);
    }
}
