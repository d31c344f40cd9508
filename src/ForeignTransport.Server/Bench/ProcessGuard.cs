using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// Sees to it that a process that this one started does not outlive it, however this one ends: a shell waits at the end of a pipe that the
/// system closes for a process that was killed, and then kills the other by its id. Does nothing on Windows.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    /// <summary>A line lets the process go; the end of the pipe does not. Ctrl+C reaches every process of a terminal, and must not end this one.</summary>
    private const string Script = "trap '' HUP INT TERM; read -r _ || kill -KILL \"$1\"";

    private readonly Lock _gate = new();
    private Process? _shell;

    /// <summary>Begins to guard a process.</summary>
    public ProcessGuard(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
            foreach (var argument in (string[])["-c", Script, "sh", processId.ToString(CultureInfo.InvariantCulture)])
            {
                start.ArgumentList.Add(argument);
            }

            _shell = Process.Start(start);
        }
    }

    /// <summary>Lets the process go: it has ended, and its id may soon be another's.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_shell is { } shell)
            {
                _shell = null;
                shell.StandardInput.WriteLine();
                shell.StandardInput.Dispose();
                shell.Dispose();
            }
        }
    }

    /// <summary>What the system does when this process dies.</summary>
    internal async Task AbandonAsync()
    {
        if (_shell is { } shell)
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
        }
    }
}
