using System.Runtime.InteropServices;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage;

/// <summary>What the system said when a file operation failed, as an exception or as a catalogued error.</summary>
internal static class FileErrors
{
    /// <summary>An exception for the latest failed call, with the system's text and number, for example "No space left on device (28)".</summary>
    public static IOException Last(string operation, string path) => From(Marshal.GetLastPInvokeError(), operation, path);

    /// <summary>The same for a known error number; an empty path for what has none.</summary>
    public static IOException From(int errno, string operation, string path)
    {
        var message = path.Length == 0 ? $"{operation}: {Text(errno)}" : $"{operation} '{path}': {Text(errno)}";
        return errno switch
        {
            LinuxFiles.NoEntry => new FileNotFoundException(message, path) { HResult = errno },
            _ => new IOException(message, errno),
        };
    }

    /// <summary>The catalogue's entry for a system error number.</summary>
    public static TransportError Describe(int errno, string path) => EntryOf(errno).With($"'{path}': {Text(errno)}");

    /// <summary>The catalogue's entry for what .NET threw.</summary>
    public static TransportError Describe(Exception failure, string path) => (failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => ErrorCatalogue.FileNotFound,
        UnauthorizedAccessException => ErrorCatalogue.FileAccessDenied,
        _ => ErrorCatalogue.FileFailed,
    }).With($"'{path}': {failure.Message.ReplaceLineEndings(" ")}");

    private static ErrorEntry EntryOf(int errno) => errno switch
    {
        LinuxFiles.NoEntry or LinuxFiles.NotADirectory => ErrorCatalogue.FileNotFound,
        LinuxFiles.AccessDenied or LinuxFiles.NotPermitted => ErrorCatalogue.FileAccessDenied,
        LinuxFiles.TooManyLinks => ErrorCatalogue.FileIsLink,
        _ => ErrorCatalogue.FileFailed,
    };

    private static string Text(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} ({errno})";
}
