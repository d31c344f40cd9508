using System.Runtime.InteropServices;

namespace ForeignTransport.Server.Bench;

/// <summary>The calls of the C library that .NET has no name for.</summary>
internal static partial class Posix
{
    private const int SigTerm = 15;

    private static int SigStop => OperatingSystem.IsMacOS() ? 17 : 19;

    private static int SigContinue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>
    /// Asks one process, by id, to end (SIGTERM). False when it is already gone, or on Windows, which has no such signal.
    /// </summary>
    public static bool Terminate(int processId) => Send(processId, SigTerm);

    /// <summary>Stops the clock of one process, by id (SIGSTOP): it keeps what it has and does nothing. False as above.</summary>
    public static bool Pause(int processId) => Send(processId, SigStop);

    /// <summary>Lets a paused process go on (SIGCONT). False as above.</summary>
    public static bool Continue(int processId) => Send(processId, SigContinue);

    /// <summary>Writes everything the kernel still holds to disk; does nothing on Windows.</summary>
    public static void Sync()
    {
        if (!OperatingSystem.IsWindows())
        {
            SyncNative();
        }
    }

    private static bool Send(int processId, int signal) => !OperatingSystem.IsWindows() && KillNative(processId, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillNative(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SyncNative();
}
