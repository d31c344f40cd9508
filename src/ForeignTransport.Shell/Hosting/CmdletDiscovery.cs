using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ForeignTransport.Shell.Hosting;

/// <summary>Finds the cmdlets of an assembly by their attributes: nothing in the shell knows a single one by name.</summary>
internal static class CmdletDiscovery
{
    /// <summary>The cmdlets, then their aliases.</summary>
    public static IEnumerable<SessionStateCommandEntry> Entries(Assembly assembly)
    {
        var help = $"{Path.GetFileName(assembly.Location)}-Help.xml";
        if (assembly.Location.Length > 0)
            help = Path.Combine(Path.GetDirectoryName(assembly.Location)!, help);

        foreach (var type in assembly.GetExportedTypes())
        {
            if (type.IsAbstract || !type.IsSubclassOf(typeof(Cmdlet)) || type.GetCustomAttribute<CmdletAttribute>() is not { } cmdlet)
                continue;

            var name = $"{cmdlet.VerbName}-{cmdlet.NounName}";
            yield return new SessionStateCmdletEntry(name, type, help);

            if (type.GetCustomAttribute<AliasAttribute>() is { } aliases)
                foreach (var alias in aliases.AliasNames)
                    yield return new SessionStateAliasEntry(alias, name);
        }
    }
}
