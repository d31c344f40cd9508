using System.Globalization;
using Npgsql;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// The processes of a PostgreSQL server on this Linux machine: the main one and its children, one a session among them. A child that has ended
/// lives on in what the main process has waited for.
/// </summary>
internal sealed class DatabaseProcesses
{
    private const string ProcessName = "postgres";

    /// <summary>USER_HZ, which is 100 on every Linux architecture that .NET runs on (proc(5), times are in these ticks).</summary>
    private const double TicksPerSecond = 100;

    private readonly int _main;

    private DatabaseProcesses(int main) => _main = main;

    /// <summary>User and system CPU time of all of them since the server started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            var ticks = 0L;
            foreach (var directory in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && Stat.Read(id) is { } stat
                    && (id == _main || stat.Parent == _main))
                {
                    ticks += stat.Own + (id == _main ? stat.Children : 0);
                }
            }

            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    /// <summary>Finds the processes of the server behind a connection string.</summary>
    /// <returns>Null when they are not on this machine, or this is not Linux.</returns>
    public static async Task<DatabaseProcesses?> FindAsync(string connectionString, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);

        // The main process is the parent of every session's. Elsewhere the number means another process, or none: the name tells.
        return Stat.Read(connection.ProcessID) is { Name: ProcessName } session && Stat.Read(session.Parent) is { Name: ProcessName }
            ? new DatabaseProcesses(session.Parent)
            : null;
    }

    /// <summary>What <c>/proc/id/stat</c> says.</summary>
    private sealed record Stat(string Name, int Parent, long Own, long Children)
    {
        public static Stat? Read(int id)
        {
            try
            {
                var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));

                // The name may hold anything, so fields are counted from behind it: state is the first.
                var fields = text[(close + 2)..].Split(' ');
                return new Stat(text[(open + 1)..close], (int)Field(fields, 1), Field(fields, 11) + Field(fields, 12), Field(fields, 13) + Field(fields, 14));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        private static long Field(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
    }
}
