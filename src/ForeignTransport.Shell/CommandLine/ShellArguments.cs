namespace ForeignTransport.Shell.CommandLine;

/// <summary>
/// Reads the command line. Switches are those of ftx only up to the commands or the script: what follows belongs to these. Written
/// with one dash or two, in any case, with the value after a blank, a colon or an equals sign.
/// </summary>
internal static class ShellArguments
{
    public static ShellRequest Parse(IReadOnlyList<string> arguments)
    {
        string? server = null;
        var allowsPrograms = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "-")
                return i + 1 == arguments.Count
                    ? new ShellRequest.Run(new ShellInput.StandardInput(), server, allowsPrograms)
                    : new ShellRequest.Refused($"Nothing can follow '-': '{arguments[i + 1]}'.");

            if (!argument.StartsWith('-'))
                return Script(argument, arguments.Skip(i + 1), server, allowsPrograms);

            var (name, value) = Split(argument);
            switch (name)
            {
                case "version":
                    return new ShellRequest.Version();

                case "help" or "h" or "?":
                    return new ShellRequest.Help();

                case "c" or "command":
                    var text = string.Join(' ', (value is null ? [] : new[] { value }).Concat(arguments.Skip(i + 1)));
                    return string.IsNullOrWhiteSpace(text)
                        ? new ShellRequest.Refused($"{argument} needs commands: ftx -c 'Get-ForeignConnector'.")
                        : new ShellRequest.Run(new ShellInput.Command(text), server, allowsPrograms);

                case "f" or "file":
                    if (value is null && ++i < arguments.Count)
                        value = arguments[i];

                    return value is null ? new ShellRequest.Refused($"{argument} needs the path of a script.") : Script(value, arguments.Skip(i + 1), server, allowsPrograms);

                case "s" or "server":
                    if (value is null && ++i < arguments.Count)
                        value = arguments[i];

                    if (string.IsNullOrWhiteSpace(value))
                        return new ShellRequest.Refused($"{argument} needs an address: ftx -Server http://hub01:8558.");

                    server = value;
                    break;

                case "allowprograms":
                    allowsPrograms = true;
                    break;

                case var token when token.StartsWith("token", StringComparison.Ordinal):
                    return new ShellRequest.Refused(
                        "A token on a command line can be read by every user of this machine: set FTX_TOKEN_FILE (or FTX_TOKEN), or tokenFile in the configuration file.");

                default:
                    return new ShellRequest.Refused($"Unknown switch '{argument}'. ftx --help lists them.");
            }
        }

        return new ShellRequest.Run(new ShellInput.Unspecified(), server, allowsPrograms);
    }

    private static ShellRequest.Run Script(string path, IEnumerable<string> arguments, string? server, bool allowsPrograms) =>
        new(new ShellInput.Script(path, [.. arguments]), server, allowsPrograms);

    /// <summary>-Server:x, --server=x and -Server; names in lower case. A command is never cut: it may hold colons.</summary>
    private static (string Name, string? Value) Split(string argument)
    {
        var text = argument.TrimStart('-');
        var end = text.IndexOfAny([':', '=']);
        return end < 0 ? (text.ToLowerInvariant(), null) : (text[..end].ToLowerInvariant(), text[(end + 1)..]);
    }
}
