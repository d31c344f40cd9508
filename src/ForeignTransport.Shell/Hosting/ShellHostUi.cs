using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// What the engine writes and asks. Results go to standard output; errors, warnings and verbose text go to standard error, so that
/// what reads the results reads nothing else.
/// </summary>
internal sealed class ShellHostUi(ShellConsole console) : PSHostUserInterface
{
    private const string Red = "31;1";
    private const string Yellow = "33;1";

    private readonly ShellRawUi _raw = new(console);
    private readonly ProgressLine _progress = new(console);
    private TextWriter? _captured;

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => _raw;

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => console.OutHasColor;

    private TextWriter Out => _captured ?? Screen;

    /// <summary>Standard output, free for the next text.</summary>
    private TextWriter Screen
    {
        get
        {
            _progress.Wipe();
            return console.Out;
        }
    }

    private bool HasColor => console.OutHasColor && _captured is null;

    /// <summary>Until it is disposed of, what would be shown goes to a writer, without color.</summary>
    /// <param name="writer">Gets the text.</param>
    /// <param name="width">The columns that are there meanwhile; null for those of the screen.</param>
    public IDisposable Capture(TextWriter writer, int? width)
    {
        var (before, widthBefore) = (_captured, _raw.Width);
        (_captured, _raw.Width) = (writer, width + 1 ?? widthBefore);
        return new Release(() => (_captured, _raw.Width) = (before, widthBefore));
    }

    /// <inheritdoc/>
    public override void Write(string value) => Out.Write(Shown(value));

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (HasColor && AnsiColor.Of(foregroundColor, backgroundColor) is { } color)
            Out.Write($"\u001b[{color}m{value}\u001b[0m");
        else
            Write(value);
    }

    /// <inheritdoc/>
    public override void WriteLine(string value) => Out.WriteLine(Shown(value));

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => Say(value, Red);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => Say($"WARNING: {message}", Yellow);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => Say($"VERBOSE: {message}", Yellow);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => Say($"DEBUG: {message}", Yellow);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <summary>Wipes what is left of progress.</summary>
    public void EndProgress() => _progress.Wipe();

    /// <inheritdoc/>
    public override string ReadLine() => ReadLine("");

    /// <summary>A line that a person types after a question; where nobody is, the next line of standard input.</summary>
    public string ReadLine(string question)
    {
        if (console.ReadLine is not null)
            return AskOne(question);

        if (console.ReadInput is null)
            throw new NoTerminalException("The command reads a line, and standard input, which is no terminal, holds the commands.");

        return console.ReadInput() ?? throw new NoTerminalException("The command reads a line, and standard input has no more.");
    }

    /// <summary>The same, without showing what a person types.</summary>
    public string ReadMasked(string question)
    {
        if (console.ReadKey is not { } readKey)
            return ReadLine(question);

        Screen.Write(question);
        return MaskedLine.Read(readKey, console.Out) ?? throw new PipelineStoppedException();
    }

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw new NoTerminalException("ftx reads no secrets: name a file with -TokenFile, or set FTX_TOKEN_FILE.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NoTerminalException("ftx asks for no credentials: a token comes from FTX_TOKEN_FILE.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        if (console.ReadLine is null)
            throw new NoTerminalException($"Missing: -{string.Join(", -", descriptions.Select(field => field.Name))}.");

        if (!string.IsNullOrEmpty(caption))
            Screen.WriteLine($"\n{caption}");
        if (!string.IsNullOrEmpty(message))
            Screen.WriteLine(message);

        return descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(IsList(field) ? AskList(field.Name) : AskOne($"{field.Name}: ")));
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (console.ReadLine is null)
            throw new NoTerminalException($"{message.TrimEnd()} Nobody is there to confirm it: standard input is no terminal. To do it without a question add -Confirm:$false.");

        var keys = choices.Select(choice => Key(choice.Label)).ToList();
        Screen.WriteLine($"\n{caption}\n{message}");
        while (true)
        {
            var list = string.Join("  ", choices.Select((choice, i) => $"[{keys[i]}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}"));
            var help = defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice]}\")" : "";
            var answer = AskOne($"{list}  [?] Help{help}: ").Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;

            if (answer == "?")
            {
                for (var i = 0; i < keys.Count; i++)
                    Screen.WriteLine($"{keys[i]} - {choices[i].HelpMessage}");

                continue;
            }

            var chosen = keys.FindIndex(key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen < 0)
                chosen = choices.ToList().FindIndex(choice => choice.Label.Replace("&", "", StringComparison.Ordinal).Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
                return chosen;
        }
    }

    /// <summary>What a terminal without color, a file or a pipe gets: the text without the escape sequences that the engine puts in.</summary>
    private string Shown(string? value) => value is null ? "" : value.Contains('\u001b') ? GetOutputString(value, HasColor) : value;

    private void Say(string message, string color)
    {
        var plain = message.Contains('\u001b') ? GetOutputString(message, false) : message;
        _progress.Wipe();
        console.Error.WriteLine(console.ErrorHasColor ? $"\u001b[{color}m{plain}\u001b[0m" : plain);
    }

    /// <summary>Only where somebody can answer.</summary>
    private string AskOne(string question)
    {
        Screen.Write(question);
        return console.ReadLine!() ?? throw new PipelineStoppedException();
    }

    /// <summary>As PowerShell asks for lists: one a line, until an empty one.</summary>
    private string[] AskList(string name)
    {
        var items = new List<string>();
        while (AskOne($"{name}[{items.Count}]: ") is { Length: > 0 } item)
            items.Add(item);

        return [.. items];
    }

    private static bool IsList(FieldDescription field) => field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal);

    private static string Key(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < label.Length ? label.Substring(mark + 1, 1).ToUpperInvariant() : label;
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
