namespace ForeignTransport.Shell.Settings;

/// <summary>The folders of this user.</summary>
/// <param name="Home">The home folder; empty when there is none.</param>
/// <param name="Configuration">The folder of foreign-transport's settings.</param>
/// <param name="State">The folder of what ftx remembers.</param>
internal sealed record SettingsFolders(string Home, string Configuration, string State)
{
    private const string Product = "foreign-transport";

    public string ConfigurationFile => Path.Combine(Configuration, "ftx.json");

    public string HistoryFile => Path.Combine(State, "history");

    /// <summary>As the XDG base directory specification says; on Windows below AppData. A relative XDG path counts as unset there.</summary>
    public static SettingsFolders Of(Func<string, string?> variable, bool isWindows)
    {
        if (isWindows)
        {
            var profile = variable("USERPROFILE") ?? "";
            var roaming = variable("APPDATA") ?? Path.Combine(profile, "AppData", "Roaming");
            return new(profile, Path.Combine(roaming, Product), Path.Combine(variable("LOCALAPPDATA") ?? roaming, Product));
        }

        // Without a home, never the current folder: whoever owns that would choose the server.
        var home = variable("HOME") is { Length: > 0 } known ? known : "/";
        return new(home, Path.Combine(Base("XDG_CONFIG_HOME", ".config"), Product), Path.Combine(Base("XDG_STATE_HOME", ".local/state"), Product));

        string Base(string name, string otherwise) => variable(name) is { } path && path.StartsWith('/') ? path : Path.Combine(home, otherwise);
    }

    /// <summary>A path with ~/ at its beginning, as people write it into files that no shell reads.</summary>
    public string Expand(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, path[2..]) : path;
}
