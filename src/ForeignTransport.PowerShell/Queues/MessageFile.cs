using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Writes exported messages to files.</summary>
internal static class MessageFile
{
    private const string Extension = ".eml";

    /// <summary>Where a message goes: the path, or a file of the message's own name where the path is a directory.</summary>
    public static string PathOf(string path, string identity) =>
        Directory.Exists(path) ? Path.Combine(path, NameOf(identity)) : path;

    /// <summary>A name that no other message in any queue has: <c>Hub01-7-1234.eml</c>.</summary>
    public static string NameOf(string identity) =>
        new string([.. identity.Select(c => c is '\\' or '/' or ':' or '*' or '?' or '"' or '<' or '>' or '|' || char.IsControl(c) ? '-' : c)]) + Extension;

    /// <summary>Writes a file that is there as a whole or not at all: a Replay directory may be the place.</summary>
    /// <exception cref="IOException">It cannot be written, or is there already.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Write(string path, byte[] content, bool isForced)
    {
        if (!isForced && File.Exists(path))
            throw new IOException($"\"{path}\" is there already; -Force replaces it.");
        WholeFile.Write(path, content, replaces: isForced);
    }
}
