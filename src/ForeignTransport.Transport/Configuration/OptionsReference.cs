using System.Text;

namespace ForeignTransport.Transport.Configuration;

/// <summary>Writes the options reference (docs/reference/options.md) from the option table, so that it cannot drift from the code.</summary>
public static class OptionsReference
{
    /// <summary>The whole page as Markdown, lines ended by LF.</summary>
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append($$"""
            # Options of a server

            Written by `foreign-transport docs options` from the option table; do not edit.

            A configuration file is HOCON and has two sections: `{{NodeOption.Section}} { }` with the options below, and `akka { }` with
            settings that are handed to Akka.NET before the server's own. It is named with `--config`; without a file every option has
            its default. A value is taken from the command line, else from the environment variable, else from the file, else it is the
            default. An empty environment variable counts as not set. Values that contain `:` or `=` need double quotes in the file.
            `include "other.conf"` reads a file beside the including one. Unknown keys and wrong values stop the start, all reported at once.

            | Option | Environment variable | Default |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var option in NodeOptionTable.All)
            page.Append($"| [{option.Key}](#{Anchor(option)}) | `{option.EnvironmentVariable}` | `{option.Default}` |\n");

        foreach (var group in NodeOptionTable.Groups)
        {
            page.Append($"\n## {(group.Name.Length == 0 ? "General" : group.Name)}\n\n{group.Summary}\n");
            foreach (var option in group.Options)
                Append(page, option);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, NodeOption option) => page.Append(
        $"\n### {option.Key}\n\n"
        + $"{Escape(option.Meaning)}\n\n"
        + $"- Value: {Escape(option.Allowed)}\n"
        + $"- Default: `{option.Default}`\n"
        + $"- Environment variable: `{option.EnvironmentVariable}`\n"
        + $"- Takes effect: {(option.ReloadsLive ? "when the file changes" : "at the next start")}\n"
        + $"- Why: {Escape(option.Why)}\n");

    private static string Anchor(NodeOption option) => option.Key.Replace(".", string.Empty, StringComparison.Ordinal);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
