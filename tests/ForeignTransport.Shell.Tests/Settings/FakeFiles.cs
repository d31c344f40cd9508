using ForeignTransport.Shell.Settings;

namespace ForeignTransport.Shell.Tests.Settings;

/// <summary>Files that are nowhere but here.</summary>
internal sealed class FakeFiles : ISettingsFiles
{
    private readonly Dictionary<string, (string Text, UnixFileMode Mode)> _files = [];

    public FakeFiles Add(string path, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        _files[path] = (text, mode);
        return this;
    }

    public string? Read(string path) => path.EndsWith("forbidden", StringComparison.Ordinal) ? throw new UnauthorizedAccessException("Access denied.")
        : _files.TryGetValue(path, out var file) ? file.Text : null;

    public UnixFileMode? Mode(string path) => _files[path].Mode;
}
