namespace ForeignTransport.Server.Bench;

/// <summary>How the server is started: a program and the arguments that come before <c>serve</c>.</summary>
internal sealed record ServerExecutable(string FileName, IReadOnlyList<string> LeadingArguments)
{
    private const string AssemblyFile = "foreign-transport.dll";

    /// <summary>This very program.</summary>
    public static ServerExecutable Current()
    {
        var process = Environment.ProcessPath;
        return process is null || IsHost(process) ? FromPath(typeof(ServerExecutable).Assembly.Location) : FromPath(process);
    }

    /// <summary>The server that was built into a directory, such as the output of a test project that references it.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static ServerExecutable In(string directory)
    {
        var path = Path.Combine(directory, AssemblyFile);
        return File.Exists(path) ? FromPath(path) : throw new FileNotFoundException("No server was built here.", path);
    }

    /// <summary>An assembly (.dll) is run by the dotnet host, anything else is started as it is.</summary>
    public static ServerExecutable FromPath(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        ? new ServerExecutable(Host(), ["exec", path])
        : new ServerExecutable(path, []);

    private static string Host() =>
        Environment.ProcessPath is { } process && IsHost(process)
            ? process
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static bool IsHost(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
