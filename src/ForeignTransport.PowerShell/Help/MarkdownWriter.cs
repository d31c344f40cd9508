using System.Text;

namespace ForeignTransport.PowerShell.Help;

/// <summary>Writes help as pages of the documentation.</summary>
internal static class MarkdownWriter
{
    private const string Origin = "<!-- Written from the source of the cmdlets. Do not edit: change the comments there, and run the specs with FT_WRITE_REFERENCE=1. -->\n\n";

    public static string Write(CmdletHelp cmdlet)
    {
        var page = new StringBuilder(Origin).Append($"# {cmdlet.Name}\n\n{Text(cmdlet.Synopsis)}\n\n");
        if (cmdlet.Remarks.Length > 0)
            page.Append($"{Text(cmdlet.Remarks)}\n\n");
        page.Append("## Syntax\n\n```powershell\n").Append(string.Join("\n\n", cmdlet.Syntax.Select(cmdlet.SyntaxLine))).Append("\n```\n\n");
        if (cmdlet.Aliases.Count > 0)
            page.Append($"Aliases: {string.Join(", ", cmdlet.Aliases.Select(alias => $"`{alias}`"))}\n\n");
        page.Append("## Examples\n\n");
        foreach (var (code, explanation) in cmdlet.Examples)
            page.Append($"```powershell\n{code}\n```\n\n{Text(explanation)}\n\n");
        page.Append("## Parameters\n\n| Parameter | Type | Required | Position | Pipeline | Meaning |\n|---|---|---|---|---|---|\n");
        foreach (var parameter in cmdlet.Parameters)
        {
            var aliases = parameter.Aliases.Count == 0 ? "" : $" ({string.Join(", ", parameter.Aliases.Select(alias => $"`{alias}`"))})";
            var values = parameter.Values.Count == 0 ? "" : $" One of {string.Join(", ", parameter.Values)}.";
            page.Append($"| `{parameter.Name}`{aliases} | {parameter.Type} | {(parameter.IsRequired ? "yes" : "no")} | {parameter.PositionText} | ")
                .Append(parameter.ByValue || parameter.ByPropertyName ? "yes" : "no").Append($" | {Cell(parameter.Description + values)} |\n");
        }

        page.Append($"\nInput: {Types(cmdlet.Inputs)}. Output: {Types(cmdlet.Outputs)}.\n");
        if (cmdlet.Links.Count > 0)
            page.Append($"\nSee also {string.Join(", ", cmdlet.Links.Select(link => $"[{link}]({link}.md)"))}.\n");
        return page.ToString();
    }

    public static string WriteIndex(IEnumerable<CmdletHelp> cmdlets)
    {
        var page = new StringBuilder(Origin).Append("# Cmdlets\n\nThey work in `ftx`, and in PowerShell 7.4 and later with `Import-Module ForeignTransport.psd1 -DisableNameChecking`.\n\n| Cmdlet | What it does |\n|---|---|\n");
        foreach (var cmdlet in cmdlets)
            page.Append($"| [{cmdlet.Name}]({cmdlet.Name}.md) | {Cell(cmdlet.Synopsis)} |\n");
        return page.ToString();
    }

    private static string Types(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Select(name => $"`{name}`"));

    private static string Cell(string text) => Text(text).Replace("|", "\\|");

    /// <summary>Nothing in a sentence is markup.</summary>
    private static string Text(string text) => text.Replace("*", "\\*").Replace("<", "&lt;").Replace("_", "\\_");
}
