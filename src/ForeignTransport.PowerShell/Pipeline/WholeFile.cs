namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>Writes a file so that a reader sees all of it or none: another name first, then its own. A full disk leaves what was there.</summary>
internal static class WholeFile
{
    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">It cannot be written, or is there already and shall not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Write(string path, byte[] content, bool replaces)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(draft, content);
            if (replaces && File.Exists(path))
                File.Replace(draft, path, destinationBackupFileName: null);
            else
                File.Move(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
