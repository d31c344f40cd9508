using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">GET, POST, ...</param>
/// <param name="Path">Percent-encoded, without the query.</param>
/// <param name="Query">Without its question mark; empty when there is none.</param>
/// <param name="Headers">By lower-case name.</param>
/// <param name="Body">Empty when there is none.</param>
internal sealed record RecordedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode? Json => JsonNode.Parse(Body);

    /// <summary>Method, path and query, to compare in one go.</summary>
    public string Line => Query.Length == 0 ? $"{Method} {Path}" : $"{Method} {Path}?{Query}";

    /// <summary>True when the body is this JSON, however it is written.</summary>
    public bool Says(string json) => JsonNode.DeepEquals(Json, JsonNode.Parse(json));

    public override string ToString() => $"{Line} {(Body.Length > 0 ? JsonSerializer.Serialize(Text) : "")}";
}
