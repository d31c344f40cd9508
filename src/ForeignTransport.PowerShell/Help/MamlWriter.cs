using System.Xml.Linq;

namespace ForeignTransport.PowerShell.Help;

/// <summary>Writes help as Get-Help reads it.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Items = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(IEnumerable<CmdletHelp> cmdlets)
    {
        var root = new XElement(
            Items + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            cmdlets.Select(Write));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root.ToString().Replace("\r\n", "\n")}\n";
    }

    private static XElement Write(CmdletHelp cmdlet) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description(cmdlet.Synopsis)),
        Description(cmdlet.Synopsis, cmdlet.Remarks),
        new XElement(Command + "syntax", cmdlet.Syntax.Select(parameters => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            parameters.Select(Write)))),
        new XElement(Command + "parameters", cmdlet.Parameters.Select(Write)),
        new XElement(Command + "inputTypes", Types("inputType", cmdlet.Inputs)),
        new XElement(Command + "returnValues", Types("returnValue", cmdlet.Outputs)),
        new XElement(Command + "examples", cmdlet.Examples.Select((example, index) => new XElement(
            Command + "example",
            new XElement(Maml + "title", $"-------------------------- Example {index + 1} --------------------------"),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraph(example.Explanation))))),
        new XElement(Command + "relatedLinks", cmdlet.Links.Select(link => new XElement(
            Maml + "navigationLink",
            new XElement(Maml + "linkText", link),
            new XElement(Maml + "uri")))));

    private static XElement Write(ParameterHelp parameter) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsRequired ? "true" : "false"),
        new XAttribute("variableLength", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", parameter.PipelineText),
        new XAttribute("position", parameter.PositionText),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        Description(parameter.Description),
        parameter.Values.Count == 0
            ? null
            : new XElement(
                Command + "parameterValueGroup",
                parameter.Values.Select(value => new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), value))),
        parameter.IsSwitch
            ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.Type),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")));

    private static IEnumerable<XElement> Types(string element, IEnumerable<string> names) =>
        names.DefaultIfEmpty("None").Select(name => new XElement(Command + element, new XElement(Dev + "type", new XElement(Maml + "name", name))));

    private static XElement Description(params string[] paragraphs) =>
        new(Maml + "description", paragraphs.Where(text => text.Length > 0).Select(Paragraph));

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
