using System.Runtime.InteropServices;

namespace ForeignTransport.Server.Bench;

/// <summary>The two calls of the C library that .NET has no name for.</summary>
internal static partial class Posix
{
    private const int SigTerm = 15;

    /// <summary>
    /// Asks one process, by id, to end (SIGTERM). False when it is already gone, or on Windows, which has no such signal.
    /// </summary>
    public static bool Terminate(int processId) => !OperatingSystem.IsWindows() && KillNative(processId, SigTerm) == 0;

    /// <summary>Writes everything the kernel still holds to disk; does nothing on Windows.</summary>
    public static void Sync()
    {
        if (!OperatingSystem.IsWindows())
        {
            SyncNative();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillNative(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void SyncNative();
}
