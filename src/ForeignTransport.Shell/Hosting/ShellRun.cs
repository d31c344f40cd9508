using System.Reflection;
using System.Runtime.CompilerServices;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.Shell.CommandLine;
using ForeignTransport.Shell.Interactive;
using ForeignTransport.Shell.Settings;

namespace ForeignTransport.Shell.Hosting;

/// <summary>One run of ftx, from the settings to the exit code.</summary>
internal static class ShellRun
{
    /// <summary>What a command gets to end by itself once it was interrupted; then the process ends without it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private const int HistoryEntries = 1000;

    public static int Execute(ShellRequest.Run run)
    {
        var console = ShellConsole.OfProcess(run.Input is ShellInput.Command or ShellInput.Script);
        var folders = SettingsFolders.Of(Environment.GetEnvironmentVariable, OperatingSystem.IsWindows());
        ConnectionSettings connection;
        try
        {
            connection = new ConnectionResolver(Environment.GetEnvironmentVariable, new SettingsFiles(), folders).Resolve(run.Server);
        }
        catch (SettingsException e)
        {
            console.Error.WriteLine($"ftx: {e.Message}");
            return ExitCode.Usage;
        }

        foreach (var warning in connection.Warnings)
            console.Error.WriteLine($"WARNING: {warning}");

        // A program that ftx starts, or a crash report, has no business with the token.
        Environment.SetEnvironmentVariable("FTX_TOKEN", null);
        TransportConnection.Begin(connection.Servers, connection.Token);
        return WithEngine(run, console, folders);
    }

    /// <summary>The first method that touches the engine: before it, a wrong setting costs no start of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WithEngine(ShellRequest.Run run, ShellConsole console, SettingsFolders folders)
    {
        WarmUp.Begin(run.Input);
        using var session = new ShellSession(console, Modules(), run.AllowsPrograms);
        var isInteractive = run.Input is ShellInput.Unspecified && !Console.IsInputRedirected;
        using var interrupt = new Interruption(session, isInteractive ? null : Grace);
        var code = run.Input switch
        {
            ShellInput.Command command => session.Run(command.Text, PipedLines(command.Text)),
            ShellInput.Script script => session.RunScript(script.Path, script.Arguments),
            ShellInput.StandardInput => session.Run(Console.In.ReadToEnd()),
            _ => isInteractive ? Prompt(session, console, folders) : session.Run(Console.In.ReadToEnd()),
        };
        return interrupt.Code ?? code;
    }

    private static int Prompt(ShellSession session, ShellConsole console, SettingsFolders folders)
    {
        using var leaving = new CancellationTokenSource();
        var history = new HistoryFile(folders.HistoryFile, HistoryEntries, warning => console.Error.WriteLine($"WARNING: {warning}"));
        var code = new InteractiveShell(session, console, history, new ServerName(leaving.Token)).Run();
        leaving.Cancel();
        return code;
    }

    private static IEnumerable<Assembly> Modules() => [typeof(TransportConnection).Assembly];

    /// <summary>Lines of standard input for <c>$input</c>. They are read only where the commands ask for them: it may never end.</summary>
    private static IEnumerable<string>? PipedLines(string commands)
    {
        if (!Console.IsInputRedirected || !commands.Contains("$input", StringComparison.OrdinalIgnoreCase))
            return null;

        return Lines();

        static IEnumerable<string> Lines()
        {
            while (Console.In.ReadLine() is { } line)
                yield return line;
        }
    }
}
