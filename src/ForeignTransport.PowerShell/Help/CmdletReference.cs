using System.Reflection;
using System.Xml.Linq;

namespace ForeignTransport.PowerShell.Help;

/// <summary>The reference of the cmdlets, written from their source: help for Get-Help, and pages for the documentation.</summary>
public static class CmdletReference
{
    /// <summary>The name of the help file, in the folder <c>en-US</c> beside the assembly.</summary>
    public const string HelpFile = "ForeignTransport.PowerShell.dll-Help.xml";

    /// <summary>The help file.</summary>
    /// <param name="documentation">The XML documentation file that the compiler wrote beside the assembly.</param>
    public static string WriteHelp(XDocument documentation) => MamlWriter.Write(Read(documentation));

    /// <summary>The pages by file name: one for each cmdlet, and <c>index.md</c>.</summary>
    /// <param name="documentation">The XML documentation file that the compiler wrote beside the assembly.</param>
    public static IReadOnlyDictionary<string, string> WritePages(XDocument documentation)
    {
        var cmdlets = Read(documentation);
        var pages = cmdlets.ToDictionary(cmdlet => $"{cmdlet.Name}.md", MarkdownWriter.Write);
        pages["index.md"] = MarkdownWriter.WriteIndex(cmdlets);
        return pages;
    }

    internal static IReadOnlyList<CmdletHelp> Read(XDocument documentation) => new CmdletReader(new XmlDocumentation(documentation)).Read(Assembly.GetExecutingAssembly());
}
