using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ForeignTransport.Shell.Tests.Help;

/// <summary>
/// Writes the help of the utility cmdlets (MAML) from what the source says: synopsis and examples from the comment of the class, syntax
/// and parameters from the attributes.
/// </summary>
internal static partial class HelpDocument
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Of(Assembly assembly)
    {
        var members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToList();
        var summaries = members.ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")));
        var examples = members.ToLookup(member => member.Attribute("name")!.Value, member => member.Elements("example").ToList());
        var cmdlets =
            from type in assembly.GetTypes()
            let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
            where cmdlet is not null
            let name = $"{cmdlet.VerbName}-{cmdlet.NounName}"
            orderby name
            select Cmdlet(type, cmdlet, name, summaries, [.. examples[$"T:{type.FullName}"].SelectMany(list => list)]);

        return new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), cmdlets).ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Cmdlet(Type type, CmdletAttribute cmdlet, string name, Dictionary<string, string> summaries, List<XElement> examples)
    {
        // "Select-Object: some of the objects. Not here: ..."
        var summary = summaries[$"T:{type.FullName}"];
        var text = summary[(summary.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        var parts = text.Split(" Not here: ");
        var synopsis = char.ToUpperInvariant(parts[0][0]) + parts[0][1..];
        var description = parts.Length > 1 ? $"This is a part of PowerShell's {name}. Not here: {parts[1]}" : $"As PowerShell's {name}.";
        var properties = type.GetProperties().Where(property => property.GetCustomAttributes<ParameterAttribute>().Any()).OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", name),
                new XElement(Maml + "description", Para(synopsis)),
                new XElement(Command + "verb", cmdlet.VerbName),
                new XElement(Command + "noun", cmdlet.NounName)),
            new XElement(Maml + "description", Para(description)),
            new XElement(Command + "syntax", Sets(properties).Select(set => new XElement(
                Command + "syntaxItem", new XElement(Maml + "name", name),
                properties.Where(property => Attribute(property, set) is not null).OrderBy(property => Order(Attribute(property, set)!)).Select(property => Parameter(property, Attribute(property, set)!, summaries))))),
            new XElement(Command + "parameters", properties.Select(property => Parameter(property, property.GetCustomAttributes<ParameterAttribute>().First(), summaries))),
            examples.Count == 0 ? null : new XElement(Command + "examples", examples.Select(Example)));
    }

    private static XElement Example(XElement example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------------------------- Example {index + 1} --------------------------"),
        new XElement(Dev + "code", Text(example.Element("code"))),
        new XElement(Dev + "remarks", Para(Text(example.Element("para")))));

    private static XElement Parameter(PropertyInfo property, ParameterAttribute attribute, Dictionary<string, string> summaries)
    {
        var aliases = property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? [];
        return new(
            Command + "parameter",
            new XAttribute("required", attribute.Mandatory ? "true" : "false"),
            new XAttribute("position", attribute.Position == int.MinValue ? "named" : $"{attribute.Position}"),
            new XAttribute("pipelineInput", attribute.ValueFromPipeline ? "true (ByValue)" : attribute.ValueFromPipelineByPropertyName ? "true (ByPropertyName)" : "false"),
            new XAttribute("aliases", string.Join(", ", aliases)),
            new XElement(Maml + "name", property.Name),
            new XElement(Maml + "description", Para(summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", ""))),
            property.PropertyType == typeof(SwitchParameter) ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), TypeName(property.PropertyType)));
    }

    private static string Text(XElement? element) => Blanks().Replace(element?.Value ?? "", " ").Trim();

    private static XElement Para(string text) => new(Maml + "para", text);

    private static IEnumerable<string> Sets(IEnumerable<PropertyInfo> properties)
    {
        var named = properties.SelectMany(property => property.GetCustomAttributes<ParameterAttribute>()).Select(attribute => attribute.ParameterSetName)
            .Where(set => set != ParameterAttribute.AllParameterSets).Distinct().Order(StringComparer.Ordinal).ToList();
        return named.Count == 0 ? [ParameterAttribute.AllParameterSets] : named;
    }

    private static ParameterAttribute? Attribute(PropertyInfo property, string set) => property.GetCustomAttributes<ParameterAttribute>()
        .FirstOrDefault(attribute => attribute.ParameterSetName == set || attribute.ParameterSetName == ParameterAttribute.AllParameterSets);

    private static int Order(ParameterAttribute attribute) => attribute.Position == int.MinValue ? attribute.Mandatory ? 100 : 200 : attribute.Position;

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) : type.IsArray ? TypeName(type.GetElementType()!) + "[]" : type.Name;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
