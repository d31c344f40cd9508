using System.Collections.Immutable;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.Bench;

/// <summary>How one server is started.</summary>
/// <param name="Executable">The program.</param>
/// <param name="ServerName">Its name in the organization.</param>
/// <param name="DataDirectory">Its data directory.</param>
/// <param name="OrganizationFile">What fills the organization if that is still empty.</param>
internal sealed record ServerLaunch(ServerExecutable Executable, string ServerName, string DataDirectory, string OrganizationFile)
{
    /// <summary>A server that lives for minutes in a temporary folder must work on a drive that is nearly full, as many are where it is tried out.</summary>
    private const string DriveThresholds = "98, auto, 98, 97";

    /// <summary>Options by environment variable (FT_...), beside those that the process inherits.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty
        .Add(BackPressureOptions.UsedDiskSpaceOption.EnvironmentVariable, DriveThresholds)
        .Add(BackPressureOptions.DatabaseUsedSpaceOption.EnvironmentVariable, DriveThresholds);

    /// <summary>A file that all its output is added to; null: only the last lines are kept, in memory.</summary>
    public string? LogFile { get; init; }

    /// <summary>The first server of a folder, with the options of a default start.</summary>
    public static ServerLaunch Of(ServerExecutable executable, BenchFolder folder) => Of(executable, folder, folder.Servers[0]);

    /// <summary>One of the servers of a folder, with the options of a default start.</summary>
    public static ServerLaunch Of(ServerExecutable executable, BenchFolder folder, string server) =>
        new(executable, server, folder.DataOf(server), folder.OrganizationFile);

    /// <summary>The same on a PostgreSQL database that other servers may share.</summary>
    public ServerLaunch On(string connectionString) => this with
    {
        Options = Options
            .SetItem("FT_DATABASE_PROVIDER", "postgresql")
            .SetItem("FT_DATABASE_CONNECTION_STRING", connectionString)
            .SetItem("FT_CLUSTER_PORT", "0"),
    };
}
