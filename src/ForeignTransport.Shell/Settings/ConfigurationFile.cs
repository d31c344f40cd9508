using System.Text.Json;

namespace ForeignTransport.Shell.Settings;

/// <summary>ftx.json: the servers, and where the token is. Unknown keys are errors, as they are mostly misspelt ones.</summary>
/// <param name="Servers">Null when it names none.</param>
/// <param name="TokenFile">As written; null when it names none.</param>
internal sealed record ConfigurationFile(IReadOnlyList<string>? Servers, string? TokenFile)
{
    public static ConfigurationFile Parse(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new SettingsException($"{path}: an object is expected, such as {{\"server\": [\"http://127.0.0.1:8558\"]}}.");

            IReadOnlyList<string>? servers = null;
            string? tokenFile = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "server":
                        servers = Texts(property.Value) ?? throw new SettingsException($"{path}: 'server' is an address or a list of addresses.");
                        break;

                    case "tokenFile":
                        tokenFile = property.Value.ValueKind == JsonValueKind.String
                            ? property.Value.GetString()
                            : throw new SettingsException($"{path}: 'tokenFile' is the path of a file.");
                        break;

                    case "token":
                        throw new SettingsException($"{path}: a token does not belong into the configuration. Write it to a file of its own and name that as 'tokenFile'.");

                    default:
                        throw new SettingsException($"{path}: unknown key '{property.Name}'. Known are 'server' and 'tokenFile'.");
                }
            }

            return new(servers, tokenFile);
        }
        catch (JsonException e)
        {
            throw new SettingsException($"{path} is not JSON (line {e.LineNumber + 1}): {e.Message.Split(" LineNumber:")[0]}");
        }
    }

    private static List<string>? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };
}
