using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace ForeignTransport.Shell.Conversion;

/// <summary>Objects as CLIXML and back. The engine writes one object to a document; here they are put into one, as Export-Clixml does.</summary>
internal static class ClixmlText
{
    private const string Reference = "RefId";

    public static string Write(IEnumerable<object?> objects, int depth)
    {
        XElement? all = null;
        var next = 0;
        foreach (var item in objects)
        {
            var root = XDocument.Parse(PSSerializer.Serialize(item, depth)).Root!;

            // Objects and types are numbered from 0 in every document: in one document no number may come twice.
            var offset = next;
            foreach (var number in root.Descendants().Attributes(Reference))
            {
                var moved = int.Parse(number.Value, CultureInfo.InvariantCulture) + offset;
                number.Value = moved.ToString(CultureInfo.InvariantCulture);
                next = Math.Max(next, moved + 1);
            }

            if (all is null)
                all = root;
            else
                all.Add(root.Elements());
        }

        return (all ?? XDocument.Parse(PSSerializer.Serialize(null)).Root!).ToString();
    }

    public static IEnumerable<object> Read(string text) => PSSerializer.DeserializeAsList(text);
}
