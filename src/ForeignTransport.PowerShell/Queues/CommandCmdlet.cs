using System.Text.Json;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>A cmdlet that does something with one queue or message that it names, or with any number that a filter lets through.</summary>
public abstract class CommandCmdlet : ExchangeCmdlet
{
    internal const string IdentitySet = "Identity";
    internal const string FilterSet = "Filter";

    /// <summary>Asks the user, gives the command, and reports what was not done. It writes no objects, as Exchange does not.</summary>
    /// <param name="collection">queues or messages.</param>
    /// <param name="thing">queue or message.</param>
    /// <param name="gerund">Suspending.</param>
    /// <param name="identity">The one; null to use the filter.</param>
    /// <param name="filter">The conditions.</param>
    /// <param name="server">Under whose name, with a filter.</param>
    /// <param name="command">What to do, and with which settings.</param>
    internal void Command(string collection, string thing, string gerund, string? identity, string? filter, string? server, params KeyValuePair<string, object?>[] command)
    {
        var subject = identity is not null ? $"{thing} \"{identity}\"" : $"the {thing}s{(server is null ? "" : $" of {server}")} for which: {filter}";
        if (!Approve($"{gerund} {subject}.", out var whatIf))
            return;
        var request = Changing(HttpMethod.Post, $"{collection}/commands", whatIf);
        request.Body = JsonBody.Write(command
            .Concat(Given("identity", identity))
            .Concat(Given("filter", filter))
            .Concat(Given("server", server))
            .Concat(Given("timeZone", ClientZone.For(filter))));
        if (!TryAsk(request, identity ?? filter, out var answer))
            return;
        foreach (var item in answer.Items)
            Report(thing, gerund, item, whatIf && identity is null);
        if (answer.Body.TryGetProperty("missingPartitions", out var missing) && missing.GetInt32() > 0)
            WriteWarning($"Not all {thing}s were found: {missing.GetInt32()} partitions do not answer, and nothing was changed in them. Repeat the command.");
        if (answer.Body.TryGetProperty("left", out var left) && left.GetInt32() > 0)
            WriteWarning($"{left.GetInt32()} more {thing}s meet the filter and were not touched. Repeat the command for them, with a filter that leaves out what is done.");
    }

    internal static KeyValuePair<string, object?> Setting(string key, object? value) => new(key, value);

    private static KeyValuePair<string, object?>[] Given(string key, string? value) => value is null ? [] : [new(key, value)];

    private void Report(string thing, string gerund, JsonElement item, bool isForeseen)
    {
        var identity = item.GetProperty(thing).GetProperty("identity").GetString()!;
        var outcome = item.TryGetProperty("outcome", out var named) ? named.GetString()!
            : item.GetProperty("changed").GetBoolean() ? "Changed" : "Unchanged";
        if (item.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object)
        {
            WriteError(ProblemRecord.Of(TransportProblemException.OfItem(error, identity), identity));
            return;
        }

        WriteVerbose($"{identity}: {outcome}");
        if (isForeseen && outcome != "Unchanged")
            Approve($"{gerund} {thing} \"{identity}\".", out _);
        if (outcome == "Gone")
            WriteWarning($"{identity} is no longer there: it left its queue before.");
    }
}
