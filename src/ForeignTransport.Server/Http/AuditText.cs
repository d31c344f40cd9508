using System.Text.Json;

namespace ForeignTransport.Server.Http;

/// <summary>What a caller sent, as it may stand in a log.</summary>
internal static class AuditText
{
    private const int Longest = 200;

    /// <summary>The text in quotes, on one line, everything but plain ASCII escaped as in JSON, and cut when it is long.</summary>
    public static string Of(string? text)
    {
        text ??= "";
        return text.Length <= Longest ? $"\"{JsonEncodedText.Encode(text)}\"" : $"\"{JsonEncodedText.Encode(text[..Longest])}...\"";
    }
}
