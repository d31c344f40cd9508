using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage.Tracking;

namespace ForeignTransport.Transport.Tracking;

/// <summary>
/// Deletes old rows of the tracking table: those of its own server when they are older than that server's MessageTrackingLogMaxAge; those of servers
/// that the organization does not know any more when they are older than every server's.
/// </summary>
/// <remarks>A few rows at a time, so that nobody waits for it; whatever it does not manage is there the next time.</remarks>
internal sealed class TrackingRetentionActor : UntypedActor, IWithTimers
{
    private const int RowsAtOnce = 1000;
    private const int RoundsAtOnce = 500;
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly string _serverName;
    private readonly ITrackingStore _store;
    private readonly OrganizationView _organization;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _failing;

    public TrackingRetentionActor(string serverName, ITrackingStore store, OrganizationView organization, TimeProvider time) =>
        (_serverName, _store, _organization, _time) = (serverName, store, organization, time);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string serverName, ITrackingStore store, OrganizationView organization, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new TrackingRetentionActor(serverName, store, organization, time));

    /// <summary>Look for old rows. Answered with nothing.</summary>
    public sealed class Purge : INoSerializationVerificationNeeded
    {
        public static readonly Purge Instance = new();
    }

    protected override void PreStart() => Timers.StartSingleTimer("purge", Purge.Instance, FirstAfter);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Purge:
                if (_organization.Current is { } organization)
                {
                    PurgeAsync(_store, _serverName, organization, _time.GetUtcNow()).PipeTo(Self);
                }
                else
                {
                    Timers.StartSingleTimer("purge", Purge.Instance, FirstAfter);
                }

                break;
            case Purged purged:
                Note(purged);
                Timers.StartSingleTimer("purge", Purge.Instance, purged.IsMore ? FirstAfter : Interval);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Note(Purged purged)
    {
        if (purged.Error is { } error && !_failing)
        {
            _log.Warning("Old rows of the message tracking log were not deleted: {0}", error);
        }

        _failing = purged.Error is not null;
        if (purged.Rows > 0)
        {
            _log.Info("{0} old rows of the message tracking log were deleted", purged.Rows);
        }
    }

    private static async Task<Purged> PurgeAsync(ITrackingStore store, string serverName, OrganizationState organization, DateTimeOffset now)
    {
        var rows = 0;
        try
        {
            var own = organization.Server(serverName).MessageTracking.MaxAge;
            var isMore = false;
            if (own > TimeSpan.Zero)
            {
                (var deleted, isMore) = await DeleteAsync(store, now - own, serverName, []);
                rows += deleted;
            }

            string[] known = [serverName, .. organization.TransportServices.Keys];
            var ages = known.Select(name => organization.Server(name).MessageTracking.MaxAge).ToList();
            if (ages.TrueForAll(age => age > TimeSpan.Zero))
            {
                var (deleted, isMoreOfOthers) = await DeleteAsync(store, now - ages.Max(), null, known);
                rows += deleted;
                isMore |= isMoreOfOthers;
            }

            return new Purged(rows, isMore, null);
        }
        catch (TrackingStoreException refused)
        {
            return new Purged(rows, false, refused.Error);
        }
        catch (Exception defect)
        {
            return new Purged(rows, false, ErrorCatalogue.TrackingStoreUnavailable.With(defect.Message.ReplaceLineEndings(" ")));
        }
    }

    private static async Task<(int Rows, bool IsMore)> DeleteAsync(ITrackingStore store, DateTimeOffset before, string? server, string[] except)
    {
        var rows = 0;
        for (var round = 0; round < RoundsAtOnce; round++)
        {
            var deleted = await store.DeleteAsync(before, server, except, RowsAtOnce, CancellationToken.None);
            rows += deleted;
            if (deleted < RowsAtOnce)
            {
                return (rows, false);
            }
        }

        return (rows, true);
    }

    private sealed record Purged(int Rows, bool IsMore, TransportError? Error) : INoSerializationVerificationNeeded;
}
