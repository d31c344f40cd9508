using System.Management.Automation;

namespace ForeignTransport.Shell.Hosting;

/// <summary>An error as people read it: who failed and why, in one or two lines, as PowerShell's ConciseView.</summary>
internal static class ErrorText
{
    public static string Of(ErrorRecord record)
    {
        if (record.Exception is ParseException { Errors: { Length: > 0 } errors })
            return string.Join(Environment.NewLine, errors.Select(error => $"{Place(error.Extent.File, error.Extent.StartLineNumber, error.Extent.StartColumnNumber)}: {error.Message}"));

        var message = record.ErrorDetails?.Message is { Length: > 0 } details ? details : Message(record.Exception);
        var text = $"{Position(record)}{Who(record)}: {message.Trim()}";
        return record.ErrorDetails?.RecommendedAction is { Length: > 0 } action && !text.Contains(action, StringComparison.Ordinal)
            ? $"{text}{Environment.NewLine}{action.Trim()}"
            : text;
    }

    /// <summary>The same for what was thrown out of the engine.</summary>
    public static string Of(Exception exception) =>
        exception is IContainsErrorRecord { ErrorRecord: { } record } ? Of(exception is ParseException ? new ErrorRecord(exception, record.FullyQualifiedErrorId, record.CategoryInfo.Category, null) : record)
        : $"ftx: {exception.Message}";

    private static string Who(ErrorRecord record)
    {
        if (record.Exception is CommandNotFoundException { CommandName: { Length: > 0 } unknown })
            return unknown;

        if (record.InvocationInfo?.MyCommand is { } command && command.Name.Length > 0)
            return Path.GetFileName(command.Name);

        return record.Exception is NoTerminalException ? "ftx" : record.Exception is RuntimeException { WasThrownFromThrowStatement: true } ? "Exception" : record.CategoryInfo.Activity is { Length: > 0 } activity ? activity : record.Exception.GetType().Name;
    }

    /// <summary>The line, when it stands in a script: on a command line everybody sees it.</summary>
    private static string Position(ErrorRecord record) =>
        record.InvocationInfo is { ScriptName: { Length: > 0 } script, ScriptLineNumber: > 0 and var line } ? $"{Path.GetFileName(script)}:{line}: " : "";

    private static string Place(string? file, int line, int column) =>
        string.IsNullOrEmpty(file) ? $"Line {line}, column {column}" : $"{Path.GetFileName(file)}:{line}:{column}";

    private static string Message(Exception exception) => exception switch
    {
        // What a script calls throws inside the reflection of the engine: the inner one is what happened.
        MethodInvocationException { InnerException: { } inner } => inner.Message,
        CmdletInvocationException { InnerException: { } inner } => inner.Message,
        _ => exception.Message,
    };
}
