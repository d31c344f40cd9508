using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// Takes messages that are submitted over HTTP: spooled, decided with the rules of Core, stored, and journaled by a partition before the submitter
/// is answered.
/// </summary>
/// <remarks>
/// <para>A submitter without an answer does not know whether the message was taken, and submits again. With an idempotency key that is harmless: the
/// key of a submitter stands for one id on a day (<see cref="MessageId.OfKey"/>), its partition remembers the id for two days, also when the message is through,
/// and the ids of the days before and after are asked about first. What is not covered: the same key at the same moment to two servers of
/// which one has midnight behind it and the other before it.</para>
/// <para>Without a key the id is new each time (ADR 4). It is this server's claim only until the partition has answered: until then the partition is told
/// again, also of a message that is through meanwhile. At the start, and now and then, partitions forget what was never answered.</para>
/// <para>Crash points: before the content is stored, nothing was; after it, content without a message is swept; after the journal, the message is
/// delivered.</para>
/// </remarks>
internal sealed class HttpSubmission(SubmissionServices services)
{
    /// <summary>Who comes back with an id that a key stands for.</summary>
    public const string Claimant = "HTTP";

    /// <summary>Messages at once. Each has up to a megabyte in memory.</summary>
    private const int MostAtOnce = 64;

    private const int Attempts = 3;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    /// <summary>Nothing that was submitted longer ago is said again.</summary>
    private static readonly TimeSpan Unanswered = TimeSpan.FromHours(1);

    private readonly string _claimant = $"{Claimant}/{services.Node.ServerName}";
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _forgotAt;
    private int _underWay;
    private bool _closed;

    /// <summary>Where large messages are while they come in; hidden, so that no connector's relative Drop directory has the name by chance.</summary>
    public static string SpoolDirectory(string dataDirectory) => Path.Combine(dataDirectory, ".incoming");

    /// <summary>Begins: nothing that an earlier process had in hand is said again. To be called before the first message is taken.</summary>
    public void Open() => ResolveClaims(_claimant, services.Time.GetUtcNow());

    /// <summary>Takes a message.</summary>
    /// <param name="message">RFC 5322, as it is to be delivered but for the changes that Pickup makes to a header.</param>
    /// <param name="envelope">What the submitter says of the envelope.</param>
    /// <param name="key">Repeating the submission with the same key within a day submits once; null for none.</param>
    /// <param name="cancellationToken">Gives up as long as nothing was stored.</param>
    public async Task<MessageReceipt> SubmitAsync(Stream message, SubmittedEnvelope envelope, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        if (Refusal(key) is { } refusal || !TryBegin(out refusal))
        {
            return MessageReceipt.Refused(refusal);
        }

        try
        {
            return await TakeAsync(message, envelope, key, cancellationToken);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Takes no more messages, and waits for those that are being taken.</summary>
    /// <returns>True when none is left.</returns>
    public async Task<bool> CloseAsync(TimeSpan timeout)
    {
        lock (_lock)
        {
            _closed = true;
            if (_underWay == 0)
            {
                return true;
            }
        }

        return await Task.WhenAny(_idle.Task, Task.Delay(timeout, services.Time)) == _idle.Task;
    }

    private TransportError? Refusal(IdempotencyKey? key) =>
        services.Organization.Current is not { } organization ? ErrorCatalogue.SubmissionNotReady.With(services.Node.ServerName)
        : organization.IsDraining(services.Node.ServerName) ? ErrorCatalogue.ServerSuspended.With(services.Node.ServerName)
        : key is { IsUsable: false } unusable ? ErrorCatalogue.InvalidIdempotencyKey.With($"{unusable.Text.Length} characters")
        : services.Pressure.Refusal;

    private bool TryBegin([NotNullWhen(false)] out TransportError? refusal)
    {
        lock (_lock)
        {
            refusal = _closed ? ErrorCatalogue.SubmissionNotReady.With(services.Node.ServerName)
                : _underWay == MostAtOnce ? ErrorCatalogue.SubmissionBusy.With($"{MostAtOnce} at once")
                : null;
            if (refusal is null)
            {
                _underWay++;
                NoteWork();
            }
        }

        return refusal is null;
    }

    private void End()
    {
        lock (_lock)
        {
            _underWay--;
            NoteWork();
            if (_closed && _underWay == 0)
            {
                _idle.TrySetResult();
            }
        }
    }

    private async Task<MessageReceipt> TakeAsync(Stream message, SubmittedEnvelope envelope, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var settings = IntakeSettings.From(services.Node, services.Organization.Current!, SubmissionKind.Pickup, services.ProductVersion);
        var limit = Math.Min(settings.MaxFileSize, settings.MaxMessageSize ?? long.MaxValue);
        var (spooled, error) = await SpooledMessage.ReadAsync(message, limit, SpoolDirectory(services.Node.DataDirectory), cancellationToken);
        if (spooled is null)
        {
            return MessageReceipt.Refused(error!);
        }

        using (spooled)
        {
            var now = services.Time.GetUtcNow();
            var id = key is { } given ? MessageId.OfKey(now, given.Hash()) : MessageId.Create(now, services.Partitions.Next(), Entropy());
            var bytes = spooled.Bytes(settings.MaxHeaderSize);
            if (!HttpRules.TryAccept(bytes.Head, bytes.IsWhole, envelope, settings.ContextOf(id, now, bytes.Length), out var accepted, out error))
            {
                return MessageReceipt.Refused(error);
            }

            ForgetOld(now);
            if (key is { } repeatable)
            {
                var (known, unknown) = await FindKnownAsync(id, now, repeatable, cancellationToken);
                if (known is not null || unknown is not null)
                {
                    return known is { } repeated ? new MessageReceipt(null, repeated, accepted.Envelope.Recipients.Length, [], true) : MessageReceipt.Refused(unknown!);
                }
            }

            var content = bytes.ToStore(id, accepted);
            var queued = settings.ToQueued(id, accepted, content.Length, now, key is null ? _claimant : Claimant, SubmissionWay.Http, Claimant);
            try
            {
                await services.Store.AppendAsync([content], CancellationToken.None);
            }
            catch (MessageStoreException cause)
            {
                return MessageReceipt.Refused(cause.Error);
            }

            var partition = id.Partition(services.Partitions.Count);
            if (await JournalAsync(new CategorizerCommands.Submit(partition, [queued])) is { } unanswered)
            {
                return MessageReceipt.Refused(unanswered);
            }

            if (key is null)
            {
                services.Categorizer.Tell(new CategorizerCommands.ForgetClaims(partition, [id]));
            }

            return new MessageReceipt(null, id, accepted.Envelope.Recipients.Length, accepted.Warnings, false);
        }
    }

    /// <summary>The id under which the key was used on this day, or on one next to it: clocks differ, and a day is not over at midnight.</summary>
    private async Task<(MessageId? Known, TransportError? Error)> FindKnownAsync(
        MessageId id, DateTimeOffset now, IdempotencyKey key, CancellationToken cancellationToken)
    {
        var hash = key.Hash();
        MessageId[] ids = [id, MessageId.OfKey(now.AddDays(-1), hash), MessageId.OfKey(now.AddDays(1), hash)];
        var partition = id.Partition(services.Partitions.Count);
        return await AskAsync<CategorizerReplies.Unknown>(new CategorizerQueries.FindUnknown(partition, [.. ids]), cancellationToken) is { } answer
            ? (ids.Except(answer.Ids).Select(known => (MessageId?)known).FirstOrDefault(), null)
            : (null, ErrorCatalogue.SubmissionNotReady.With($"partition {partition} does not answer"));
    }

    /// <summary>Says it to the partition until it answers. Under one id, and with a claim, that is harmless.</summary>
    private async Task<TransportError?> JournalAsync(CategorizerCommands.Submit command) =>
        await AskAsync<CategorizerReplies.Submitted>(command, CancellationToken.None) is null
            ? ErrorCatalogue.SubmissionUnanswered.With($"{command.Messages[0].Id}, partition {command.Partition}")
            : null;

    /// <summary>Asks a partition again while it does not answer: it may be on its way to another server.</summary>
    /// <returns>Null when it did not answer at all.</returns>
    private async Task<T?> AskAsync<T>(object message, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                return await services.Categorizer.Ask<T>(message, SubmittedBatches.ResendInterval, cancellationToken);
            }
            catch (AskTimeoutException)
            {
                continue;
            }
        }

        return null;
    }

    /// <summary>Lets partitions forget ids of keys that are used no more, and ids without an answer that are not said again. Said again and again by every server, for it is not journaled.</summary>
    private void ForgetOld(DateTimeOffset now)
    {
        if (now - _forgotAt < ForgetInterval)
        {
            return;
        }

        _forgotAt = now;
        ResolveClaims(Claimant, now - Remembered - TimeSpan.FromDays(1));
        ResolveClaims(_claimant, now - Unanswered);
    }

    private void ResolveClaims(string claimant, DateTimeOffset before)
    {
        for (var partition = 0; partition < services.Partitions.Count; partition++)
        {
            services.Categorizer.Tell(new CategorizerCommands.ResolveClaims(partition, claimant, before));
        }
    }

    /// <summary>A suspended server refuses before it counts: this way is always as closed as the server.</summary>
    private void NoteWork() => services.Work.Note(Claimant, new IntakeWork(IsClosed: true, _underWay));

    private static ulong Entropy() => unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue));
}
