using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// A monotonic clock that goes on while the machine sleeps. The usual one of Linux does not, so a process would hold what it had before
/// a suspend for as valid after it. Elsewhere it is the usual one.
/// </summary>
internal sealed partial class PauseClock : TimeProvider
{
    private const int BootTime = 7;
    private const long NanosecondsInSecond = 1_000_000_000;

    public static readonly TimeProvider Instance = OperatingSystem.IsLinux() ? new PauseClock() : System;

    private PauseClock()
    {
    }

    public override long TimestampFrequency => NanosecondsInSecond;

    public override long GetTimestamp() => ClockGetTime(BootTime, out var now) == 0
        ? checked((now.Seconds * NanosecondsInSecond) + now.Nanoseconds)
        : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out TimeSpec now);

    /// <summary>struct timespec of 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
