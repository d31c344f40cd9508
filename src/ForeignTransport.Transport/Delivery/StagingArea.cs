using System.Globalization;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// The place below a Drop directory where files are written before anybody may see them: <c>.staging/00</c> to <c>.staging/ff</c>.
/// </summary>
/// <remarks>
/// 256 shelves, marked as unrelated so that ext4 places each in another part of the disk. Staged files live for milliseconds, and a file
/// system searches past the inodes that were deleted lately at every create: in a single directory that took most of a server's time;
/// spread, a create costs a tenth (docs/performance.md). The shelf follows from the age of the message, so that a batch stays on one.
/// </remarks>
internal sealed class StagingArea(string dropDirectory)
{
    /// <summary>Name of the directory below the Drop directory.</summary>
    public const string Name = ".staging";

    private const int Shelves = 256;
    private const int ShelfMilliseconds = 64;
    private const string Extension = ".tmp";
    private const string WithdrawnExtension = ".withdrawn";

    private readonly string _path = System.IO.Path.Combine(dropDirectory, Name);

    /// <summary>The staging directory.</summary>
    public string Path => _path;

    /// <summary>True when the marker is there.</summary>
    public bool Holds(string marker) => File.Exists(System.IO.Path.Combine(_path, marker));

    /// <summary>Creates what is missing and makes it durable. Complete once the last shelf is there, for they are created in order.</summary>
    public void Prepare()
    {
        if (Directory.Exists(Shelf(Shelves - 1)))
        {
            return;
        }

        Directory.CreateDirectory(_path);
        DurableFiles.TrySpreadSubdirectories(_path);
        for (var shelf = 0; shelf < Shelves; shelf++)
        {
            Directory.CreateDirectory(Shelf(shelf));
        }

        DurableFiles.FlushDirectory(_path);
        DurableFiles.FlushDirectory(dropDirectory);
    }

    /// <summary>Creates the shelf of a message again should somebody have removed it.</summary>
    public void Restore(MessageId message) => Directory.CreateDirectory(Shelf(message));

    /// <summary>True when the directory is there in which the drops of a message are staged: only then does a missing file mean anything.</summary>
    public bool HasShelf(MessageId message) => Directory.Exists(Shelf(message));

    /// <summary>
    /// The file in which a drop is staged: under its final name, which is unique for all time. A number that was never journaled is used
    /// again after a crash, and must not meet the file of the earlier attempt.
    /// </summary>
    public string PathOf(MessageId message, string fileName) =>
        System.IO.Path.Combine(Shelf(message), System.IO.Path.ChangeExtension(fileName, Extension));

    /// <summary>
    /// The name that a staged file is taken back under. It stays until the partition has journaled what follows from that: a file that was just
    /// gone would be taken for published.
    /// </summary>
    public string WithdrawnPathOf(MessageId message, string fileName) =>
        System.IO.Path.Combine(Shelf(message), System.IO.Path.ChangeExtension(fileName, WithdrawnExtension));

    /// <summary>Recognizes a file that <see cref="PathOf"/> or <see cref="WithdrawnPathOf"/> named, and says the final name and whose it is.</summary>
    public static bool TryParse(string stagedName, out string fileName, out MessageId message)
    {
        fileName = System.IO.Path.ChangeExtension(stagedName, DropFileName.Extension);
        var parsed = DropFileName.TryParse(fileName, out var name)
            && (stagedName.EndsWith(Extension, StringComparison.Ordinal) || stagedName.EndsWith(WithdrawnExtension, StringComparison.Ordinal));
        message = name.Message;
        return parsed;
    }

    /// <summary>Every file in the area.</summary>
    public IEnumerable<FileInfo> Files() =>
        Directory.Exists(_path) ? new DirectoryInfo(_path).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    private string Shelf(MessageId message) => Shelf((int)(message.CreatedAt.ToUnixTimeMilliseconds() / ShelfMilliseconds % Shelves));

    private string Shelf(int number) => System.IO.Path.Combine(_path, number.ToString("x2", CultureInfo.InvariantCulture));
}
