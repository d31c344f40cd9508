using System.Text;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Tracking;

/// <summary>
/// The files of the message tracking log, for programs that read those of Exchange: one an hour or a day, and one more whenever a file is full.
/// Written after the table, and by one caller at a time.
/// </summary>
/// <remarks>
/// <para>After a restart a new file is begun. A crash between table and file loses the rows of one batch in the file, not in the table.</para>
/// <para>On Unix what it makes is for the account of the server alone; a folder that is there already stays as it is.</para>
/// </remarks>
/// <param name="options">Whether and how files are written.</param>
/// <param name="usualDirectory">Where, unless the settings say otherwise.</param>
/// <param name="settings">MessageTrackingLogPath and the limits, as they are now.</param>
/// <param name="time">The clock.</param>
/// <param name="delete">Deletes a file; null for the file system.</param>
internal sealed class TrackingFiles(
    TrackingOptions options, string usualDirectory, Func<MessageTrackingSettings> settings, TimeProvider time, Action<string>? delete = null) : IDisposable
{
    /// <summary>The folder of the data directory that a MessageTrackingLogPath of the default means.</summary>
    public const string UsualDirectory = "MessageTracking";

    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    // Subjects and addresses are nobody else's business.
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    private readonly Action<string> _delete = delete ?? File.Delete;
    private TransportError? _undeleted;
    private FileStream? _file;
    private TrackingFileName? _name;
    private string? _directory;
    private DateTimeOffset _purgedAt;

    /// <summary>Adds rows to the current file.</summary>
    /// <returns>Null when they are there; otherwise why not, or why an old file is still there, until a later look finds that none is.</returns>
    public Task<TransportError?> AppendAsync(IReadOnlyList<TrackingRecord> rows) => Task.Run(() => Append(rows));

    /// <inheritdoc />
    public void Dispose() => Close();

    private TransportError? Append(IReadOnlyList<TrackingRecord> rows)
    {
        var current = settings();
        if (current.Path.Resolve(usualDirectory) is not { } directory)
        {
            Close();
            return null;
        }

        try
        {
            foreach (var row in rows)
            {
                var line = Utf8.GetBytes(TrackingRow.Format(row) + "\r\n");
                Open(directory, current);
                _file!.Write(line);
            }

            _file?.Flush();
            if (time.GetUtcNow() - _purgedAt >= PurgeInterval)
            {
                Purge(directory, current);
            }

            return _undeleted;
        }
        catch (Exception cause) when (IsOfTheFile(cause))
        {
            Close();
            return ErrorCatalogue.TrackingFileUnwritable.With($"{directory}: {cause.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static bool IsOfTheFile(Exception cause) => cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>The file that the next row goes to: another one in another period or directory, or when this one is full.</summary>
    private void Open(string directory, MessageTrackingSettings current)
    {
        var now = time.GetUtcNow();
        var wanted = TrackingFileName.At(now, options.IsHourly, 1);
        if (_file is not null && directory == _directory && _name!.Period == wanted.Period && _file.Length < current.MaxFileSize.Bytes)
        {
            return;
        }

        var last = directory == _directory && _name?.Period == wanted.Period ? _name.Number : 0;
        Close();
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, OwnFolder);
        }

        var creation = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 64 * 1024,
        };
        if (!OperatingSystem.IsWindows())
        {
            creation.UnixCreateMode = OwnFile;
        }

        wanted = wanted with { Number = 1 + Math.Max(last, LastNumber(directory, wanted)) };
        while (true)
        {
            try
            {
                _file = new FileStream(Path.Combine(directory, wanted.ToString()), creation);
                break;
            }
            catch (IOException) when (File.Exists(Path.Combine(directory, wanted.ToString())))
            {
                // Somebody else's, of just now.
                wanted = wanted with { Number = wanted.Number + 1 };
            }
        }

        (_name, _directory) = (wanted, directory);
        _file.Write(Utf8.Preamble);
        _file.Write(Utf8.GetBytes(TrackingFileHead.Format(options.Software, now)));
        Purge(directory, current);
    }

    /// <summary>
    /// The highest number of a period, of whatever run; 0 for none. A lower one that is free again, since its file was deleted, is not taken: the
    /// newest rows would look like the oldest, and be deleted next.
    /// </summary>
    private static int LastNumber(string directory, TrackingFileName wanted) => Directory.EnumerateFiles(directory)
        .Select(path => TrackingFileName.TryParse(Path.GetFileName(path), out var name) && name with { Number = wanted.Number } == wanted ? name.Number : 0)
        .DefaultIfEmpty()
        .Max();

    /// <summary>Deletes what is too old or too much. A file that cannot be deleted keeps neither the others nor what is written.</summary>
    private void Purge(string directory, MessageTrackingSettings current)
    {
        var now = _purgedAt = time.GetUtcNow();
        _undeleted = null;
        try
        {
            if (Directory.Exists(directory))
            {
                var files = new DirectoryInfo(directory).EnumerateFiles()
                    .Select(file => new TrackingFile(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)));
                foreach (var name in TrackingFileRetention.ToDelete(files.ToList(), current, now, _file is null ? null : _name?.ToString()))
                {
                    Delete(Path.Combine(directory, name));
                }
            }
        }
        catch (Exception cause) when (IsOfTheFile(cause))
        {
            _undeleted = ErrorCatalogue.TrackingFileUndeletable.With($"{directory}: {cause.Message.ReplaceLineEndings(" ")}");
        }
    }

    private void Delete(string path)
    {
        try
        {
            _delete(path);
        }
        catch (Exception cause) when (IsOfTheFile(cause))
        {
            _undeleted ??= ErrorCatalogue.TrackingFileUndeletable.With($"{path}: {cause.Message.ReplaceLineEndings(" ")}");
        }
    }

    private void Close()
    {
        _file?.Dispose();
        (_file, _name, _directory) = (null, null, null);
    }
}
