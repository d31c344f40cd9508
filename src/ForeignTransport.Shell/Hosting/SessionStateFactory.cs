using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// Puts together what a session knows: the language, the engine's own commands that make sense here, our utility cmdlets, and the
/// cmdlets of the modules.
/// </summary>
internal static class SessionStateFactory
{
    private static readonly HashSet<string> EngineCmdlets = new(StringComparer.OrdinalIgnoreCase)
    {
        "Add-History", "Clear-History", "Export-ModuleMember", "ForEach-Object", "Format-Default", "Get-Command", "Get-Help", "Get-History",
        "Get-Module", "Import-Module", "Invoke-History", "New-Module", "Out-Default", "Out-Host", "Out-LineOutput", "Out-Null",
        "Register-ArgumentCompleter", "Remove-Module", "Set-PSDebug", "Set-StrictMode", "Test-ModuleManifest", "Where-Object",
    };

    /// <summary>The session for the cmdlets of these assemblies, and for ours.</summary>
    public static InitialSessionState Create(IEnumerable<Assembly> modules, bool allowsPrograms)
    {
        // Attributes and views are read while the engine sets itself up on this thread.
        var assemblies = modules.ToList();
        var files = assemblies.SelectMany(DefaultViews.FilesOf).Distinct().ToList();
        var views = Task.Run(() => files.SelectMany(DefaultViews.Of).SelectMany(EngineViews.Of).Concat(ShellViews.All).ToList());
        var discovery = Task.Run(() => assemblies.Prepend(typeof(SessionStateFactory).Assembly).SelectMany(CmdletDiscovery.Entries).ToList());
        var full = InitialSessionState.CreateDefault2();
        var state = InitialSessionState.Create();
        state.LanguageMode = PSLanguageMode.FullLanguage;
        state.Variables.Add(full.Variables);
        state.Providers.Add(full.Providers);
        state.Types.Add(full.Types);

        // What is installed for another PowerShell does not become part of this one by chance.
        state.Variables.Add(new SessionStateVariableEntry("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.None, "", ScopedItemOptions.AllScope));

        // Without it no script can be run by its path.
        state.Commands.Add(new SessionStateScriptEntry("*"));
        if (allowsPrograms)
            state.Commands.Add(new SessionStateApplicationEntry("*"));

        state.Commands.Add(full.Commands.Where(command => command is SessionStateCmdletEntry && EngineCmdlets.Contains(command.Name)));
        state.Commands.Add(full.Commands["TabExpansion2"]);
        state.Commands.Add(discovery.GetAwaiter().GetResult());
        AddAliases(state, full);

        // Of several views for a type the first holds.
        state.Formats.Add(views.GetAwaiter().GetResult().Select(view => new SessionStateFormatEntry(view)));
        state.Formats.Add(full.Formats);
        DefaultViews.Use(files);
        return state;
    }

    /// <summary>PowerShell's aliases of the commands that are here. An alias of our own wins.</summary>
    private static void AddAliases(InitialSessionState state, InitialSessionState full)
    {
        var commands = state.Commands.Select(command => command.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        state.Commands.Add(full.Commands.OfType<SessionStateAliasEntry>().Where(alias => commands.Contains(alias.Definition) && !commands.Contains(alias.Name)));
        state.Commands.Add(new SessionStateAliasEntry("help", "Get-Help"));
        state.Commands.Add(new SessionStateAliasEntry("man", "Get-Help"));
    }
}
