namespace ForeignTransport.Shell.Settings;

/// <summary>The files that settings are read from.</summary>
internal interface ISettingsFiles
{
    /// <summary>The text of a file; null when there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    string? Read(string path);

    /// <summary>Who may do what with an existing file; null where files have no Unix mode.</summary>
    UnixFileMode? Mode(string path);
}
