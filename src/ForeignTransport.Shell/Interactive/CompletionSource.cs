using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ForeignTransport.Shell.Interactive;

/// <summary>Asks the engine what can stand at the cursor: commands, parameters, the names of objects by the cmdlets' completers, properties.</summary>
internal sealed class CompletionSource(Runspace runspace)
{
    private bool _knowsMembers;

    public Completions Complete(string text, int cursor)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        try
        {
            LearnMembers();
            var found = CommandCompletion.CompleteInput(text, cursor, null, shell);
            return found.ReplacementIndex < 0 ? Completions.None
                : new(found.ReplacementIndex, found.ReplacementLength, [.. found.CompletionMatches.Select(match => match.CompletionText).Distinct()]);
        }
        catch (RuntimeException)
        {
            // A completer that asks a server that is away: there is nothing to offer, and Tab is no place for errors.
            return Completions.None;
        }
    }

    /// <summary>
    /// The engine completes properties only while it can resolve Microsoft.PowerShell.Utility\Sort-Object, which it does not bring:
    /// a module of that name with such a function does. The function must not stand before our own cmdlet, so it goes again.
    /// </summary>
    private void LearnMembers()
    {
        if (_knowsMembers)
            return;

        _knowsMembers = true;
        const string module = """
            New-Module -Name Microsoft.PowerShell.Utility -ScriptBlock {
                function Sort-Object { param([object[]]$Property, [switch]$Unique, [Parameter(ValueFromPipeline)]$InputObject) process { $InputObject } }
            } | Import-Module -Global
            """;
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(module).Invoke();
        runspace.SessionStateProxy.InvokeProvider.Item.Remove("function:\\Sort-Object", false);
    }
}
