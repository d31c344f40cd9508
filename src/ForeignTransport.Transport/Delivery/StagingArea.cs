using System.Globalization;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// The place below a Drop directory where files are written before anybody may see them: <c>.staging/0</c> to <c>.staging/f</c>.
/// </summary>
/// <remarks>
/// Sixteen directories, marked as unrelated so that ext4 places each in another part of the disk: a directory whose files live for
/// milliseconds makes the file system search past thousands of just deleted inodes at every create. Spread, a create costs a tenth
/// (docs/performance.md). A batch comes from one partition and stays in one of them.
/// </remarks>
internal sealed class StagingArea(string dropDirectory)
{
    /// <summary>Name of the directory below the Drop directory.</summary>
    public const string Name = ".staging";

    private const int Shelves = 16;
    private const string Extension = ".tmp";

    private readonly string _path = Path.Combine(dropDirectory, Name);

    /// <summary>True when the area was prepared and all of it is still there.</summary>
    public bool Exists => Enumerable.Range(0, Shelves).All(shelf => Directory.Exists(Shelf(shelf)));

    /// <summary>Creates what is missing and makes it durable.</summary>
    public void Prepare()
    {
        if (Exists)
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

    /// <summary>
    /// The file in which a drop is staged: under its final name, which is unique for all time. A number that was never journaled is used
    /// again after a crash, and must not meet the file of the earlier attempt.
    /// </summary>
    public string PathOf(MessageId message, string fileName) =>
        Path.Combine(Shelf(message.Slot % Shelves), Path.ChangeExtension(fileName, Extension));

    /// <summary>Recognizes a file that <see cref="PathOf"/> named, and says the final name and whose it is.</summary>
    public static bool TryParse(string stagedName, out string fileName, out MessageId message)
    {
        fileName = Path.ChangeExtension(stagedName, DropFileName.Extension);
        var parsed = DropFileName.TryParse(fileName, out var name) && stagedName.EndsWith(Extension, StringComparison.Ordinal);
        message = name.Message;
        return parsed;
    }

    /// <summary>Every file in the area.</summary>
    public IEnumerable<FileInfo> Files() =>
        Directory.Exists(_path) ? new DirectoryInfo(_path).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    private string Shelf(int number) => Path.Combine(_path, number.ToString("x", CultureInfo.InvariantCulture));
}
