using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// Composes DSNs for a partition and stores their content. The partition journals the result; until it has, the DSN is owed and is
/// composed again after a crash, under the same id.
/// </summary>
internal sealed class DsnWriter(CategorizerServices services, string partition, ILoggingAdapter log)
{
    private const int MaxAtATime = 4;
    private const string ProductName = "ForeignTransport";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(1);

    private readonly HashSet<MessageId> _writing = [];
    private DateTimeOffset _pausedUntil;

    /// <summary>
    /// True when another DSN may be started: each holds its original in memory, and what kept one from being written keeps the others too.
    /// </summary>
    public bool HasRoom(DateTimeOffset now) => _writing.Count < MaxAtATime && now >= _pausedUntil;

    /// <summary>A DSN whose content is durable.</summary>
    public sealed record Written(MessageId Original, DsnKind Kind, ImmutableArray<int> Recipients, QueuedMessage Dsn)
        : INoSerializationVerificationNeeded;

    /// <summary>A DSN that could not be written now.</summary>
    public sealed record NotWritten(MessageId Original, MessageId Dsn, Exception Cause) : INoSerializationVerificationNeeded;

    /// <summary>A DSN that could not be written because of what is in its original, in a way that nobody foresaw.</summary>
    /// <param name="Owed">The DSN.</param>
    /// <param name="Fault">Identifies the failure, when it can be told twice; else empty.</param>
    /// <param name="Reason">What failed.</param>
    public sealed record Faulted(OwedDsn Owed, string Fault, string Reason) : INoSerializationVerificationNeeded;

    /// <summary>Who gets a DSN.</summary>
    /// <param name="Address">The originator, or the manager of a group.</param>
    /// <param name="IsManager">True for a manager.</param>
    private readonly record struct Told(string Address, bool IsManager);

    /// <summary>Takes a fault: whatever else is owed is not concerned.</summary>
    /// <returns>As of the others.</returns>
    public bool Finished(Faulted faulted, DateTimeOffset now)
    {
        _pausedUntil = now + FaultPause;
        return _writing.Remove(faulted.Owed.DsnId);
    }

    /// <summary>Takes a result.</summary>
    /// <returns>
    /// False when it is not to be acted on: it was asked for before an exception restarted the partition, which has asked anew or will.
    /// Journaled twice under one id it would keep the partition from ever recovering.
    /// </returns>
    public bool Finished(Written written)
    {
        if (services.NotificationOutage.Leaves(partition))
        {
            log.Info("Delivery status notifications can be written again");
        }

        return _writing.Remove(written.Dsn.Id);
    }

    /// <summary>Takes a failure: nothing more is written for a while.</summary>
    /// <returns>As of the other.</returns>
    public bool Finished(NotWritten failed, DateTimeOffset now)
    {
        _pausedUntil = now + Pause;
        if (services.NotificationOutage.Meets(partition))
        {
            log.Error("{0}", ErrorCatalogue.NotificationNotWritten.With($"about message {failed.Original}: {failed.Cause.Message}"));
        }

        return _writing.Remove(failed.Dsn);
    }

    /// <summary>Composes and stores a DSN.</summary>
    /// <returns><see cref="Written"/>, <see cref="NotWritten"/> or <see cref="Faulted"/>.</returns>
    public Task<object> WriteAsync(OwedDsn owed, OrganizationState organization, DateTimeOffset now)
    {
        _writing.Add(owed.DsnId);
        // Everything that reads the partition's state is taken here, on its thread.
        var original = owed.Original.Message;
        var recipients = owed.Recipients.Select(position => Report(owed.Original.Recipients[position], owed.Kind)).ToImmutableArray();
        var told = new Told(
            owed.Original.ReportToOf(owed.Recipients) ?? original.Envelope.ReversePath, owed.Original.ReportToOf(owed.Recipients) is not null);
        var retry = organization.Server(services.ServerName).Retry;
        string[] faults = [.. owed.Original.Failures.Select(failure => failure.Fault).Where(fault => fault.Length > 0)];
        if (services.Work.FaultOf(original.Id, faults) is { } fault)
        {
            return Task.FromResult<object>(new Faulted(owed, fault, "the process ended while it worked on the message"));
        }

        return Task.Run<object>(async () =>
        {
            ComposedDsn composed;
            var mark = await services.Work.BeginAsync(original.Id, isCharged: faults.Length > 0);
            try
            {
                composed = await ComposeAsync(owed.DsnId, owed.Kind, original, told, recipients, organization, now);
            }
            catch (MessageStoreException cause)
            {
                return new NotWritten(original.Id, owed.DsnId, cause);
            }
            catch (Exception cause)
            {
                // Nothing outside has a part in it: the message is to blame, and not whatever else is owed.
                return new Faulted(owed, "", $"composing a delivery status notification: {cause.GetType().Name}: {cause.Message}");
            }
            finally
            {
                services.Work.End(mark);
            }

            try
            {
                // Of normal priority, whatever the original was.
                var priorities = organization.TransportConfig.PriorityQueuing is { Enabled: true } on ? on : null;
                HeaderBlock.FindEnd(composed.Content, out var headLength);
                await services.Store.AppendAsync(
                    [new ContentToStore(owed.DsnId, composed.Content.AsMemory(0, headLength), composed.Content.AsMemory(headLength))],
                    CancellationToken.None);
                return new Written(original.Id, owed.Kind, owed.Recipients, new QueuedMessage(
                    owed.DsnId,
                    composed.Envelope,
                    [],
                    headLength,
                    composed.Content.Length,
                    composed.Subject,
                    composed.InternetMessageId,
                    new TraceInfo(Source: "DSN"),
                    now,
                    now + (priorities?.NormalPriorityMessageExpirationTimeout ?? retry.MessageExpirationTimeout),
                    ClaimedBy: null,
                    IsDsn: true,
                    HeadOnly: false)
                {
                    Origin = new SubmissionOrigin(SubmissionWay.Notification, services.ServerName, "", PostmasterOf(organization)),
                    Priority = priorities is null ? null : DeliveryPriority.Normal,
                    IsFailureReport = owed.Kind == DsnKind.Failed
                });
            }
            catch (Exception cause)
            {
                return new NotWritten(original.Id, owed.DsnId, cause);
            }
        });
    }

    private async Task<ComposedDsn> ComposeAsync(
        MessageId id, DsnKind kind, QueuedMessage original, Told told, ImmutableArray<DsnRecipient> recipients, OrganizationState organization, DateTimeOffset now)
    {
        var config = organization.TransportConfig;
        // The manager of a group is whom the organization says, whoever wrote to the group.
        var settings = DsnSettings.For(organization, told.Address, told.IsManager || original.IsAuthenticated);
        var limit = original.HeadOnly ? 0 : settings.AttachLimit;
        try
        {
            var (head, body) = await ReadOriginalAsync(original, kind, limit);
            return Compose(head, body);
        }
        catch (Exception cause) when (cause is not MessageStoreException)
        {
            // One original that cannot be quoted must not keep its sender, and everybody after it, from being told.
            log.Error(cause, "Message {0} cannot be quoted in its delivery status notification, which is sent without it", original.Id);
            return Compose([], []);
        }

        ComposedDsn Compose(byte[] head, byte[] body) => DsnComposer.Compose(new DsnRequest
        {
            Kind = kind,
            Id = id,
            Now = now,
            ReportingMta = settings.ReportingAuthority.Length > 0 ? settings.ReportingAuthority : services.ServerFqdn,
            ProductName = ProductName,
            PostmasterAddress = PostmasterOf(organization),
            DefaultDomain = organization.DefaultDomain,
            Original = new DsnOriginal
            {
                Envelope = told.IsManager ? original.Envelope with { ReversePath = told.Address, EnvelopeId = null } : original.Envelope,
                ArrivedAt = original.ReceivedAt,
                ReceivedFrom = original.Trace.HeloDomain is null && original.Trace.SourceAddress is null
                    ? null
                    : new ReceivedFrom(original.Trace.HeloDomain, original.Trace.SourceAddress),
                InternetMessageId = original.InternetMessageId,
                Subject = original.Subject,
                Size = original.Size,
                Head = head,
                Body = body
            },
            Recipients = recipients,
            ExpiresAt = original.ExpiresAt,
            AttachLimit = limit,
            SendHtml = settings.SendHtml,
            Texts = DsnTexts.For(organization, settings.Audience, head),
            CopiedCodes = config.ExternalPostmasterAddress.Length > 0 ? config.GenerateCopyOfDSNFor : []
        });
    }

    private static string PostmasterOf(OrganizationState organization) =>
        organization.TransportConfig.ExternalPostmasterAddress is { Length: > 0 } address ? address : $"postmaster@{organization.DefaultDomain}";

    private async Task<(byte[] Head, byte[] Body)> ReadOriginalAsync(QueuedMessage original, DsnKind kind, long limit)
    {
        using var content = (await services.Store.ReadAsync([original.Id], CancellationToken.None))[0];
        if (content is null)
        {
            // The sender is told all the same, of what the journal knows.
            return ([], []);
        }

        var head = await ReadAsync(content, 0, content.HeadLength);
        var wholeIsReturned = kind == DsnKind.Failed && original.Envelope.Return != DsnReturn.Headers && content.Length <= limit;
        return (head, wholeIsReturned ? await ReadAsync(content, content.HeadLength, (int)(content.Length - content.HeadLength)) : []);
    }

    private static async Task<byte[]> ReadAsync(MessageContent content, long offset, int length)
    {
        var bytes = new byte[length];
        var filled = 0;
        while (filled < length)
        {
            var read = await content.ReadAtAsync(offset + filled, bytes.AsMemory(filled), CancellationToken.None);
            if (read == 0)
            {
                throw new EndOfStreamException("The stored content ended early.");
            }

            filled += read;
        }

        return bytes;
    }

    private static DsnRecipient Report(RecipientEntry recipient, DsnKind kind)
    {
        var response = recipient.ResponseFor(kind);
        return new DsnRecipient(recipient.Recipient, response.EffectiveStatus, kind is DsnKind.Relayed or DsnKind.Expanded ? null : response, LastAttempt: recipient.DecidedAt);
    }
}
