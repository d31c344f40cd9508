using System.Text.Json;

namespace ForeignTransport.Server.Api;

/// <summary>Finds out whether a JSON document is text: the parser takes bytes that are no UTF-8, and notices only when a text is asked for.</summary>
internal static class JsonText
{
    /// <summary>
    /// True when every name is text, and every value is UTF-8. An escape of half a surrogate pair in a value passes: who reads that value says which it is.
    /// </summary>
    public static bool IsText(JsonElement document)
    {
        try
        {
            Visit(document);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The parser has seen to it that the document is not deep.</summary>
    private static void Visit(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Visit(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Visit(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetRawText();
                break;
            default:
                // Nothing but ASCII.
                break;
        }
    }
}
