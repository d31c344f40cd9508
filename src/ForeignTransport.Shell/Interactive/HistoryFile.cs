using System.Text;

namespace ForeignTransport.Shell.Interactive;

/// <summary>
/// The history of all sessions of a user, a line for each entry, for nobody else to read. A file that cannot be used costs the
/// history, never the session.
/// </summary>
internal sealed class HistoryFile(string path, int limit, Action<string> warn)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private bool _isUsable = true;

    /// <summary>The entries of the file, the newest ones up to the limit; the file is shortened to them when it has become twice as long.</summary>
    public History Load()
    {
        var history = new History(limit);
        Try(() =>
        {
            if (!File.Exists(path))
                return;

            var lines = File.ReadAllLines(path);
            foreach (var line in lines.TakeLast(limit))
                history.Add(Unescaped(line));

            if (lines.Length > 2 * limit)
                Write(FileMode.Create, string.Concat(lines.TakeLast(limit).Select(line => line + "\n")));
        });
        return history;
    }

    public void Append(string entry) => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(FileMode.Append, Escaped(entry) + "\n");
    });

    private void Write(FileMode mode, string text)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        using var stream = new FileStream(path, options);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(stream.SafeFileHandle) != OwnerOnly)
            File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);

        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private void Try(Action action)
    {
        if (!_isUsable)
            return;

        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isUsable = false;
            warn($"The history is not kept: {e.Message}");
        }
    }

    private static string Escaped(string entry) => entry.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescaped(string line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
                text.Append(line[++i] == 'n' ? '\n' : line[i]);
            else
                text.Append(line[i]);
        }

        return text.ToString();
    }
}
