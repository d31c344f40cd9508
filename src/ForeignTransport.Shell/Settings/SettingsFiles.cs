namespace ForeignTransport.Shell.Settings;

/// <summary>The files of this machine.</summary>
internal sealed class SettingsFiles : ISettingsFiles
{
    /// <inheritdoc/>
    public string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    /// <inheritdoc/>
    public UnixFileMode? Mode(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
}
