using System.ComponentModel;
using System.Diagnostics;

namespace ForeignTransport.Cluster.Tests.Containers;

/// <summary>A command that ran to its end.</summary>
/// <param name="ExitCode">How it ended; 127 when there is no such program.</param>
/// <param name="Output">What it wrote, standard error after standard output.</param>
internal sealed record CommandRun(int ExitCode, string Output)
{
    /// <summary>The folder of dotnet and its frameworks that runs these tests.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    /// <summary>Runs a command in a folder; one that takes too long is ended with all it started.</summary>
    public static async Task<CommandRun> OfAsync(
        string folder, TimeSpan timeout, string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        PrepareEnvironment(start);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception cause)
        {
            return new CommandRun(127, cause.Message);
        }

        using var running = process ?? throw new InvalidOperationException($"{command[0]} did not start.");
        running.StandardInput.Close();
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            var (output, error) = (running.StandardOutput.ReadToEndAsync(patience.Token), running.StandardError.ReadToEndAsync(patience.Token));
            await running.WaitForExitAsync(patience.Token);
            return new CommandRun(running.ExitCode, $"{await output}{await error}");
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', command)} took longer than {timeout}.");
        }
    }

    /// <summary>
    /// Takes away what the build that runs these tests says to its own parts, and has no part of another build outlive it. Nothing of this
    /// product's options is handed on either.
    /// </summary>
    public static void PrepareEnvironment(ProcessStartInfo start)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("FT_", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["PATH"] = $"{DotnetRoot}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
    }
}
