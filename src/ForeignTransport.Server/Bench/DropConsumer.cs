using System.Diagnostics;
using System.IO.Enumeration;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// A gateway: takes every .eml file out of Drop directories the moment it is there, enters it in the ledger, deletes it.
/// </summary>
/// <remarks>
/// A directory is listed about once a millisecond, which costs less than an event a file and bounds the error of each latency to that.
/// One listing is stamped before its files are read, so the reading of one file does not count as latency of the next.
/// </remarks>
internal sealed class DropConsumer(IReadOnlyList<string> directories, DeliveryLedger ledger) : IAsyncDisposable
{
    /// <summary>A listing of this size is followed by the next at once: the server is ahead.</summary>
    private const int BusyListing = 100;

    private static readonly EnumerationOptions Flat = new() { AttributesToSkip = 0, RecurseSubdirectories = false, IgnoreInaccessible = false };

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<(string Name, long SeenAt)> _listing = [];
    private byte[] _buffer = new byte[64 * 1024];
    private Task? _loop;

    /// <summary>A gateway of one directory.</summary>
    public DropConsumer(string directory, DeliveryLedger ledger)
        : this([directory], ledger)
    {
    }

    /// <summary>Begins to consume, on a thread of its own.</summary>
    public void Start() => _loop = Task.Factory.StartNew(
        Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Takes what is there, and stops. Throws what the consuming thread threw, if it failed.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private void Run()
    {
        var token = _stopping.Token;
        while (!token.IsCancellationRequested)
        {
            if (Pass() < BusyListing)
            {
                token.WaitHandle.WaitOne(1);
            }
        }

        while (Pass() > 0)
        {
        }
    }

    private int Pass()
    {
        var taken = 0;
        foreach (var directory in directories)
        {
            taken += Pass(directory);
        }

        return taken;
    }

    private int Pass(string directory)
    {
        _listing.Clear();
        if (!Directory.Exists(directory))
        {
            return 0;
        }

        try
        {
            var entries = new FileSystemEnumerable<string>(directory, (ref FileSystemEntry entry) => entry.FileName.ToString(), Flat)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    entry.FileName.EndsWith(".eml", StringComparison.Ordinal) && !entry.IsDirectory,
            };
            foreach (var name in entries)
            {
                _listing.Add((name, Stopwatch.GetTimestamp()));
            }
        }
        catch (DirectoryNotFoundException)
        {
            // It went between the look and the listing; what it had goes on elsewhere or comes back with it.
            return 0;
        }

        var taken = 0;
        foreach (var (name, seenAt) in _listing)
        {
            taken += Take(Path.Combine(directory, name), seenAt) ? 1 : 0;
        }

        return taken;
    }

    /// <summary>False when the file is gone: a listing may show one name twice while the directory changes.</summary>
    private bool Take(string path, long seenAt)
    {
        int length;
        try
        {
            length = Read(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }

        ledger.Record(Path.GetFileName(path), _buffer.AsSpan(0, length), seenAt);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // The directory went with the file, which is seen again when it comes back.
        }

        return true;
    }

    private int Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = RandomAccess.Read(file, _buffer.AsSpan(length), length);
            if (read == 0)
            {
                return length;
            }

            length += read;
        }
    }
}
