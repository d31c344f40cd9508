using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>Suspends, resumes and removes messages in queues.</summary>
internal sealed class MessageCommandRoute(ApiServices services)
{
    private const int MostShown = 10_000;
    private const string Remove = nameof(MessageCommand.Remove);

    public static ImmutableArray<string> Commands { get; } = [nameof(MessageCommand.Suspend), nameof(MessageCommand.Resume), Remove];

    public static ImmutableArray<(string Name, JsonNode Schema)> Components { get; } =
    [
        ("MessageCommandAnswer", Schemas.Object(
            ("items", Schemas.Array(Schemas.Object(
                ("message", Schemas.Reference("QueuedMessage")),
                ("outcome", Schemas.Choice(
                    "Unknown: its partition did not answer; repeating the command is harmless. Gone: it left the queue before.", [.. Enum.GetNames<MessageCommandOutcome>()])),
                ("error", CommandDocument.ErrorSchema)),
                "One entry for each message in each queue; the message as it was before.")),
            ("total", Schemas.Number("How many messages the command named.")),
            ("omitted", Schemas.Number("How many of them have no entry, because there are more than 10000: those that were refused have theirs first.")),
            ("left", Schemas.Number("How many more the filter lets through: a command takes 250000 at a time, and did not touch these.")),
            ("changed", Schemas.Flag("True when anything was changed.")),
            ("whatIf", Schemas.Flag("True when nothing was changed because the request asked only what would be.")),
            ("missingPartitions", Schemas.Number("Partitions that did not say which of their messages were meant: those were not touched."))))
    ];

    public ApiRoute Route => new(
        "POST", "/messages/commands", "Invoke-MessageCommand", Role.Operator, "Suspends, resumes or removes messages: Suspend-Message, Resume-Message, Remove-Message.", CommandAsync)
    {
        Details = "A poison message that is resumed is routed anew. What the answer says is durable. " + CommandDocument.Rules,
        Body = new(ApiBody.Json, CommandBody.Schema(
            "message", Commands, ("withNDR", Schemas.Flag("With Remove: whether the sender is told by a DSN. Default: true.")))),
        Answer = new(ApiBody.Json, Schemas.Reference("MessageCommandAnswer")),
        HasWhatIf = true,
        CmdletOf = CmdletOf
    };

    /// <summary>The cmdlet that gives the command.</summary>
    public static string CmdletOf(string command) =>
        Commands.FirstOrDefault(known => known.Equals(command, StringComparison.OrdinalIgnoreCase)) is { } verb ? $"{verb}-Message" : "Invoke-MessageCommand";

    /// <summary>The command that a body stands for; an error when it says whether to tell the sender of what removes nothing.</summary>
    public static (MessageCommand Command, TransportError? Error) CommandOf(CommandBody body)
    {
        var command = Enum.Parse<MessageCommand>(body.Command);
        if (command == MessageCommand.Remove)
        {
            return (body.WithNdr is false ? MessageCommand.Remove : MessageCommand.RemoveWithNdr, null);
        }

        return (command, body.WithNdr is null
            ? null
            : ErrorCatalogue.InvalidParameter.With($"WithNDR: it can be given only with {Remove}") with { Parameter = "WithNDR" });
    }

    /// <summary>Writes what became of the messages; an identity names one, whose refusal is that of the request.</summary>
    public static ApiAnswer Answer(MessageCommandAnswer answer, bool hasIdentity, bool whatIf)
    {
        if (answer.Error is { } error)
        {
            return ApiAnswer.Of(error);
        }

        if (hasIdentity && answer.Messages is [{ Error: { } refusal, Outcome: MessageCommandOutcome.Refused or MessageCommandOutcome.Unknown }])
        {
            return ApiAnswer.Of(refusal);
        }

        // A command may be for a quarter of a million messages: what went wrong is told first.
        var shown = answer.Messages.Length <= MostShown ? answer.Messages : [.. answer.Messages.OrderBy(message => message.Error is null).Take(MostShown)];
        return ApiAnswer.Of(new JsonObject
        {
            ["items"] = new JsonArray([.. shown.Select(Show)]),
            ["total"] = answer.Messages.Length,
            ["omitted"] = answer.Messages.Length - shown.Length,
            ["left"] = answer.Left,
            ["changed"] = !whatIf && answer.Messages.Any(IsChange),
            ["whatIf"] = whatIf,
            ["missingPartitions"] = answer.MissingPartitions
        }) with
        {
            FoundBy = [.. answer.Messages.Take(CommandDocument.MostInAudit).Select(message => message.Message.Identity.ToString())],
            After = CommandDocument.Summary(answer.Messages.Select(message => (message.Message.Identity.ToString(), message.Outcome.ToString(), message.Error)))
        };
    }

    private async Task<ApiAnswer> CommandAsync(ApiCall call)
    {
        var (given, error) = await call.ReadChangesAsync();
        if (given is null || !CommandBody.TryRead(given, Commands, hasNdr: true, out var body, out error))
        {
            return ApiAnswer.Of(error!);
        }

        var (command, wrong) = CommandOf(body);
        if (wrong is not null)
        {
            return ApiAnswer.Of(wrong);
        }

        var answer = await services.Server.CommandMessagesAsync(
            command, new MessageTarget(body.Identity, body.Filter, body.Server), body.Zone, call.WhatIf, call.Aborted);
        return answer is null
            ? ApiAnswer.Of(ErrorCatalogue.OrganizationAway.With("this server has not joined yet"))
            : Answer(answer, body.Identity is not null, call.WhatIf);
    }

    private static bool IsChange(MessageCommandResult result) => result.Outcome is MessageCommandOutcome.Suspended or MessageCommandOutcome.PendingSuspend
        or MessageCommandOutcome.Resumed or MessageCommandOutcome.Removed or MessageCommandOutcome.PendingRemove;

    private static JsonObject Show(MessageCommandResult result) => new()
    {
        ["message"] = MessageDocument.Of(result.Message),
        ["outcome"] = result.Outcome.ToString(),
        ["error"] = result.Error is { } error ? Problem.Document(error, Problem.StatusOf(error.Entry)) : null
    };
}
