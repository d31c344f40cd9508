using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using ForeignTransport.PowerShell.Connections;

namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes the names of objects that a server knows. It waits a second at most, and says nothing when no server answers.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly string _key;

    private protected NameCompleter(string path, string key = "name") => (_path, _key) = (path, key);

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete ?? "";
        var quote = word.Length > 0 && word[0] is '"' or '\'' ? word[0] : '\0';
        var begun = quote switch
        {
            '\0' => word,
            '\'' => word.Trim(quote).Replace("''", "'"),
            _ => word.Trim(quote)
        };
        return
        [
            .. from name in Names()
            where name.StartsWith(begun, StringComparison.OrdinalIgnoreCase)
            orderby name
            select new CompletionResult(Quoted(name, quote), name, CompletionResultType.ParameterValue, name)
        ];
    }

    private IReadOnlyList<string> Names()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var request = TransportRequest.Get(_path).With("resultSize", "1000");
            return
            [
                .. new TransportClient(TransportConnection.Current).Send(request, patience.Token).Items
                    .Select(item => item.TryGetProperty(_key, out var name) ? name.GetString() : null)
                    .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
            ];
        }
        catch (Exception unavailable) when (unavailable is OperationCanceledException or ServerAwayException or TransportProblemException
            or ConnectionSettingsException or JsonException or InvalidOperationException)
        {
            // Somebody is typing: a list that cannot be had is an empty one. The command itself will say what is wrong.
            return [];
        }
    }

    private static string Quoted(string name, char quote)
    {
        if (quote == '\0' && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '\\') && name[0] is not '-')
            return name;
        return quote == '"' && name.IndexOfAny(['"', '\u201C', '\u201D', '\u201E', '$', '`']) < 0
            ? $"\"{name}\""
            // Every apostrophe that PowerShell takes for one, the typographic ones as well.
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
    }
}
