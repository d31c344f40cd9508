namespace ForeignTransport.Shell.Settings;

/// <summary>
/// Finds the servers and the token: the first source that says something wins, each for itself. Servers: -Server, FTX_SERVER, the
/// configuration file, the default. Token: FTX_TOKEN, the file FTX_TOKEN_FILE, the file that the configuration names.
/// </summary>
/// <param name="variable">A variable of the environment; null when it is not set.</param>
/// <param name="files">The files of the machine.</param>
/// <param name="folders">Where the configuration is looked for.</param>
internal sealed class ConnectionResolver(Func<string, string?> variable, ISettingsFiles files, SettingsFolders folders)
{
    public const string DefaultServer = "http://127.0.0.1:8558";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What holds for this process.</summary>
    /// <param name="serverSwitch">The text of -Server; null when it was not given.</param>
    /// <exception cref="SettingsException">A setting makes no sense.</exception>
    public ConnectionSettings Resolve(string? serverSwitch)
    {
        var warnings = new List<string>();
        var (file, path) = Configuration();
        return new(Servers(serverSwitch, file, path), Token(file, path, warnings), warnings);
    }

    private (ConfigurationFile? File, string Path) Configuration()
    {
        var named = NotBlank("FTX_CONFIG");
        var path = named ?? folders.ConfigurationFile;
        var text = Read(path, "the configuration file");
        if (text is null && named is not null)
            throw new SettingsException($"FTX_CONFIG names {named}, which does not exist.");

        return (text is null ? null : ConfigurationFile.Parse(text, path), path);
    }

    private List<Uri> Servers(string? serverSwitch, ConfigurationFile? file, string path)
    {
        var (texts, source) =
            serverSwitch is not null ? (Split(serverSwitch), "-Server")
            : NotBlank("FTX_SERVER") is { } named ? (Split(named), "FTX_SERVER")
            : file?.Servers is { } configured ? (configured, $"'server' in {path}")
            : ([DefaultServer], "the default");
        if (texts.Count == 0)
            throw new SettingsException($"{source} names no server. Form: {DefaultServer}, several with commas between them.");

        return [.. texts.Select(text => Server(text, source))];
    }

    private static Uri Server(string text, string source)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new SettingsException($"{source}: '{text}' is not the address of a server. Form: {DefaultServer}.");

        if (uri.UserInfo.Length > 0)
            throw new SettingsException($"{source}: an address holds no name and no password. A token comes from FTX_TOKEN_FILE.");

        return uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new SettingsException($"{source}: '{text}' has a query or a fragment; an address has none. Form: {DefaultServer}.");
    }

    private string? Token(ConfigurationFile? file, string configurationPath, List<string> warnings)
    {
        if (NotBlank("FTX_TOKEN") is { } token)
            return Checked(token, "FTX_TOKEN");

        var (path, source) = NotBlank("FTX_TOKEN_FILE") is { } named ? (folders.Expand(named), "FTX_TOKEN_FILE")
            : file?.TokenFile is { } configured ? (Beside(configurationPath, folders.Expand(configured)), $"'tokenFile' in {configurationPath}")
            : (null, "");
        if (path is null)
            return null;

        var text = Read(path, "the token file") ?? throw new SettingsException($"{source} names {path}, which does not exist.");
        if (files.Mode(path) is { } mode && (mode & Others) != 0)
            warnings.Add($"Others than you can use the token file {path}: chmod 600 it.");

        return Checked(text, path);
    }

    private static string Beside(string configurationPath, string path) =>
        Path.IsPathRooted(path) ? path : Path.Combine(Path.GetDirectoryName(configurationPath) ?? "", path);

    private static string Checked(string text, string source)
    {
        var token = text.Trim();
        return token.Length > 0 && token.All(c => c is > ' ' and < '\u007f') ? token
            : throw new SettingsException($"{source} holds no token: a token is one line without blanks.");
    }

    private string? Read(string path, string what)
    {
        try
        {
            return files.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Cannot read {what} {path}: {e.Message}");
        }
    }

    private string? NotBlank(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static List<string> Split(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
