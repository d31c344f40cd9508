using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>Suspends, resumes and retries queues.</summary>
internal sealed class QueueCommandRoute(ApiServices services)
{
    public static ImmutableArray<string> Commands { get; } = [.. Enum.GetNames<QueueCommand>()];

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("QueueCommandAnswer", Schemas.Object(
            ("items", Schemas.Array(Schemas.Object(
                ("queue", Schemas.Reference("Queue")),
                ("changed", Schemas.Flag("False when it was so already, or nothing was there to be done.")),
                ("messages", Schemas.Number("Messages that a resubmission took out of the queue; else 0.")),
                ("error", CommandDocument.ErrorSchema)),
                "One entry for each queue; the queue as it was before.")),
            ("total", Schemas.Number("How many queues the command named.")),
            ("changed", Schemas.Flag("True when anything was changed.")),
            ("whatIf", Schemas.Flag("True when nothing was changed because the request asked only what would be."))))
    ];

    public ApiRoute Route => new(
        "POST", "/queues/commands", "Invoke-QueueCommand", Role.Operator, "Suspends, resumes or retries queues: Suspend-Queue, Resume-Queue, Retry-Queue.", CommandAsync)
    {
        Details = "`Resubmit` is Retry-Queue -Resubmit: every message that is not suspended is looked up and routed anew. What is suspended is so in the whole cluster and over restarts. "
            + CommandDocument.Rules,
        Body = new(ApiBody.Json, CommandBody.Schema("queue", Commands)),
        Answer = new(ApiBody.Json, Schemas.Reference("QueueCommandAnswer")),
        HasWhatIf = true,
        CmdletOf = CmdletOf
    };

    /// <summary>The cmdlet that gives the command.</summary>
    public static string CmdletOf(string command) => Enum.TryParse<QueueCommand>(command, ignoreCase: true, out var known)
        ? known switch
        {
            QueueCommand.Suspend => "Suspend-Queue",
            QueueCommand.Resume => "Resume-Queue",
            _ => "Retry-Queue"
        }
        : "Invoke-QueueCommand";

    /// <summary>Writes what became of the queues; an identity names one, whose refusal is that of the request.</summary>
    public static ApiAnswer Answer(QueueCommandAnswer answer, bool hasIdentity, bool whatIf)
    {
        if (answer.Error is { } error)
        {
            return ApiAnswer.Of(error);
        }

        if (hasIdentity && answer.Queues is [{ Error: { } refusal, Changed: false }])
        {
            return ApiAnswer.Of(refusal);
        }

        return ApiAnswer.Of(new JsonObject
        {
            ["items"] = new JsonArray([.. answer.Queues.Select(Show)]),
            ["total"] = answer.Queues.Length,
            ["changed"] = !whatIf && answer.Queues.Any(queue => queue.Changed),
            ["whatIf"] = whatIf
        }) with
        {
            FoundBy = [.. answer.Queues.Take(CommandDocument.MostInAudit).Select(queue => queue.Queue.Identity.ToString())],
            After = CommandDocument.Summary(answer.Queues.Select(queue => (queue.Queue.Identity.ToString(), queue.Changed ? "Changed" : "Unchanged", queue.Error)))
        };
    }

    private async Task<ApiAnswer> CommandAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null || !CommandBody.TryRead(given, Commands, hasNdr: false, out var body, out error))
        {
            return ApiAnswer.Of(error!);
        }

        var answer = await services.Server.CommandQueuesAsync(
            Enum.Parse<QueueCommand>(body.Command), new QueueTarget(body.Identity, body.Filter, body.Server), body.Zone, call.WhatIf, call.Aborted);
        return answer is null
            ? ApiAnswer.Of(ErrorCatalogue.OrganizationAway.With("this server has not joined yet"))
            : Answer(answer, body.Identity is not null, call.WhatIf);
    }

    private static JsonObject Show(QueueCommandResult result) => new()
    {
        ["queue"] = QueueDocument.Of(result.Queue),
        ["changed"] = result.Changed,
        ["messages"] = result.Messages,
        ["error"] = result.Error is { } error ? Problem.Document(error, Problem.StatusOf(error.Entry)) : null
    };
}
