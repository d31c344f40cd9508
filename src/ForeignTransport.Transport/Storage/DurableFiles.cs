using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// Making files and names durable. Everything here throws <see cref="IOException"/> with the system's reason; after a failed
/// flush nothing may be assumed about the files concerned, and they must be written again.
/// </summary>
internal static class DurableFiles
{
    /// <summary>Makes one file's content durable, with the metadata needed to read it.</summary>
    public static void FlushFile(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (LinuxFiles.FlushFileData(file) != 0)
        {
            throw FileErrors.Last("fdatasync", "");
        }
    }

    /// <summary>
    /// Makes everything durable that was written to the file system of <paramref name="file"/> before the call: contents and names of all
    /// files. False where the system has no such call; then flush each file.
    /// </summary>
    public static bool TryFlushFileSystem(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        return LinuxFiles.FlushFileSystem(file) == 0 ? true : throw FileErrors.Last("syncfs", "");
    }

    /// <summary>Makes the names in a directory durable. Windows journals names by itself, so there it does nothing.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = OpenDirectory(path);
        FlushDirectory(directory);
    }

    /// <summary>The same for a directory that <see cref="OpenDirectory"/> opened and the caller keeps open.</summary>
    public static void FlushDirectory(SafeFileHandle directory)
    {
        if (!OperatingSystem.IsWindows() && LinuxFiles.FlushFile(directory) != 0)
        {
            throw FileErrors.Last("fsync of directory", "");
        }
    }

    /// <summary>Opens a directory to flush it again and again; on Windows the handle is an invalid one that flushing ignores.</summary>
    public static SafeFileHandle OpenDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return new SafeFileHandle();
        }

        var file = LinuxFiles.Open(path, OperatingSystem.IsLinux() ? LinuxFiles.OpenCloseOnExec : 0);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw FileErrors.Last("open", path);
    }

    /// <summary>
    /// Gives a file another name on the same file system, unless that name is taken: atomically, with no moment at which a reader sees
    /// neither or a partial file. Durable once the directory is flushed.
    /// </summary>
    /// <remarks>
    /// Where the file system cannot (NFS), whether the name is taken is looked at just before. That is enough for a name that nobody else chooses.
    /// </remarks>
    public static RenameResult RenameNoReplace(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            return MoveOnWindows(from, to);
        }

        if (OperatingSystem.IsLinux())
        {
            var errno = RenameOnLinux(from, to);
            if (errno is not (LinuxFiles.Invalid or LinuxFiles.NotImplemented))
            {
                return errno == 0 ? RenameResult.Renamed : Outcome(errno, from, to);
            }
        }

        return LookAndRename(from, to);
    }

    /// <summary>The way of file systems that have no exclusive rename.</summary>
    /// <remarks>
    /// Not by a hard link and removal of the old name, which is exclusive but two steps: when the new name is consumed between them, whoever
    /// does it again, after a crash or from another server, makes the file a second time. Both names of one file, left by a release that did so,
    /// are finished.
    /// </remarks>
    internal static RenameResult LookAndRename(string from, string to)
    {
        if (File.Exists(to) && File.Exists(from))
        {
            if (!AreSameFile(from, to))
            {
                return RenameResult.TargetExists;
            }

            return LinuxFiles.Unlink(from) == 0 || Marshal.GetLastPInvokeError() == LinuxFiles.NoEntry
                ? RenameResult.Renamed
                : throw FileErrors.Last("unlink", from);
        }

        return LinuxFiles.RenameReplacing(from, to) == 0 ? RenameResult.Renamed : Outcome(Marshal.GetLastPInvokeError(), from, to);
    }

    /// <summary>
    /// Tells the file system that the directories to be created below this one have nothing to do with each other, so that it places
    /// them apart. A hint of ext4 (<c>chattr +T</c>); false where there is no such thing, which harms nothing.
    /// </summary>
    public static bool TrySpreadSubdirectories(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        using var directory = OpenDirectory(path);
        return LinuxFiles.GetFlags(directory, LinuxFiles.GetFlagsRequest, out var flags) == 0
            && LinuxFiles.SetFlags(directory, LinuxFiles.SetFlagsRequest, flags | LinuxFiles.TopOfDirectoryTree) == 0;
    }

    /// <summary>Bytes that this process may still write below <paramref name="path"/>, which must exist.</summary>
    public static long FreeSpace(string path) =>
        new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(path))! : path).AvailableFreeSpace;

    private static int RenameOnLinux(string from, string to)
    {
        try
        {
            return LinuxFiles.Rename(LinuxFiles.CurrentDirectory, from, LinuxFiles.CurrentDirectory, to, LinuxFiles.RenameNoReplace) == 0
                ? 0
                : Marshal.GetLastPInvokeError();
        }
        catch (EntryPointNotFoundException)
        {
            return LinuxFiles.NotImplemented;
        }
    }

    private static RenameResult Outcome(int errno, string from, string to) => errno switch
    {
        LinuxFiles.Exists => RenameResult.TargetExists,
        // Also the answer when the target's directory is missing, which is a failure and no outcome.
        LinuxFiles.NoEntry when !File.Exists(from) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(to))) => RenameResult.SourceMissing,
        _ => throw FileErrors.From(errno, "rename to", to),
    };

    private static bool AreSameFile(string one, string other) =>
        OpenedFile.TryGetFacts(one, out var first) && OpenedFile.TryGetFacts(other, out var second)
        && first.Inode == second.Inode && first.Device == second.Device;

    private static RenameResult MoveOnWindows(string from, string to)
    {
        const int AlreadyExists = unchecked((int)0x800700B7);
        const int FileExists = unchecked((int)0x80070050);
        try
        {
            File.Move(from, to, overwrite: false);
            return RenameResult.Renamed;
        }
        catch (FileNotFoundException)
        {
            return RenameResult.SourceMissing;
        }
        catch (IOException failure) when (failure.HResult is AlreadyExists or FileExists)
        {
            return RenameResult.TargetExists;
        }
    }
}
