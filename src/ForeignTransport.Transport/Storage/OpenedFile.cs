using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ForeignTransport.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// A file taken from a directory that others write to: opened without following a link and without blocking on a pipe, with its facts
/// read from the open file, so that nobody can exchange it between the look and the read.
/// </summary>
internal sealed class OpenedFile : IDisposable
{
    private OpenedFile(SafeFileHandle handle, FileFacts facts)
    {
        Handle = handle;
        Facts = facts;
    }

    public SafeFileHandle Handle { get; }

    /// <summary>As they were when the file was opened. Look at <see cref="FileFacts.IsRegular"/> before reading.</summary>
    public FileFacts Facts { get; }

    /// <summary>Opens a file for reading.</summary>
    public static bool TryOpen(
        string path, [NotNullWhen(true)] out OpenedFile? file, [NotNullWhen(false)] out TransportError? error)
    {
        file = null;
        error = null;
        try
        {
            file = OperatingSystem.IsLinux() ? OpenOnLinux(path, out error) : OpenElsewhere(path, out error);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = FileErrors.Describe(failure, path);
        }

        return file is not null;
    }

    /// <summary>The facts of what a name stands for, a link itself included; Linux only.</summary>
    public static bool TryGetFacts(string path, out FileFacts facts)
    {
        facts = default;
        if (!OperatingSystem.IsLinux()
            || LinuxFiles.Stat(LinuxFiles.CurrentDirectory, path, LinuxFiles.NoFollow, LinuxFiles.BasicStats, out var stat) != 0)
        {
            return false;
        }

        facts = FactsOf(stat);
        return true;
    }

    /// <summary>
    /// Asks whether any process has the file open for writing, by trying for a read lease and giving it back at once. Needs a file that
    /// the server's account owns.
    /// </summary>
    public WriterPresence HasWriter()
    {
        // The signal first: should someone open the file while the lease is held, the default signal, SIGIO, would end this process.
        if (!OperatingSystem.IsLinux()
            || LinuxFiles.Control(Handle, LinuxFiles.SetSignal, LinuxFiles.UrgentSignal) != 0)
        {
            return WriterPresence.Unknown;
        }

        if (LinuxFiles.Control(Handle, LinuxFiles.SetLease, LinuxFiles.ReadLock) != 0)
        {
            return Marshal.GetLastPInvokeError() == LinuxFiles.Again ? WriterPresence.Yes : WriterPresence.Unknown;
        }

        return LinuxFiles.Control(Handle, LinuxFiles.SetLease, LinuxFiles.Unlock) == 0
            ? WriterPresence.No
            : throw FileErrors.Last("giving back the lease of", "");
    }

    public void Dispose() => Handle.Dispose();

    private static OpenedFile? OpenOnLinux(string path, out TransportError? error)
    {
        const int ReadOnly = 0;
        var flags = ReadOnly | LinuxFiles.OpenNoFollow | LinuxFiles.OpenNonBlocking | LinuxFiles.OpenCloseOnExec;
        var descriptor = LinuxFiles.Open(path, flags);
        if (descriptor < 0)
        {
            error = FileErrors.Describe(Marshal.GetLastPInvokeError(), path);
            return null;
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LinuxFiles.Stat(handle, "", LinuxFiles.EmptyPath, LinuxFiles.BasicStats, out var stat) != 0)
        {
            error = FileErrors.Describe(Marshal.GetLastPInvokeError(), path);
            handle.Dispose();
            return null;
        }

        error = null;
        return new OpenedFile(handle, FactsOf(stat));
    }

    private static OpenedFile? OpenElsewhere(string path, out TransportError? error)
    {
        // Best effort where the system has no O_NOFOLLOW: a window remains between the look and the open.
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
        {
            error = ErrorCatalogue.FileIsLink.With($"'{path}'");
            return null;
        }

        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        error = null;
        return new OpenedFile(
            handle, new FileFacts(true, RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), 0, 0, 1));
    }

    private static FileFacts FactsOf(in LinuxFiles.StatResult stat) => new(
        (stat.Mode & LinuxFiles.TypeMask) == LinuxFiles.RegularFile,
        (long)stat.Size,
        DateTimeOffset.FromUnixTimeSeconds(stat.ModifiedSeconds).AddTicks(stat.ModifiedNanoseconds / 100),
        stat.Inode,
        ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor,
        (int)stat.Links);
}
