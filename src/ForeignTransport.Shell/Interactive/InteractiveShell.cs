using ForeignTransport.Shell.CommandLine;
using ForeignTransport.Shell.Hosting;

namespace ForeignTransport.Shell.Interactive;

/// <summary>The prompt: reads commands, runs them, until exit or Ctrl-D.</summary>
/// <param name="session">Runs them.</param>
/// <param name="console">Where it is drawn.</param>
/// <param name="historyFile">Keeps what was typed.</param>
/// <param name="serverName">Is in the prompt once it is known.</param>
internal sealed class InteractiveShell(ShellSession session, ShellConsole console, HistoryFile historyFile, ServerName serverName)
{
    private const string Continuation = ">> ";

    private readonly EditorScreen _screen = new(console.Out, console.Width);
    private readonly CompletionSource _completions = new(session.Runspace);
    private readonly History _history = historyFile.Load();

    /// <summary>The exit code of the session: that of exit, else of what was run last.</summary>
    public int Run()
    {
        var code = ExitCode.Success;
        while (session.RequestedExit is null && ReadCommand() is { } command)
        {
            if (string.IsNullOrWhiteSpace(command))
                continue;

            if (_history.Add(command))
                historyFile.Append(command);

            code = session.Run(command, remember: true);
        }

        return session.RequestedExit ?? code;
    }

    private string Prompt => serverName.Known is { } name ? $"[{name}] PS> " : "ftx> ";

    /// <summary>A whole command, over as many lines as it takes; null at the end of the session.</summary>
    private string? ReadCommand()
    {
        var text = "";
        while (true)
        {
            var outcome = ReadLine(text.Length == 0 ? Prompt : Continuation, out var line);
            if (outcome == EditorOutcome.Ended)
                return null;

            if (outcome == EditorOutcome.Cancelled)
            {
                text = "";
                continue;
            }

            text = text.Length == 0 ? line : $"{text}\n{line}";

            // An empty line ends what would never be whole: the parser then says what is wrong.
            if (line.Length == 0 || CompleteInput.Is(text))
                return text;
        }
    }

    private EditorOutcome ReadLine(string prompt, out string line)
    {
        var editor = new LineEditor(_history, _completions.Complete);
        Console.TreatControlCAsInput = true;
        try
        {
            _screen.Draw(prompt, "", 0);
            while (true)
            {
                var outcome = editor.Press(Console.ReadKey(intercept: true));
                line = editor.Text;
                switch (outcome)
                {
                    case EditorOutcome.Submitted:
                    case EditorOutcome.Ended:
                        _screen.Leave(prompt, line);
                        return outcome;

                    case EditorOutcome.Cancelled:
                        _screen.Leave(prompt, line + "^C");
                        return outcome;

                    case EditorOutcome.ClearScreen:
                        _screen.Clear();
                        break;
                }

                _screen.Draw(editor.SearchPrompt ?? prompt, editor.Text, editor.Cursor);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
