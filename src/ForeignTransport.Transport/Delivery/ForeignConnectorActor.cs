using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Executes the deliveries of one Foreign connector on this server.
/// </summary>
/// <remarks>
/// <para>In: <see cref="DeliveryCommands"/> from partitions. Out: <see cref="DeliveryReplies"/>.</para>
/// <para>It decides nothing: partitions say what is staged and what is published. Batches that arrive while one is being written are
/// written together next, so that they share one flush of the disk.</para>
/// <para>Staging and publishing run side by side, one task each; order between batches is not kept and not needed.</para>
/// <para>Nothing of its state survives a crash and nothing needs to: partitions ask again. Files in the staging directory that no partition
/// claims are removed by <see cref="StraySweepActor"/>.</para>
/// </remarks>
internal sealed class ForeignConnectorActor : UntypedActor
{
    private const int MaxDropsTogether = 512;
    private static readonly TimeSpan RemotePatience = TimeSpan.FromMinutes(1);
    private const long MaxBytesTogether = 8 * 1024 * 1024;

    private readonly Guid _id;
    private readonly string _serverName;
    private readonly OrganizationView _organization;
    private readonly DropPaths _paths;
    private readonly IMessageStore _store;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(IActorRef Partition, DeliveryCommands.StageDrops Command, long ArrivedAt)> _toStage = new();
    private readonly Queue<(IActorRef Partition, DeliveryCommands.PublishDrops Command)> _toPublish = new();
    private readonly WorkUnderWay _work;
    private readonly Func<bool> _mayAct;
    private readonly TimeProvider _time;
    private ErrorEntry? _trouble;
    private bool _staging;
    private bool _publishing;

    public ForeignConnectorActor(
        Guid id, string serverName, OrganizationView organization, DropPaths paths, IMessageStore store, WorkUnderWay work, Func<bool> mayAct, TimeProvider time)
    {
        _id = id;
        _serverName = serverName;
        _organization = organization;
        _paths = paths;
        _store = store;
        _work = work;
        _mayAct = mayAct;
        _time = time;
    }

    public static Props Props(
        Guid id, string serverName, OrganizationView organization, DropPaths paths, IMessageStore store, WorkUnderWay work, Func<bool> mayAct, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ForeignConnectorActor(id, serverName, organization, paths, store, work, mayAct, time));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DeliveryCommands.StageDrops stage:
                _toStage.Enqueue((Sender, stage, _time.GetTimestamp()));
                StageNext();
                break;
            case DeliveryCommands.PublishDrops publish:
                _toPublish.Enqueue((Sender, publish));
                PublishNext();
                break;
            case StagingFinished finished:
                _staging = false;
                Note(finished);
                Answer(finished.Answers);
                StageNext();
                break;
            case PublishingFinished finished:
                _publishing = false;
                Answer(finished.Answers);
                PublishNext();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>One line for each change of state: sixteen partitions at every step of the retry ladder would say the same.</summary>
    private void Note(StagingFinished finished)
    {
        if (finished.Trouble is { } trouble && trouble.Entry != _trouble)
        {
            _log.Warning("Delivery through connector {0} waits: {1}", finished.Connector, trouble);
        }
        else if (finished.Trouble is null && _trouble is not null)
        {
            _log.Info("Delivery through connector {0} goes on", finished.Connector);
        }

        _trouble = finished.Trouble?.Entry;
    }

    private void Answer(IReadOnlyList<(IActorRef Partition, object Reply)> answers)
    {
        foreach (var (partition, reply) in answers)
        {
            partition.Tell(reply);
            _work.End();
        }
    }

    private void StageNext()
    {
        if (_staging || _toStage.Count == 0)
        {
            return;
        }

        GiveUpLate();
        var batches = new List<(IActorRef, DeliveryCommands.StageDrops)>();
        var (drops, bytes) = (0, 0L);
        while (_toStage.TryPeek(out var next))
        {
            drops += next.Command.Drops.Length;
            bytes += next.Command.Drops.Sum(drop => drop.Size);
            if (batches.Count > 0 && (drops > MaxDropsTogether || bytes > MaxBytesTogether))
            {
                break;
            }

            _toStage.Dequeue();
            batches.Add((next.Partition, next.Command));
        }

        if (batches.Count == 0)
        {
            return;
        }

        if (_organization.Current is not { } organization || organization.FindConnector(_id) is not { } connector)
        {
            var error = ErrorCatalogue.NoSourceServerReachable.With(_id.ToString());
            Answer([.. batches.Select(batch => (batch.Item1, (object)new DeliveryReplies.Unavailable(batch.Item2.Attempt, error)))]);
            StageNext();
            return;
        }

        _staging = true;
        var service = organization.Server(_serverName);
        Task.Run(() => StageAsync(connector, service, batches)).PipeTo(Self);
    }

    /// <summary>
    /// Behind a directory that hung, commands of other servers wait that were given up there: what they would stage is staged elsewhere.
    /// </summary>
    private void GiveUpLate()
    {
        while (_toStage.TryPeek(out var oldest)
            && !oldest.Partition.Path.Address.HasLocalScope
            && _time.GetElapsedTime(oldest.ArrivedAt) > RemotePatience)
        {
            _toStage.Dequeue();
            Answer([(oldest.Partition, new DeliveryReplies.Unavailable(
                oldest.Command.Attempt, ErrorCatalogue.ConnectorDoesNotAnswer.With(_serverName)))]);
        }
    }

    private void PublishNext()
    {
        if (_publishing || _toPublish.Count == 0)
        {
            return;
        }

        var batches = _toPublish.ToList();
        _toPublish.Clear();
        _publishing = true;
        Task.Run(() => Publish(batches)).PipeTo(Self);
    }

    private async Task<StagingFinished> StageAsync(
        ForeignConnector connector, TransportService service, List<(IActorRef Partition, DeliveryCommands.StageDrops Command)> batches)
    {
        var drops = batches.SelectMany(batch => batch.Command.Drops).ToList();
        StagingResult? result = null;
        TransportError? unavailable = null;
        IReadOnlyList<MessageContent?> contents = [];
        try
        {
            if (!_paths.TryOpen(connector, service, out var directory, out var error))
            {
                result = new StagingResult(null, null, [], [], error);
            }
            else if (directory.Prepare() is { } refusal)
            {
                result = new StagingResult(directory.Path, null, [], [], refusal);
            }
            else
            {
                try
                {
                    contents = await _store.ReadAsync([.. drops.Select(drop => drop.Key.Message)], CancellationToken.None);
                    result = await directory.StageAsync(drops, contents, connector.CreatedBy);
                }
                catch (Exception cause) when (cause is not (MessageStoreException or IOException or UnauthorizedAccessException))
                {
                    _log.Error(cause, "Connector {0} could not stage {1} files together; each is tried by itself", connector.Name, drops.Count);
                    result = await StageOneByOneAsync(directory, drops, connector.CreatedBy);
                }
            }
        }
        catch (MessageStoreException cause)
        {
            unavailable = cause.Error;
        }
        catch (Exception cause)
        {
            _log.Error(cause, "Connector {0} could not stage", connector.Name);
            unavailable = ErrorCatalogue.DropDirectoryNotWritable.With(cause.Message);
        }
        finally
        {
            foreach (var content in contents)
            {
                content?.Dispose();
            }
        }

        return new StagingFinished(
            connector.Name,
            unavailable ?? result!.Deferred,
        [
            .. batches.Select(batch => (batch.Partition, unavailable is not null
                ? new DeliveryReplies.Unavailable(batch.Command.Attempt, unavailable)
                : (object)new DeliveryReplies.Staged(batch.Command.Attempt, Share(result!, batch.Command, batches.Count))))
        ]);
    }

    /// <summary>
    /// Finds the message that keeps a batch from being staged. When nothing can be staged no message is to blame, and the last failure is thrown
    /// on; a batch of one message says nothing about others.
    /// </summary>
    private async Task<StagingResult> StageOneByOneAsync(DropDirectory directory, List<DeliveryCommands.DropToStage> drops, string createdBy)
    {
        StagingResult? all = null;
        var faulted = ImmutableArray.CreateBuilder<FaultedDrop>();
        for (var i = 0; i < drops.Count; i++)
        {
            IReadOnlyList<MessageContent?> contents = [];
            try
            {
                contents = await _store.ReadAsync([drops[i].Key.Message], CancellationToken.None);
                var one = await directory.StageAsync([drops[i]], contents, createdBy);
                all = all is null ? one : one with
                {
                    Staged = [.. all.Staged, .. one.Staged],
                    Failed = [.. all.Failed, .. one.Failed],
                    Faulted = [.. all.Faulted, .. one.Faulted],
                    Deferred = all.Deferred ?? one.Deferred
                };
            }
            catch (Exception cause) when (cause is not (MessageStoreException or IOException or UnauthorizedAccessException)
                && (all is not null || drops.Count == 1 || i < drops.Count - 1))
            {
                faulted.Add(new FaultedDrop(drops[i].Key, "", $"staging: {cause.GetType().Name}: {cause.Message}"));
            }
            finally
            {
                foreach (var content in contents)
                {
                    content?.Dispose();
                }
            }
        }

        all ??= new StagingResult(null, null, [], [], null);
        return all with { Faulted = [.. all.Faulted, .. faulted] };
    }

    private static StagingResult Share(StagingResult all, DeliveryCommands.StageDrops command, int batches)
    {
        if (batches == 1)
        {
            return all;
        }

        var own = command.Drops.Select(drop => drop.Key).ToHashSet();
        var share = all with
        {
            Staged = [.. all.Staged.Where(own.Contains)],
            Failed = [.. all.Failed.Where(failure => own.Contains(failure.Drop))],
            Faulted = [.. all.Faulted.Where(fault => own.Contains(fault.Drop))]
        };
        // A batch of which nothing was deferred has no reason: its queue must not wait for what happened to another.
        return share.Staged.Length + share.Failed.Length + share.Faulted.Length == own.Count ? share with { Deferred = null } : share;
    }

    private PublishingFinished Publish(List<(IActorRef Partition, DeliveryCommands.PublishDrops Command)> batches)
    {
        var answers = new List<(IActorRef, object)>(batches.Count);
        for (int start = 0, end; start < batches.Count; start = end)
        {
            // Only neighbours share a flush: a retry that overtook the first try of the same file would take it for published.
            var first = batches[start].Command;
            end = start + 1;
            while (end < batches.Count && batches[end].Command is var next
                && next.Directory == first.Directory && next.Marker == first.Marker && next.FirstTry == first.FirstTry)
            {
                end++;
            }

            var together = batches.GetRange(start, end - start);
            var result = Publish(first, [.. together.SelectMany(batch => batch.Command.Drops)]);
            answers.AddRange(together.Select(batch => (batch.Partition,
                (object)new DeliveryReplies.Published(batch.Command.Attempt, _serverName, Share(result, batch.Command, together.Count)))));
        }

        return new PublishingFinished(answers);
    }

    private PublishingResult Publish(DeliveryCommands.PublishDrops command, IReadOnlyList<DeliveryCommands.DropToPublish> drops)
    {
        try
        {
            return Find(command.Directory, command.Marker, out var refusal) is { } directory ? directory.Publish(drops, command.FirstTry, _mayAct) : refusal!;
        }
        catch (Exception cause)
        {
            _log.Error(cause, "Files staged in {0} could not be published", command.Directory);
            return new PublishingResult([], [], ErrorCatalogue.DropDirectoryNotWritable.With(cause.Message));
        }
    }

    /// <summary>The directory that files were staged in, under the name that this server has for it.</summary>
    private DropDirectory? Find(string directory, string marker, out PublishingResult? refusal)
    {
        refusal = null;
        var named = new DropDirectory(directory, mayCreate: false, UnlimitedSize.Unlimited, _paths.Markers);
        if (marker.Length == 0 || named.Holds(marker))
        {
            return named;
        }

        DropDirectory? own = null;
        if (_organization.Current is { } organization
            && organization.FindConnector(_id) is { } connector
            && _paths.TryOpen(connector, organization.Server(_serverName), out own, out _)
            && own.Holds(marker))
        {
            return own;
        }

        // Whoever does not see the directory at all can only say that it is away: the files may be in it. That goes for this server's own files,
        // wherever it wrote them, and for the directory that it shares, as a source server, with those that wrote others.
        var away = _paths.Markers.IsOurs(marker) && !named.HasStagingArea ? directory : own is { IsAway: true } && IsSource ? own.Path : null;
        refusal = away is not null
            ? new PublishingResult([], [], ErrorCatalogue.DropDirectoryMissing.With(away))
            : new PublishingResult([], [], null, IsElsewhere: true);
        return null;
    }

    private bool IsSource => _organization.Current?.FindConnector(_id)?.HasSourceServer(_serverName) ?? false;

    private static PublishingResult Share(PublishingResult all, DeliveryCommands.PublishDrops command, int batches)
    {
        if (batches == 1)
        {
            return all;
        }

        var own = command.Drops.Select(drop => drop.Key).ToHashSet();
        return all with { Published = [.. all.Published.Where(own.Contains)], Missing = [.. all.Missing.Where(own.Contains)] };
    }

    private sealed record StagingFinished(string Connector, TransportError? Trouble, ImmutableArray<(IActorRef Partition, object Reply)> Answers)
        : INoSerializationVerificationNeeded;

    private sealed record PublishingFinished(IReadOnlyList<(IActorRef Partition, object Reply)> Answers) : INoSerializationVerificationNeeded;
}
