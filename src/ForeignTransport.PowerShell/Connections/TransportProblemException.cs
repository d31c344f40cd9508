using System.Text.Json;

namespace ForeignTransport.PowerShell.Connections;

/// <summary>A server refused a request: a problem document (RFC 9457) with a code of the error catalogue, or a bare status.</summary>
public sealed class TransportProblemException : Exception
{
    private TransportProblemException(string message, int status)
        : base(message) => Status = status;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The code of the error catalogue, as in <c>FT-5004</c>; <c>HTTP-502</c> for an answer that is no problem document.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The parameter that is wrong; null when it is not one of them.</summary>
    public string? Parameter { get; private set; }

    /// <summary>What to do.</summary>
    public string? Remedy { get; private set; }

    internal static TransportProblemException Of(Uri server, int status, string? reason, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is JsonValueKind.Object && Text(document.RootElement, "code") is { } code)
                return Of(document.RootElement, status, code);
        }
        catch (JsonException)
        {
            // Not one of ours: a proxy in between, or something else at that address. Said below.
        }

        return new($"{server.GetLeftPart(UriPartial.Authority)} answered {status} {reason}, which is not an answer of ForeignTransport.", status)
        {
            Code = $"HTTP-{status}",
            Remedy = "Check the address: another program, or a proxy, answers there."
        };
    }

    /// <summary>One object of several was refused.</summary>
    /// <param name="problem">The problem document about it.</param>
    /// <param name="subject">The object.</param>
    internal static TransportProblemException OfItem(JsonElement problem, string subject) =>
        Of(problem, problem.TryGetProperty("status", out var status) ? status.GetInt32() : 0, Text(problem, "code") ?? "", $"{subject}: ");

    private static TransportProblemException Of(JsonElement problem, int status, string code, string before = "")
    {
        var (title, detail, parameter) = (Text(problem, "title") ?? "", Text(problem, "detail") ?? "", Text(problem, "parameter"));
        return new(before + Sentence(status, code, title.Trim(), detail.Trim(), parameter), status)
        {
            Code = code,
            Parameter = parameter,
            Remedy = Text(problem, "remedy")
        };
    }

    private static string Sentence(int status, string code, string title, string detail, string? parameter)
    {
        if (code == "FT-5004" && detail.Length > 0)
            return $"The operation couldn't be performed because {Lowered(detail)} couldn't be found.";
        if (status == 401)
            return $"{Ended(detail.Length == 0 ? title : detail)} Give a token: a file named in FTX_TOKEN_FILE, the variable FTX_TOKEN, or Connect-ForeignTransport -TokenFile.";
        if (detail.Length == 0)
            return parameter is null ? Ended(title) : $"{parameter}: {Ended(title)}";
        if (parameter is null)
            return title.Length == 0 ? Ended(detail) : $"{Ended(title)} {Ended(detail)}";
        var named = detail.StartsWith(parameter, StringComparison.OrdinalIgnoreCase);
        // What names the allowed form needs nothing more; other details say what is wrong only together with the title.
        if (detail.IndexOf("allowed", StringComparison.OrdinalIgnoreCase) >= 0)
            return Ended(named ? detail : $"{parameter} {detail}");
        return named ? $"{Ended(detail)} {Ended(title)}".TrimEnd() : $"{parameter}: {Ended(title)} {Ended(detail)}";
    }

    private static string Ended(string sentence) => sentence.Length == 0 || sentence.EndsWith(".", StringComparison.Ordinal) ? sentence : sentence + ".";

    // "Foreign connector 'X'" in the middle of a sentence; "X400..." and other words of capitals stay.
    private static string Lowered(string text) =>
        text.StartsWith("Foreign ", StringComparison.Ordinal) || text.Length < 2 || char.IsUpper(text[1])
            ? text
            : char.ToLowerInvariant(text[0]) + text.Substring(1);

    private static string? Text(JsonElement problem, string key) =>
        problem.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
