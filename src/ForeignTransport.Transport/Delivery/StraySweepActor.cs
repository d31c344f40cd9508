using Akka.Actor;
using Akka.Event;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Removes staged files that nothing stands behind: a server stopped after it wrote them and before they were journaled.
/// </summary>
/// <remarks>
/// A file is looked at when it is older than any delivery attempt takes, and deleted when the partition that owns its message says that it
/// is not claimed. Without an answer it stays for the next round.
/// </remarks>
internal sealed class StraySweepActor(
    string serverName, OrganizationView organization, DropPaths paths, IActorRef categorizer, int partitions, TimeProvider time)
    : UntypedActor, IWithTimers
{
    private static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(15);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<StrayFile, DropDirectory> _asked = [];
    private DateTimeOffset _foundBefore;

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Look now.</summary>
    public sealed class Sweep : INoSerializationVerificationNeeded
    {
        public static readonly Sweep Instance = new();
    }

    public static Props Props(
        string serverName, OrganizationView organization, DropPaths paths, IActorRef categorizer, int partitions, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new StraySweepActor(serverName, organization, paths, categorizer, partitions, time));

    protected override void PreStart() => Timers.StartPeriodicTimer("sweep", Sweep.Instance, FirstRound, Interval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Sweep:
                Look();
                break;
            case Found found:
                Ask(found);
                break;
            case CategorizerReplies.Unclaimed unclaimed:
                Remove(unclaimed);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Look()
    {
        if (organization.Current is not { } state)
        {
            return;
        }

        var service = state.Server(serverName);
        var before = time.GetUtcNow() - MinimumAge;
        var directories = new List<DropDirectory>();
        foreach (var connector in state.ForeignConnectors.Values)
        {
            if (paths.TryOpen(connector, service, out var directory, out _) && directories.TrueForAll(other => other.Path != directory.Path))
            {
                directories.Add(directory);
            }
        }

        Task.Run(() => new Found([.. directories.SelectMany(directory => directory.FindStaged(before).Select(drop => (directory, drop)))], before))
            .PipeTo(Self, failure: cause => new Found([], before) { Cause = cause });
    }

    private void Ask(Found found)
    {
        if (found.Cause is { } cause)
        {
            _log.Warning(cause, "The staging directories could not be searched for stray files");
        }

        _foundBefore = found.Before;
        _asked.Clear();
        foreach (var (directory, drop) in found.Drops)
        {
            _asked[drop] = directory;
        }

        foreach (var group in found.Drops.GroupBy(found => found.Drop.Message.Partition(partitions)))
        {
            categorizer.Tell(new CategorizerQueries.FindUnclaimed(group.Key, [.. group.Select(found => found.Drop)]));
        }
    }

    private void Remove(CategorizerReplies.Unclaimed unclaimed)
    {
        foreach (var drop in unclaimed.Drops)
        {
            if (_asked.Remove(drop, out var directory))
            {
                try
                {
                    if (directory.RemoveStaged(drop, _foundBefore))
                    {
                        _log.Info("A staged file of message {0} in {1} belonged to no delivery and is removed", drop.Message, directory.Path);
                    }
                }
                catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
                {
                    _log.Warning(cause, "The stray file could not be removed");
                }
            }
        }
    }

    private sealed record Found(IReadOnlyList<(DropDirectory Directory, StrayFile Drop)> Drops, DateTimeOffset Before)
        : INoSerializationVerificationNeeded
    {
        public Exception? Cause { get; init; }
    }
}
