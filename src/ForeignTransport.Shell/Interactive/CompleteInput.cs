using System.Management.Automation.Language;

namespace ForeignTransport.Shell.Interactive;

/// <summary>Says whether a text can be run, or whether more has to come: an open brace, a quote, a pipe at the end.</summary>
internal static class CompleteInput
{
    public static bool Is(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return !errors.Any(error => error.IncompleteInput);
    }
}
