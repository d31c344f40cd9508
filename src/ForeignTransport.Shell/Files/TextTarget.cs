using System.Management.Automation;
using System.Text;

namespace ForeignTransport.Shell.Files;

/// <summary>Writes a text file: new, further down an old one, or not at all when one is there and must stay.</summary>
internal static class TextTarget
{
    /// <exception cref="PSInvalidOperationException">The file is there and was to stay.</exception>
    public static void Write(string path, string text, Encoding encoding, bool append, bool keepExisting)
    {
        if (keepExisting && File.Exists(path))
            throw new PSInvalidOperationException($"The file '{path}' already exists, and -NoClobber keeps it.");

        if (append)
            File.AppendAllText(path, text, encoding);
        else
            File.WriteAllText(path, text, encoding);
    }
}
