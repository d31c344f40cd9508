using System.CommandLine;
using System.CommandLine.Parsing;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>Runs a command line.</summary>
public static class CommandLineInvocation
{
    /// <summary>
    /// Parses and runs. What cannot be parsed is one line on <paramref name="error"/> and exit code <see cref="ExitCode.Usage"/>.
    /// </summary>
    public static async Task<int> InvokeAsync(
        RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(error);

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
        {
            await error.WriteLineAsync($"foreign-transport: {Explain(parsed)} Try \"{HelpFor(parsed)}\".");
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            // Program decides what an unforeseen exception looks like.
            EnableDefaultExceptionHandler = false,
            // Signals are TerminationSignals' business: draining takes longer than the library would wait.
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, stopping);
    }

    private static string Explain(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            var command = parsed.CommandResult.Command;
            var known = command.Subcommands.Select(verb => verb.Name).Concat(command.Options.Select(option => option.Name));
            return NearestName.Find(unknown, known) is { } nearest
                ? $"\"{unknown}\" is not known here; did you mean \"{nearest}\"?"
                : $"\"{unknown}\" is not known here.";
        }

        return parsed.Errors[0].Message;
    }

    private static string HelpFor(ParseResult parsed)
    {
        var verbs = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } verb; result = result.Parent)
            verbs.Push(verb.Command.Name);

        return string.Join(' ', verbs.Prepend("foreign-transport").Append("--help"));
    }
}
