using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>What an answer must be.</summary>
internal static class Json
{
    /// <summary>The same document: same properties with the same values, none more; their order does not matter.</summary>
    public static void Equal(string expected, JsonNode? actual) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected: {JsonNode.Parse(expected)?.ToJsonString()}\nactual:   {actual?.ToJsonString()}");

    /// <summary>The status, and a message.</summary>
    public static void Message(HttpStatusCode status, string message, (HttpStatusCode Status, JsonNode? Body) answer)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(message, (string?)answer.Body?["message"]);
        Assert.Single(answer.Body!.AsObject());
    }

    /// <summary>The status, and some message.</summary>
    public static void Refused(HttpStatusCode status, (HttpStatusCode Status, JsonNode? Body) answer)
    {
        Assert.Equal(status, answer.Status);
        Assert.NotEmpty((string?)answer.Body?["message"] ?? "");
        Assert.Single(answer.Body!.AsObject());
    }
}
