using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Hosting;

/// <summary>
/// Keeps a second server off a data directory. Two servers on one SQLite file would each believe that all partitions are theirs, and
/// drop every message twice.
/// </summary>
/// <remarks>
/// The lock is the system's, on an open file: it ends with the process, however that ends, and nothing has to be cleaned up. The file
/// stays, since deleting it would let two servers lock two different files of one name.
/// </remarks>
internal sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = ".lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Creates the data directory if need be and takes its lock.</summary>
    /// <exception cref="StartRefusedException">Another server has it, or the directory cannot be written.</exception>
    public static DataDirectoryLock Take(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            Directory.CreateDirectory(dataDirectory);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ErrorCatalogue.DataDirectoryUnusable.With(cause.Message), cause);
        }

        try
        {
            return new DataDirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException cause) when (IsLocked(cause))
        {
            throw new StartRefusedException(ErrorCatalogue.DataDirectoryInUse.With(dataDirectory), cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ErrorCatalogue.DataDirectoryUnusable.With(cause.Message), cause);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsLocked(IOException cause) => cause.HResult is 11 or 35 or unchecked((int)0x80070020);
}
