using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Help;

/// <summary>Reads the cmdlets of an assembly, and their documentation comments, into what there is to say about each.</summary>
internal sealed class CmdletReader(XmlDocumentation documentation)
{
    /// <summary>What Exchange calls the types that parameters take.</summary>
    private static readonly Dictionary<Type, string> TypeNames = new()
    {
        [typeof(bool)] = "Boolean",
        [typeof(int)] = "Int32",
        [typeof(SizeParameter)] = "ByteQuantifiedSize",
        [typeof(TimeSpanParameter)] = "EnhancedTimeSpan",
        [typeof(UnlimitedInteger)] = "Unlimited",
        [typeof(SwitchParameter)] = "SwitchParameter"
    };

    /// <summary>The cmdlets by name.</summary>
    public IReadOnlyList<CmdletHelp> Read(Assembly assembly) =>
        [.. CmdletsOf(assembly).Select(Read).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    public static IEnumerable<Type> CmdletsOf(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.GetCustomAttribute<CmdletAttribute>() is not null);

    private CmdletHelp Read(Type type)
    {
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        var comment = documentation.Of(type);
        var properties = type.GetProperties().Where(property => property.GetCustomAttributes<ParameterAttribute>().Any()).ToList();
        var sets = properties.SelectMany(property => property.GetCustomAttributes<ParameterAttribute>()).Select(parameter => parameter.ParameterSetName)
            .Where(set => set != ParameterAttribute.AllParameterSets).Distinct().DefaultIfEmpty(ParameterAttribute.AllParameterSets).ToList();
        var parameters = Ordered(properties.Select(Read), cmdlet.SupportsShouldProcess);
        return new CmdletHelp
        {
            Verb = cmdlet.VerbName,
            Noun = cmdlet.NounName,
            Synopsis = XmlDocumentation.Text(comment, "summary"),
            Remarks = XmlDocumentation.Text(comment, "remarks"),
            Aliases = [.. type.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []],
            Parameters = parameters,
            Syntax =
            [
                .. sets.Select(set => Ordered(
                    properties.Where(property => property.GetCustomAttributes<ParameterAttribute>()
                        .Any(parameter => parameter.ParameterSetName == set || parameter.ParameterSetName == ParameterAttribute.AllParameterSets)).Select(Read),
                    cmdlet.SupportsShouldProcess))
            ],
            Inputs = [.. parameters.Where(parameter => parameter.ByValue).Select(parameter => parameter.Type).Distinct()],
            Outputs = [.. type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).Select(output => NameOf(output.Type)).Distinct()],
            Examples =
            [
                .. (comment?.Elements("example") ?? []).Select(example => (Code(example.Element("code")), XmlDocumentation.Text(example, "para")))
            ],
            Links = [.. (comment?.Elements("seealso") ?? []).Select(link => CmdletName(XmlDocumentation.NameOf(link), type.Assembly))]
        };
    }

    private ParameterHelp Read(PropertyInfo property)
    {
        var parameters = property.GetCustomAttributes<ParameterAttribute>().ToList();
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return new ParameterHelp
        {
            Name = property.Name,
            Type = NameOf(type),
            Description = XmlDocumentation.Text(documentation.Of(property), "summary"),
            Aliases = [.. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []],
            Values = type.IsEnum ? Enum.GetNames(type) : [],
            IsRequired = parameters.Exists(parameter => parameter.Mandatory),
            IsSwitch = type == typeof(SwitchParameter),
            Position = parameters[0].Position == int.MinValue ? null : parameters[0].Position + 1,
            ByValue = parameters.Exists(parameter => parameter.ValueFromPipeline),
            ByPropertyName = parameters.Exists(parameter => parameter.ValueFromPipelineByPropertyName)
        };
    }

    private static List<ParameterHelp> Ordered(IEnumerable<ParameterHelp> parameters, bool supportsShouldProcess)
    {
        var ordered = parameters.OrderBy(parameter => parameter.Position ?? int.MaxValue).ThenBy(parameter => !parameter.IsRequired)
            .ThenBy(parameter => parameter.Name, StringComparer.Ordinal).ToList();
        if (supportsShouldProcess)
        {
            ordered.Add(Switch("Confirm", "cf", "Asks before anything is changed; -Confirm:$false does not ask where the cmdlet would."));
            ordered.Add(Switch("WhatIf", "wi", "Says what would happen, and changes nothing."));
        }

        return ordered;
    }

    private static ParameterHelp Switch(string name, string alias, string description) =>
        new() { Name = name, Type = "SwitchParameter", Description = description, Aliases = [alias], IsSwitch = true };

    private static string NameOf(Type type)
    {
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return TypeNames.TryGetValue(bare, out var name) ? name : bare.Name;
    }

    private static string CmdletName(string className, Assembly assembly) =>
        CmdletsOf(assembly).Single(type => type.Name == className).GetCustomAttribute<CmdletAttribute>() is { } cmdlet
            ? $"{cmdlet.VerbName}-{cmdlet.NounName}"
            : className;

    private static string Code(XElement? code) => code?.Value.Trim() ?? "";
}
