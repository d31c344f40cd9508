using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Transport.BackPressure;

/// <summary>Memory, in bytes, of this process and of the machine or container that it runs in.</summary>
internal static class MachineMemory
{
    /// <summary>
    /// What the heap of this process may have: the memory of the machine, a share of the limit of its container (three quarters), or what DOTNET_GCHeapHardLimit says.
    /// </summary>
    /// <remarks>
    /// Not the limit of the container itself: the heap fails before that is reached. See
    /// <see href="https://learn.microsoft.com/dotnet/api/system.gcmemoryinfo.totalavailablememorybytes">TotalAvailableMemoryBytes</see>.
    /// </remarks>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>What this process has for itself.</summary>
    /// <remarks>
    /// On Linux what .NET calls private counts addresses that the garbage collector merely reserved, hundreds of gigabytes; resident anonymous memory is what is
    /// really used.
    /// </remarks>
    public static long Private()
    {
        if (OperatingSystem.IsLinux())
        {
            return Kilobytes("/proc/self/status", "RssAnon:") << 10;
        }

        using var process = Process.GetCurrentProcess();
        return process.PrivateMemorySize64;
    }

    /// <summary>What all processes use, in percent of what the machine has. Memory that only caches files counts as free.</summary>
    public static long PercentInUse()
    {
        if (OperatingSystem.IsLinux())
        {
            var total = Kilobytes("/proc/meminfo", "MemTotal:");
            return 100 * (total - Kilobytes("/proc/meminfo", "MemAvailable:")) / total;
        }

        // As of the last collection: near enough for a figure that only drops caches.
        var collector = GC.GetGCMemoryInfo();
        return collector.TotalAvailableMemoryBytes == 0 ? 0 : Math.Min(100, 100 * collector.MemoryLoadBytes / collector.TotalAvailableMemoryBytes);
    }

    private static long Kilobytes(string file, string key)
    {
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))
            ?? throw new IOException($"{file} has no {key[..^1]}");
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
