using System.Diagnostics;

namespace ForeignTransport.Shell.Tests.EndToEnd;

/// <summary>ftx as users start it, in a home folder of its own that is removed afterwards.</summary>
internal sealed class FtxProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Home { get; } = Directory.CreateTempSubdirectory("ftx-").FullName;

    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ftx.exe" : "ftx");

    public Dictionary<string, string> Variables { get; } = [];

    public void Dispose() => Directory.Delete(Home, recursive: true);

    /// <summary>Runs it to its end.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(IReadOnlyList<string> arguments, string? input = null)
    {
        using var process = Start(Executable, arguments);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);

        process.StandardInput.Close();
        return await EndAsync(process);
    }

    public Process Start(string program, IReadOnlyList<string> arguments)
    {
        // Whoever runs the specs in the background has SIGINT ignored, and what he starts inherits that: a program at a terminal does not.
        if (OperatingSystem.IsLinux())
            (program, arguments) = ("env", ["--default-signal=INT", program, .. arguments]);

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Home };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FTX_", StringComparison.Ordinal) || name.StartsWith("XDG_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        start.Environment["HOME"] = Home;
        start.Environment["TMPDIR"] = Home;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }

    public static async Task<(int Code, string Out, string Error)> EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
