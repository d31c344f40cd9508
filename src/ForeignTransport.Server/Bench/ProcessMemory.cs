using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>The resident memory of another process.</summary>
internal static class ProcessMemory
{
    /// <summary>
    /// Sets the kernel's mark of the highest resident set back to the present one (proc(5), clear_refs). Elsewhere than on Linux, or where
    /// it is not allowed, the mark stays that of the whole life of the process.
    /// </summary>
    /// <returns>Whether it was set back.</returns>
    public static bool ResetPeak(Process process)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            File.WriteAllText(Entry(process, "clear_refs"), "5");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The highest resident set in bytes: VmHWM on Linux, the peak working set elsewhere, or the present one if there is none.</summary>
    public static long Peak(Process process)
    {
        if (OperatingSystem.IsLinux())
        {
            foreach (var line in File.ReadLines(Entry(process, "status")))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    var kibibytes = line.AsSpan("VmHWM:".Length).Trim();
                    return 1024 * long.Parse(kibibytes[..kibibytes.IndexOf(' ')], CultureInfo.InvariantCulture);
                }
            }
        }

        process.Refresh();
        return Math.Max(process.PeakWorkingSet64, process.WorkingSet64);
    }

    private static string Entry(Process process, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/{name}");
}
