using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// inotify read by one thread, which does not look at it while unarmed: the kernel keeps the notices (and drops them when they become
/// too many, which is a change as well), so that a directory into which thousands of files a second arrive wakes it only when asked to.
/// </summary>
internal sealed class LinuxDirectoryWatch : DirectoryWatch
{
    private const int StackBytes = 128 << 10;

    private readonly string _directory;
    private readonly Action _changed;
    private readonly SafeFileHandle _notices;
    private readonly SafeFileHandle _stop;
    private readonly SemaphoreSlim _armed = new(1);
    private readonly Thread _thread;
    private int _isArmed = 1;
    private volatile bool _stopping;

    public LinuxDirectoryWatch(string directory, Action changed)
    {
        _directory = directory;
        _changed = changed;
        _notices = Owned(LinuxFiles.WatchInitialize(LinuxFiles.OpenNonBlocking | LinuxFiles.OpenCloseOnExec));
        if (LinuxFiles.WatchAdd(_notices, directory, LinuxFiles.ClosedAfterWriting | LinuxFiles.MovedTo) < 0)
        {
            var failure = FileErrors.Last("watch", directory);
            _notices.Dispose();
            throw failure;
        }

        _stop = Owned(LinuxFiles.EventCreate(0, LinuxFiles.OpenCloseOnExec));
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = $"watch {directory}" };
        _thread.Start();
    }

    /// <inheritdoc />
    public override void Arm()
    {
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _armed.Release();
        }
    }

    /// <summary>Ends the thread; afterwards there are no more notices. Not to be called from the notice itself.</summary>
    public override void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _ = LinuxFiles.Write(_stop, BitConverter.GetBytes(1UL), sizeof(ulong));
        _armed.Release();
        _thread.Join();
        _notices.Dispose();
        _stop.Dispose();
        _armed.Dispose();
    }

    private void Run()
    {
        Span<byte> buffer = new byte[16 << 10];
        while (true)
        {
            _armed.Wait();
            if (_stopping || !WaitForNotice())
            {
                return;
            }

            while (LinuxFiles.Read(_notices, buffer, buffer.Length) > 0)
            {
                // What arrived does not matter: the directory is listed anyway.
            }

            Volatile.Write(ref _isArmed, 0);
            _changed();
        }
    }

    /// <summary>False when the watch is to end.</summary>
    private bool WaitForNotice()
    {
        Span<LinuxFiles.PollEntry> entries =
        [
            new() { File = (int)_notices.DangerousGetHandle(), Events = LinuxFiles.Readable },
            new() { File = (int)_stop.DangerousGetHandle(), Events = LinuxFiles.Readable },
        ];
        while (LinuxFiles.Poll(entries, (nuint)entries.Length, -1) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno != LinuxFiles.Interrupted)
            {
                throw FileErrors.From(errno, "poll for", _directory);
            }
        }

        return !_stopping && entries[1].Returned == 0;
    }

    private SafeFileHandle Owned(int descriptor) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw FileErrors.Last("watch", _directory);
}
