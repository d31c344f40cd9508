using System.Management.Automation;
using System.Text;
using System.Text.Json;
using System.Xml;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Migration;

/// <summary>Reads what Export-Clixml or ConvertTo-Json wrote: one object or many, in UTF-8 or UTF-16, with or without a byte order mark.</summary>
internal static class ExchangeFile
{
    /// <exception cref="ExchangeFileException">It is neither.</exception>
    public static IReadOnlyList<PSObject> Read(byte[] content)
    {
        var text = Decode(content).Trim();
        if (text.StartsWith("<", StringComparison.Ordinal))
            return Items(Clixml(text));
        if (text.StartsWith("{", StringComparison.Ordinal) || text.StartsWith("[", StringComparison.Ordinal))
            return Items(Json(text));
        throw new ExchangeFileException("This is neither what Export-Clixml nor what ConvertTo-Json writes.");
    }

    private static object? Clixml(string text)
    {
        try
        {
            return PSSerializer.Deserialize(text);
        }
        catch (XmlException malformed)
        {
            throw new ExchangeFileException($"The XML is damaged: {malformed.Message}", malformed);
        }
    }

    private static object? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            // Windows PowerShell writes an array that was no pipeline as { "value": [...], "Count": 2 }.
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.Array && root.TryGetProperty("Count", out _)
                ? ObjectReader.Free(value)
                : ObjectReader.Free(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new ExchangeFileException($"The JSON is damaged: {malformed.Message}", malformed);
        }
        catch (PSArgumentException unnamed)
        {
            throw new ExchangeFileException("The JSON is damaged: an object in it has a value without a name.", unnamed);
        }
    }

    private static List<PSObject> Items(object? root) => (root is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : root) switch
    {
        null => throw new ExchangeFileException("The file holds no object."),
        System.Collections.IEnumerable items and not string => [.. items.Cast<object?>().Where(item => item is not null).Select(PSObject.AsPSObject)],
        _ => [PSObject.AsPSObject(root)]
    };

    private static string Decode(byte[] content)
    {
        // Without a mark: the first character of both formats is ASCII, so that the place of its zero tells.
        var encoding = content.Length < 2 ? Encoding.UTF8
            : content[0] != 0 && content[1] == 0 ? Encoding.Unicode
            : content[0] == 0 && content[1] != 0 ? Encoding.BigEndianUnicode
            : Encoding.UTF8;
        using var reader = new StreamReader(new MemoryStream(content), encoding, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
