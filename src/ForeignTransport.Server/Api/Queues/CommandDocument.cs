using System.Text.Json.Nodes;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>What the answers of commands for queues and for messages have in common.</summary>
internal static class CommandDocument
{
    /// <summary>How an answer is to be read.</summary>
    public const string Rules =
        "With an identity the answer is an error when the command was refused: 404 there is no such object, 400 there are several, 409 it is in a state that takes no such command. "
        + "With a filter the answer is 200 and has an entry for each object, with its own `error`; none is no error.";

    /// <summary>The audit log names so many objects of a command.</summary>
    public const int MostInAudit = 1000;

    public static JsonObject ErrorSchema => new()
    {
        ["anyOf"] = new JsonArray(Schemas.Reference("Problem"), new JsonObject { ["type"] = "null" }),
        ["description"] = "Why it was not done, or not everywhere; null when it was."
    };

    /// <summary>For the audit log: which objects, and what became of each.</summary>
    public static string Summary(IEnumerable<(string Identity, string Outcome, TransportError? Error)> results)
    {
        var all = results.ToList();
        return new JsonObject
        {
            ["count"] = all.Count,
            ["objects"] = new JsonArray([.. all.Take(MostInAudit).Select(result => Entry(result.Identity, result.Outcome, result.Error))])
        }.ToJsonString();
    }

    private static JsonObject Entry(string identity, string outcome, TransportError? error)
    {
        var entry = new JsonObject { ["identity"] = identity, ["outcome"] = outcome };
        if (error is not null)
        {
            entry["error"] = error.ToString();
        }

        return entry;
    }
}
