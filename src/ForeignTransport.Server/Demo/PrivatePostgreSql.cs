using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>
/// A PostgreSQL server of its own, for a demo or a test: fresh data in a temporary folder, a free port of the loopback interface, default
/// durability unless it is told otherwise. It ends with this process, however that ends.
/// </summary>
/// <remarks>
/// PostgreSQL refuses to run as root: started by root it runs as the account <c>postgres</c>, which Debian's package creates. A shell stands
/// between: it stops the server when its standard input ends, which the system closes for a process that was killed. The shell does not mind
/// Ctrl+C, which a terminal sends to all of them: it has to see the server end.
/// </remarks>
internal sealed class PrivatePostgreSql : IAsyncDisposable
{
    private const int Attempts = 5;
    private const string Administrator = "hub";
    private const string Wrapper = "trap '' INT; \"$@\" & server=$!; read -r _; kill -INT $server; wait $server";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string _programs;
    private readonly bool _isDurable;
    private readonly string _password = Guid.NewGuid().ToString("N");
    private Process? _process;

    private PrivatePostgreSql(string folder, string programs, bool isDurable)
    {
        _folder = folder;
        _programs = programs;
        _isDurable = isDurable;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>Its account may do everything, as the owner of a database may.</summary>
    /// <param name="database">Name of an existing database; <c>postgres</c> is there from the start.</param>
    public string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={Port};Username={Administrator};Password={_password};Database={database}");

    /// <summary>What to tell a user on whose machine there is none.</summary>
    public const string HowToInstall =
        "PostgreSQL was not found. Install it (Debian, Ubuntu: apt-get install postgresql), or set FT_POSTGRESQL_PROGRAMS to the folder of its programs.";

    /// <summary>Finds the folder of initdb and postgres: the newest one installed.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? FindPrograms()
    {
        IEnumerable<string> candidates =
        [
            Environment.GetEnvironmentVariable("FT_POSTGRESQL_PROGRAMS") ?? "",
            .. Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(MajorVersion).Select(path => Path.Combine(path, "bin"))
                : [],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        ];
        return OperatingSystem.IsWindows()
            ? null
            : candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <summary>Creates and starts a server.</summary>
    /// <param name="programs">What <see cref="FindPrograms"/> found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isDurable">False for a test that the disk of the machine is nothing to: what was committed outlives the server, not the machine.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message has its last output.</exception>
    public static async Task<PrivatePostgreSql> StartAsync(string programs, CancellationToken cancellationToken, bool isDurable = true)
    {
        var folder = Directory.CreateTempSubdirectory("ft-postgresql-").FullName;
        var server = new PrivatePostgreSql(folder, programs, isDurable);
        try
        {
            await server.InitializeAsync(cancellationToken);
            for (var attempt = 1; ; attempt++)
            {
                server.Port = LoopbackPort.Free();
                try
                {
                    await server.StartAsync(cancellationToken);
                    return server;
                }
                catch (InvalidOperationException) when (attempt < Attempts)
                {
                    // Somebody else may have taken the port meanwhile.
                    continue;
                }
            }
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on its data and its port, after <see cref="StopAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">It did not start; the message has its last output.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var output = new List<string>();
        var process = Launch("/bin/sh",
        [
            "-c", Wrapper, "sh", .. AsServerAccount(), Path.Combine(_programs, "postgres"), "-D", Data,
            "-c", "listen_addresses=127.0.0.1", "-c", string.Create(CultureInfo.InvariantCulture, $"port={Port}"),
            "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB",
            "-c", "log_min_messages=fatal", "-c", _isDurable ? "fsync=on" : "fsync=off"
        ], output);
        _process = process;
        var waitingSince = Stopwatch.GetTimestamp();
        while (process.HasExited || !await AnswersAsync(cancellationToken))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(waitingSince) > StartTimeout)
            {
                await StopAsync(CancellationToken.None);
                lock (output)
                {
                    throw new InvalidOperationException($"PostgreSQL did not start: {string.Join(' ', output)}");
                }
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Stops it as an administrator would who has no time: sessions are cut, what was committed stays.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            process.Dispose();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static int MajorVersion(string path) =>
        int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["-R", "postgres:", _folder], cancellationToken);
        }

        string[] command =
        [
            .. AsServerAccount(), Path.Combine(_programs, "initdb"), "-D", Data, "-U", Administrator, "--auth=scram-sha-256", $"--pwfile={passwordFile}",
            "--encoding=UTF8", "--locale=C", "--no-sync"
        ];
        await RunAsync(command[0], command[1..], cancellationToken);
        File.Delete(passwordFile);
    }

    private static string[] AsServerAccount() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var output = new List<string>();
        using var process = Launch(program, arguments, output);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            lock (output)
            {
                throw new InvalidOperationException($"{program} failed: {string.Join(' ', output)}");
            }
        }
    }

    private static Process Launch(string program, string[] arguments, List<string> output)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/"
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Keep(string? line)
        {
            lock (output)
            {
                if (line is not null && output.Count < 100)
                {
                    output.Add(line);
                }
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            // It listens before it has recovered: pg_isready knows the difference.
            var command = Path.Combine(_programs, "pg_isready");
            using var asked = Launch(command, ["-q", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture)], []);
            await asked.WaitForExitAsync(cancellationToken);
            return asked.ExitCode == 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
