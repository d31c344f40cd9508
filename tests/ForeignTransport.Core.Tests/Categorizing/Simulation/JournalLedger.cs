using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>
/// Keeps the books of a journal in the plainest way, and finds every event that contradicts the ones before it. It shares no code with
/// the state that it checks.
/// </summary>
internal sealed class JournalLedger
{
    private static readonly DsnKind[] Kinds = Enum.GetValues<DsnKind>();

    private readonly Dictionary<MessageId, QueuedMessage> _accepted = [];
    private readonly Dictionary<MessageId, List<NewRecipient>> _appended = [];
    private readonly Dictionary<DropKey, StagedDrop> _staged = [];
    private readonly Dictionary<(MessageId Message, int Recipient), RecipientOutcome> _outcomes = [];
    private readonly HashSet<(MessageId Message, int Recipient, DsnKind Kind)> _owed = [];
    private readonly HashSet<(MessageId Message, int Recipient, DsnKind Kind)> _reported = [];
    private readonly HashSet<MessageId> _delayReported = [];
    private readonly HashSet<(MessageId Message, int Recipient)> _held = [];

    private readonly Dictionary<DropKey, StagedDrop> _awaited = [];
    private readonly HashSet<(MessageId Message, int Recipient)> _failedByReceipt = [];

    // Files that stand for recipients: staged, or published and not confirmed.
    private readonly HashSet<DropKey> _open = [];
    private readonly Dictionary<(MessageId Message, int Recipient), string> _rewritten = [];

    public IReadOnlyCollection<QueuedMessage> Accepted => _accepted.Values;

    public bool IsAccepted(MessageId message) => _accepted.ContainsKey(message);

    public RecipientOutcome OutcomeOf(MessageId message, int recipient) => _outcomes.GetValueOrDefault((message, recipient));

    public bool WasFailedByReceipt(MessageId message, int recipient) => _failedByReceipt.Contains((message, recipient));

    public bool WasReported(MessageId message, int recipient, DsnKind kind) => _reported.Contains((message, recipient, kind));

    /// <summary>True when the message has an outcome for every recipient and owes nothing.</summary>
    public bool IsDone(MessageId message) =>
        _accepted.TryGetValue(message, out var accepted)
        && Enumerable.Range(0, Recipients(accepted)).All(position =>
            OutcomeOf(message, position) != RecipientOutcome.Pending
            && !Array.Exists(Kinds, kind => _owed.Contains((message, position, kind)) && !_reported.Contains((message, position, kind))));

    public void Write(CategorizerEvent happened)
    {
        switch (happened)
        {
            case MessagesAccepted accepted:
                foreach (var message in accepted.Messages)
                {
                    Accept(message);
                }

                break;
            case DropsStaged staged:
                foreach (var drop in staged.Drops)
                {
                    Assert.True(_staged.TryAdd(new DropKey(drop.Message, drop.Ordinal), drop), "A drop number was used twice.");
                    Assert.All(drop.Recipients, position => Assert.Equal(RecipientOutcome.Pending, OutcomeOf(drop.Message, position)));
                    _open.RemoveWhere(key => key.Message == drop.Message && _staged[key].Recipients.Intersect(drop.Recipients).Any());
                    _open.Add(new DropKey(drop.Message, drop.Ordinal));
                    Assert.DoesNotContain(_awaited.Values, awaited => awaited.Message == drop.Message && awaited.Recipients.Intersect(drop.Recipients).Any());
                }

                break;
            case DropsPublished published:
                foreach (var drop in published.Drops)
                {
                    Assert.True(_staged.TryGetValue(new DropKey(drop.Message, drop.Ordinal), out var staged), "Published and never staged.");
                    Assert.All(staged.Recipients, position => Decide(drop.Message, position, RecipientOutcome.Relayed));
                    Assert.All(drop.Relayed, position => Owe(drop.Message, position, DsnKind.Relayed));
                    _awaited.Remove(new DropKey(drop.Message, drop.Ordinal));
                    _open.Remove(new DropKey(drop.Message, drop.Ordinal));
                }

                break;
            case DropsAwaiting awaiting:
                foreach (var drop in awaiting.Drops)
                {
                    Assert.True(_staged.TryGetValue(drop, out var staged), "Awaited and never staged.");
                    Assert.True(_awaited.TryAdd(drop, staged), "Awaited twice.");
                    Assert.All(staged.Recipients, position => Assert.Equal(RecipientOutcome.Pending, OutcomeOf(drop.Message, position)));
                }

                break;
            case ReceiptsTaken taken:
                Assert.All(taken.Receipts, Take);
                break;
            case DropsAbandoned abandoned:
                _open.ExceptWith(abandoned.Drops.Select(drop => new DropKey(drop.Message, drop.Ordinal)));
                break;
            case RecipientsFailed failed:
                foreach (var recipient in failed.Recipients)
                {
                    Decide(recipient.Message, recipient.Recipient, RecipientOutcome.Failed);
                    _open.RemoveWhere(key => key.Message == recipient.Message && _staged[key].Recipients.Contains(recipient.Recipient));
                    foreach (var drop in _awaited.Values.Where(drop => drop.Message == recipient.Message && drop.Recipients.Contains(recipient.Recipient)).ToList())
                    {
                        _awaited.Remove(new DropKey(drop.Message, drop.Ordinal));
                    }

                    Assert.True(IsDue(DsnKind.Failed, recipient.Message, recipient.Recipient) == recipient.OwesDsn
                        || (!recipient.OwesDsn && recipient.Diagnostic == StandardResponses.QueueAdmin.ToString()));
                    if (recipient.OwesDsn)
                    {
                        Owe(recipient.Message, recipient.Recipient, DsnKind.Failed);
                    }
                }

                break;
            case RecipientsResolved resolved:
                foreach (var message in resolved.Messages)
                {
                    Resolve(message);
                }

                break;
            case DsnAccepted dsn:
                Report(dsn);
                break;
            case MessagesReleased released:
                _owed.RemoveWhere(debt => _held.Contains((debt.Message, debt.Recipient)) && released.Messages.Any(message =>
                    message.WaivesDsn && message.Message == debt.Message && message.Recipients.Contains(debt.Recipient)));
                _held.ExceptWith(released.Messages.SelectMany(message => message.Recipients.Select(position => (message.Message, position))));
                break;
            case MessagesHeld held:
                _held.UnionWith(held.Messages.SelectMany(message => message.Hold.Recipients.Select(position => (message.Message, position))));
                break;
            case WorkFailed:
                break;
            default:
                Assert.Fail($"Unknown event {happened}.");
                break;
        }
    }

    /// <summary>Everything that was accepted is done, with a DSN for every debt.</summary>
    public void AssertSettled() => Assert.All(_accepted.Keys, id => Assert.True(IsDone(id), $"Message {id} is not done."));

    /// <summary>How many recipients a message has: of the envelope, refused, and added by the directory.</summary>
    public int Recipients(QueuedMessage message) =>
        message.Envelope.Recipients.Length + message.Refused.Length + _appended.GetValueOrDefault(message.Id, []).Count;

    private void Resolve(ResolvedMessage resolved)
    {
        var first = Recipients(_accepted[resolved.Message]);
        CheckResolved(resolved, first);
        _appended.TryAdd(resolved.Message, []);
        _appended[resolved.Message].AddRange(resolved.Appended);
        foreach (var (position, recipient) in resolved.Rewritten)
        {
            _rewritten[(resolved.Message, position)] = recipient.Address;
        }

        foreach (var expanded in resolved.Expanded)
        {
            Decide(resolved.Message, expanded.Position, RecipientOutcome.Expanded);
            if (expanded.OwesDsn)
            {
                Owe(resolved.Message, expanded.Position, DsnKind.Expanded);
            }
        }

        var failed = resolved.Failed.Select(failure => (failure.Recipient, failure.OwesDsn)).Concat(
            resolved.Appended.Select((appended, ordinal) => (Appended: appended, Position: first + ordinal))
                .Where(item => item.Appended.Diagnostic is not null).Select(item => (item.Position, item.Appended.OwesDsn)));
        foreach (var (position, owes) in failed)
        {
            Decide(resolved.Message, position, RecipientOutcome.Failed);
            Assert.Equal(IsDue(DsnKind.Failed, resolved.Message, position), owes);
            if (owes)
            {
                Owe(resolved.Message, position, DsnKind.Failed);
            }
        }
    }

    /// <summary>Only what waits is resolved, and it is not sent to an address at which the message is already, or soon is.</summary>
    private void CheckResolved(ResolvedMessage resolved, int recipients)
    {
        Assert.All(
            resolved.Rewritten.Select(item => item.Position).Concat(resolved.Expanded.Select(item => item.Position)).Concat(resolved.Failed.Select(item => item.Recipient)),
            position =>
            {
                Assert.Equal(RecipientOutcome.Pending, OutcomeOf(resolved.Message, position));
                Assert.False(StandsFor(resolved.Message, position), $"Recipient {position} of {resolved.Message} has a file.");
            });
        var reached = Enumerable.Range(0, recipients)
            .Where(position => OutcomeOf(resolved.Message, position) is RecipientOutcome.Relayed or RecipientOutcome.Delivered || StandsFor(resolved.Message, position))
            .Select(position => AddressOf(resolved.Message, position)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(
            resolved.Rewritten.Select(item => item.Recipient).Concat(resolved.Appended.Where(item => item.Diagnostic is null).Select(item => item.Recipient)),
            recipient => Assert.DoesNotContain(recipient.Address, reached));
        var appended = resolved.Appended.Where(item => item.Diagnostic is null).Select(item => item.Recipient.Address).ToList();
        Assert.Distinct(appended.Concat(Enumerable.Range(0, recipients)
            .Where(position => OutcomeOf(resolved.Message, position) == RecipientOutcome.Pending && resolved.Expanded.All(item => item.Position != position))
            .Select(position => resolved.Rewritten.FirstOrDefault(item => item.Position == position)?.Recipient.Address ?? AddressOf(resolved.Message, position))
            .Distinct(StringComparer.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase);
    }

    private bool StandsFor(MessageId message, int position) =>
        _open.Any(key => key.Message == message && _staged[key].Recipients.Contains(position));

    private string AddressOf(MessageId message, int position) =>
        _rewritten.TryGetValue((message, position), out var address) ? address : Original(message, position);

    private string Original(MessageId id, int position)
    {
        var (message, own) = (_accepted[id], _accepted[id].Envelope.Recipients.Length);
        return position < own ? message.Envelope.Recipients[position].Address
            : position < own + message.Refused.Length ? message.Refused[position - own].Address
            : _appended[id][position - own - message.Refused.Length].Recipient.Address;
    }

    private void Take(TakenReceipt receipt)
    {
        Assert.True(_awaited.Remove(receipt.Drop, out var drop), "A receipt of a file that is not awaited.");
        _open.Remove(receipt.Drop);
        var kind = receipt.IsDelivered ? DsnKind.Delivered : DsnKind.Failed;
        Assert.Equal(drop.Recipients.Where(position => IsDue(kind, drop.Message, position)), receipt.Owed);
        foreach (var position in drop.Recipients)
        {
            Decide(drop.Message, position, receipt.IsDelivered ? RecipientOutcome.Delivered : RecipientOutcome.Failed);
            if (!receipt.IsDelivered)
            {
                _failedByReceipt.Add((drop.Message, position));
            }

            if (receipt.Owed.Contains(position))
            {
                Owe(drop.Message, position, kind);
            }
        }
    }

    private void Accept(QueuedMessage message)
    {
        Assert.True(_accepted.TryAdd(message.Id, message), $"Message {message.Id} was accepted twice.");
        for (var i = 0; i < message.Refused.Length; i++)
        {
            var position = message.Envelope.Recipients.Length + i;
            Decide(message.Id, position, RecipientOutcome.Failed);
            if (IsDue(DsnKind.Failed, message.Id, position))
            {
                Owe(message.Id, position, DsnKind.Failed);
            }
        }
    }

    private void Decide(MessageId message, int position, RecipientOutcome outcome)
    {
        Assert.True(position < Recipients(_accepted[message]));
        Assert.True(_outcomes.TryAdd((message, position), outcome), $"Recipient {position} of {message} has two outcomes.");
    }

    private void Owe(MessageId message, int position, DsnKind kind)
    {
        Assert.True(IsDue(kind, message, position), $"Nobody may be told about {kind}.");
        Assert.True(_owed.Add((message, position, kind)));
    }

    private void Report(DsnAccepted dsn)
    {
        Assert.NotEmpty(dsn.Recipients);
        Assert.All(dsn.Recipients, position =>
        {
            Assert.True(IsDue(dsn.Kind, dsn.Original, position));
            Assert.True(_reported.Add((dsn.Original, position, dsn.Kind)), $"Recipient {position} of {dsn.Original} was reported twice.");
            Assert.True(dsn.Kind == DsnKind.Delayed || _owed.Contains((dsn.Original, position, dsn.Kind)), "A DSN that nobody is owed.");
        });
        Assert.True(dsn.Kind != DsnKind.Delayed || _delayReported.Add(dsn.Original), $"The delay of {dsn.Original} was reported twice.");
        Accept(dsn.Dsn);
    }

    private bool IsDue(DsnKind kind, MessageId id, int position)
    {
        var message = _accepted[id];
        var own = message.Envelope.Recipients.Length;
        var notify = position < own ? message.Envelope.Recipients[position].Notify
            : position < own + message.Refused.Length ? message.Refused[position - own].Notify
            : _appended[id][position - own - message.Refused.Length].Recipient.Notify;
        return DsnPolicy.IsDue(kind, notify, message.Envelope.ReversePath.Length == 0);
    }
}
