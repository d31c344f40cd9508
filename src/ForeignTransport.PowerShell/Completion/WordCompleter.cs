using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ForeignTransport.PowerShell.Completion;

/// <summary>Completes words that are always the same.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] _words;

    private protected WordCompleter(params string[] words) => _words = words;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = (wordToComplete ?? "").Trim('"', '\'');
        return
        [
            .. from word in _words
            where word.StartsWith(begun, StringComparison.OrdinalIgnoreCase)
            select new CompletionResult(word, word, CompletionResultType.ParameterValue, word)
        ];
    }
}

/// <summary>Completes the events of message tracking, those that this product records first.</summary>
public sealed class TrackingEventCompleter() : WordCompleter(
    "RECEIVE", "SEND", "DEFER", "FAIL", "DSN", "BADMAIL", "LOAD", "DROP", "EXPAND", "POISONMESSAGE", "RESOLVE", "REDIRECT",
    "AGENTINFO", "CLIENTSUBMISSION", "DELIVER", "DELIVERFAIL", "DUPLICATEDELIVER", "DUPLICATEEXPAND", "DUPLICATEREDIRECT", "HADISCARD", "HARECEIVE",
    "HAREDIRECT", "HAREDIRECTFAIL", "INITMESSAGECREATED", "MODERATIONEXPIRE", "MODERATORAPPROVE", "MODERATORREJECT", "MODERATORSALLNDR", "NOTIFYMAPI",
    "NOTIFYSHADOW", "PROCESS", "PROCESSMEETINGMESSAGE", "RESUBMIT", "RESUBMITDEFER", "RESUBMITFAIL", "SUBMIT", "SUBMITDEFER", "SUBMITFAIL", "SUPPRESSED",
    "THROTTLE", "TRANSFER");

/// <summary>Completes the sources of message tracking, those that this product names first.</summary>
public sealed class TrackingSourceCompleter() : WordCompleter(
    "PICKUP", "ADMIN", "AGENT", "GATEWAY", "ROUTING", "QUEUE", "DSN", "RESOLVER", "BOOTLOADER", "SMTP", "POISONMESSAGE",
    "APPROVAL", "DNS", "MAILBOXRULE", "MEETINGMESSAGEPROCESSOR", "ORAR", "PUBLICFOLDER", "REDUNDANCY", "SAFETYNET", "STOREDRIVER");
