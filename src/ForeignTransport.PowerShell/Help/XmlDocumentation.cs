using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace ForeignTransport.PowerShell.Help;

/// <summary>The documentation comments of an assembly, as the compiler wrote them.</summary>
internal sealed class XmlDocumentation(XDocument document)
{
    private readonly Dictionary<string, XElement> _members = document.Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    public XElement? Of(Type type) => Member($"T:{type.FullName}");

    public XElement? Of(PropertyInfo property) => Member($"P:{property.DeclaringType!.FullName}.{property.Name}");

    public XElement? Of(FieldInfo field) => Member($"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>The text of an element of a comment in one line; empty when there is none.</summary>
    public static string Text(XElement? comment, string element) => Text(comment?.Element(element));

    public static string Text(XElement? element)
    {
        if (element is null)
            return "";
        var text = new StringBuilder();
        Append(text, element);
        return string.Join(" ", text.ToString().Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The name that a reference ends in.</summary>
    public static string NameOf(XElement reference) => ((string?)reference.Attribute("cref") ?? "").Split('(')[0].Split('.', ':').Last();

    private XElement? Member(string name) => _members.TryGetValue(name, out var member) ? member : null;

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(plain.Value);
                    break;
                case XElement { Name.LocalName: "see" or "seealso" } reference when reference.Attribute("cref") is not null:
                    text.Append(NameOf(reference));
                    break;
                case XElement inner:
                    Append(text, inner);
                    break;
            }
        }
    }
}
