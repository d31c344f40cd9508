namespace ForeignTransport.Transport.Storage;

/// <summary>The watch for systems other than Linux, on the file system watcher of .NET.</summary>
internal sealed class PortableDirectoryWatch : DirectoryWatch
{
    private const int Quiet = 0;
    private const int Armed = 1;
    private const int QuietButChanged = 2;

    private readonly Action _changed;
    private readonly FileSystemWatcher _watcher;
    private int _state = Armed;

    public PortableDirectoryWatch(string directory, Action changed)
    {
        if (!Directory.Exists(directory))
        {
            throw FileErrors.From(LinuxFiles.NoEntry, "watch", directory);
        }

        _changed = changed;
        _watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite };
        _watcher.Created += (_, _) => Notice();
        _watcher.Changed += (_, _) => Notice();
        _watcher.Renamed += (_, _) => Notice();
        _watcher.Error += (_, _) => Notice();
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc />
    public override void Arm()
    {
        if (Interlocked.CompareExchange(ref _state, Armed, Quiet) == QuietButChanged)
        {
            Volatile.Write(ref _state, Quiet);
            _changed();
        }
    }

    public override void Dispose() => _watcher.Dispose();

    private void Notice()
    {
        if (Interlocked.CompareExchange(ref _state, Quiet, Armed) == Armed)
        {
            _changed();
        }
        else
        {
            Interlocked.CompareExchange(ref _state, QuietButChanged, Quiet);
        }
    }
}
