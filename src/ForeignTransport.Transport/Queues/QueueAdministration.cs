using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Queues;

/// <summary>Does what an administrator asks for with queues and messages, wherever in the cluster they are.</summary>
/// <param name="categorizer">The partitions.</param>
/// <param name="partitions">How many there are.</param>
/// <param name="store">Message content.</param>
/// <param name="queues">What is in the queues now: asked for anew, or not older than what <see cref="QueueViewActor"/> says.</param>
/// <param name="connectorQueues">The queues that connectors have also while they are empty, and that of the next hop that is looked for.</param>
/// <param name="change">Changes the organization.</param>
/// <param name="time">How long the organization is waited for.</param>
internal sealed class QueueAdministration(
    IActorRef categorizer,
    int partitions,
    IMessageStore store,
    Func<bool, CancellationToken, Task<QueuesSnapshot>> queues,
    Func<string?, IEnumerable<NextHopSolutionKey>> connectorQueues,
    Func<OrganizationMessages.Change, CancellationToken, Task<OrganizationMessages.Changed>> change,
    TimeProvider time)
{
    /// <summary>A command of so many messages is one write of the journal, and an answer is small.</summary>
    private const int CommandSize = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly OrganizationCaller _organization = new(change, time);

    /// <summary>A page of the messages.</summary>
    public async Task<MessagesSnapshot> GetMessagesAsync(MessageQuery query, string server, CancellationToken cancellationToken) =>
        await MessageCollection.CollectAsync(
            categorizer, partitions, query, server, QueueView.SharedNumbers((await queues(false, cancellationToken)).Queues), cancellationToken);

    /// <summary>Suspends, resumes or retries queues.</summary>
    public async Task<QueueCommandAnswer> CommandQueuesAsync(
        QueueCommand command, QueueTarget target, TimeZoneInfo zone, string server, bool whatIf, CancellationToken cancellationToken)
    {
        if (!QueueQuery.TryParse(
            new QueueQueryText { Identity = target.Identity, Filter = target.Filter, Server = target.Server, ResultSize = "unlimited" }, zone, out var query, out var error))
        {
            return QueueCommandAnswer.Refused(error);
        }

        var snapshot = await queues(true, cancellationToken);
        IReadOnlyList<QueueView> chosen;
        if (target.Identity is null)
        {
            chosen = query.Select(snapshot.ViewsOf(server)).Items;
        }
        else if (QueueIdentity.TryParse(target.Identity, out var identity, out error) && TryFind(identity, snapshot, server, out var one, out error))
        {
            chosen = [one];
        }
        else
        {
            return QueueCommandAnswer.Refused(error);
        }

        var results = ImmutableArray.CreateBuilder<QueueCommandResult>(chosen.Count);
        foreach (var queue in chosen)
        {
            results.Add(await CommandQueueAsync(command, queue, whatIf, cancellationToken));
        }

        return new QueueCommandAnswer(null, results.DrainToImmutable());
    }

    /// <summary>Suspends, resumes or removes messages.</summary>
    public async Task<MessageCommandAnswer> CommandMessagesAsync(
        MessageCommand command, MessageTarget target, TimeZoneInfo zone, string server, bool whatIf, CancellationToken cancellationToken)
    {
        if (!MessageQuery.TryParse(
            new MessageQueryText { Identity = target.Identity, Filter = target.Filter, Server = target.Server, ResultSize = "unlimited" }, zone, out var query, out var error))
        {
            return MessageCommandAnswer.Refused(error);
        }

        var found = await GetMessagesAsync(query, server, cancellationToken);
        if (target.Identity is not null && Unique(target.Identity, found) is { } refusal)
        {
            return MessageCommandAnswer.Refused(refusal);
        }

        var outcomes = new Dictionary<MessageCopy, MessageCommandOutcome>();
        var commands = found.Page.Items.Select(view => new MessageCopy(view.Id, view.NextHop)).GroupBy(copy => copy.Message.Partition(partitions))
            .SelectMany(partition => partition.Chunk(CommandSize).Select(copies => (Partition: partition.Key, Copies: copies.ToImmutableArray())))
            .GroupBy(part => part.Partition);
        // Partitions work side by side; one gets its next part when it has answered the last.
        foreach (var done in await Task.WhenAll(commands.Select(parts => CommandPartitionAsync(command, parts.Select(part => part.Copies), parts.Key, whatIf, cancellationToken))))
        {
            foreach (var (copy, outcome) in done)
            {
                outcomes[copy] = outcome;
            }
        }

        return new MessageCommandAnswer(
            null,
            [
                .. found.Page.Items.Select(view => outcomes[new MessageCopy(view.Id, view.NextHop)] is var outcome
                    ? new MessageCommandResult(view, outcome, ErrorOf(outcome, view))
                    : throw new InvalidOperationException("A message without an outcome."))
            ],
            found.Missing,
            found.Page.Total - found.Page.Items.Count);
    }

    /// <summary>Exports one suspended message.</summary>
    public async Task<MessageExport> ExportAsync(MessageIdentity identity, string server, Stream destination, CancellationToken cancellationToken)
    {
        if (!MessageQuery.TryParse(
            new MessageQueryText { Identity = identity.ToString(), ResultSize = "unlimited" }, TimeZoneInfo.Utc, out var query, out var error))
        {
            return MessageExport.Refused(error);
        }

        var found = await GetMessagesAsync(query, server, cancellationToken);
        if (Unique(identity.ToString(), found) is { } refusal)
        {
            return MessageExport.Refused(refusal);
        }

        var view = found.Page.Items[0];
        var copy = await AskAsync<CategorizerReplies.MessageCopyFound>(
            new CategorizerQueries.GetMessageCopy(view.Id.Partition(partitions), new MessageCopy(view.Id, view.NextHop)), cancellationToken);
        return copy is null
            ? MessageExport.Refused(ErrorCatalogue.PartitionsDoNotAnswer.With($"{view.Identity}"))
            : await MessageExporter.WriteAsync(store, view, copy, destination, cancellationToken);
    }

    /// <summary>
    /// The one queue that an identity names: of those that there are, and when there is none, of those that are empty now. Whether a message
    /// happens to wait must not decide whether a gateway can be stopped.
    /// </summary>
    private bool TryFind(
        QueueIdentity identity, QueuesSnapshot snapshot, string server, [NotNullWhen(true)] out QueueView? queue, [NotNullWhen(false)] out TransportError? error)
    {
        var views = snapshot.ViewsOf(server);
        return QueueQuery.TryFind(
            identity,
            views.Any(identity.Names) ? views : snapshot.WithEmpty(connectorQueues(identity.Kind == QueueIdentityKind.Name ? identity.Name : null)).ViewsOf(server),
            out queue,
            out error);
    }

    private static TransportError? Unique(string identity, MessagesSnapshot found) => found.Page.Items.Count switch
    {
        1 => null,
        0 => found.IsPartial ? ErrorCatalogue.PartitionsDoNotAnswer.With($"Message '{identity}'") : ErrorCatalogue.ObjectNotFound.With($"Message '{identity}'"),
        _ => ErrorCatalogue.MessageNotUnique.With($"'{identity}' names {string.Join(", ", found.Page.Items.Take(10).Select(view => view.Identity))}")
    };

    private static TransportError? ErrorOf(MessageCommandOutcome outcome, MessageView view) => outcome switch
    {
        MessageCommandOutcome.Refused => ErrorCatalogue.MessageCommandNotAllowed.With($"{view.Identity} is {view.Status}"),
        MessageCommandOutcome.Unknown => ErrorCatalogue.CommandOutcomeUnknown.With($"{view.Identity}"),
        _ => null
    };

    private async Task<QueueCommandResult> CommandQueueAsync(QueueCommand command, QueueView queue, bool whatIf, CancellationToken cancellationToken)
    {
        var key = new NextHopSolutionKey(queue.DeliveryType, queue.NextHopDomain, queue.NextHopConnector);
        switch (command)
        {
            case QueueCommand.Suspend or QueueCommand.Resume:
                OrganizationCommand made = command == QueueCommand.Suspend ? new OrganizationCommand.SuspendQueue(key) : new OrganizationCommand.ResumeQueue(key);
                // Told again it may answer that nothing changed, because it heard the first time too: then it counts what the queue was before.
                // To suspend what is suspended, or resume what is not, changes nothing: it may be said twice.
                return await _organization.RepeatAsync(new OrganizationMessages.Change(made) { WhatIf = whatIf }, cancellationToken) is var (changed, again)
                    ? new QueueCommandResult(queue, changed.Error is null && (!changed.Changes.IsEmpty || (again && IsOther(command, queue))), changed.Error)
                    : new QueueCommandResult(queue, false, ErrorCatalogue.OrganizationUnanswered.With($"{queue.Identity}"));
            case QueueCommand.Retry when key == NextHopSolutionKey.Unreachable:
                return new QueueCommandResult(queue, false, ErrorCatalogue.ResubmitRequired.With($"{queue.Identity}"));
            case var _ when key == NextHopSolutionKey.Submission || key == NextHopSolutionKey.PoisonMessage:
                return new QueueCommandResult(queue, false, ErrorCatalogue.QueueCommandNotAllowed.With($"{queue.Identity}"));
            case var _ when queue.Status == QueueStatus.Suspended:
                return new QueueCommandResult(queue, false, ErrorCatalogue.QueueIsSuspended.With($"{queue.Identity}"));
            case var _ when whatIf:
                return new QueueCommandResult(queue, command == QueueCommand.Resubmit ? queue.MessageCount > 0 : queue.Status == QueueStatus.Retry);
            default:
                return await RetryAsync(queue, key, command == QueueCommand.Resubmit, cancellationToken);
        }
    }

    private static bool IsOther(QueueCommand command, QueueView queue) => (queue.Status == QueueStatus.Suspended) != (command == QueueCommand.Suspend);

    private async Task<QueueCommandResult> RetryAsync(QueueView queue, NextHopSolutionKey key, bool resubmit, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, partitions).Select(partition =>
            AskAsync<CategorizerReplies.QueueRetried>(new CategorizerCommands.RetryQueue(partition, key, resubmit), cancellationToken)));
        var silent = answers.Count(answer => answer is null);
        return new QueueCommandResult(
            queue,
            answers.Any(answer => answer is { Changed: true }),
            silent == 0 ? null : ErrorCatalogue.CommandOutcomeUnknown.With($"{queue.Identity}: {silent} of {partitions} partitions"),
            answers.Sum(answer => answer?.Messages ?? 0));
    }

    private async Task<List<(MessageCopy Copy, MessageCommandOutcome Outcome)>> CommandPartitionAsync(
        MessageCommand command, IEnumerable<ImmutableArray<MessageCopy>> parts, int partition, bool whatIf, CancellationToken cancellationToken)
    {
        var outcomes = new List<(MessageCopy, MessageCommandOutcome)>();
        foreach (var copies in parts)
        {
            var answer = await AskAsync<CategorizerReplies.MessagesCommanded>(
                new CategorizerCommands.CommandMessages(partition, command, copies, whatIf), cancellationToken);
            outcomes.AddRange(copies.Select((copy, index) =>
                (copy, answer is not null && index < answer.Outcomes.Length ? answer.Outcomes[index] : MessageCommandOutcome.Unknown)));
        }

        return outcomes;
    }

    /// <summary>Null when there is no answer in time.</summary>
    private async Task<T?> AskAsync<T>(object question, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await categorizer.Ask<T>(question, Patience, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
