using Akka;
using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Tracking;
using ForeignTransport.Transport.Tracking;

namespace ForeignTransport.Transport.Hosting;

/// <summary>Message tracking of this server.</summary>
public sealed partial class TransportServer
{
    private TrackingFiles? _trackingFiles;

    /// <summary>
    /// The newest rows of message tracking that match, the newest first. What happened on this server until now is among them, unless the table cannot
    /// be written.
    /// </summary>
    /// <param name="filter">Which rows. A recipient of another type may be given as <c>FAX:+1 425</c>, as its address in the default domain.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    internal async Task<TrackingSearchResult> SearchTrackingAsync(TrackingFilter filter, CancellationToken cancellationToken)
    {
        var domain = (_organization.Current ?? OrganizationState.Empty).DefaultDomain;
        var searched = filter with { Recipients = [.. filter.Recipients.Select(recipient => TrackingSearch.AddressOf(recipient, domain))] };
        await _tracking.FlushAsync(cancellationToken);
        try
        {
            return new TrackingSearchResult(null, [.. await _resources.Tracking.SearchAsync(searched, cancellationToken)]);
        }
        catch (TrackingStoreException refused)
        {
            return new TrackingSearchResult(refused.Error, []);
        }
    }

    private string UsualTrackingDirectory => Path.Combine(_node.DataDirectory, TrackingFiles.UsualDirectory);

    private void OpenTracking()
    {
        _trackingFiles = _node.Tracking.HasLogFiles
            ? new TrackingFiles(
                _node.Tracking,
                UsualTrackingDirectory,
                () => (_organization.Current ?? OrganizationState.Empty).Server(_node.ServerName).MessageTracking,
                _time)
            : null;
        _tracking.Writer = _system.ActorOf(TrackingActor.Props(_resources.Tracking, _trackingFiles), "tracking");
        _system.ActorOf(TrackingRetentionActor.Props(_node.ServerName, _resources.Tracking, _organization, _time), "tracking-retention");

        // Partitions have stopped by then, and what they told is written before the table is closed.
        CoordinatedShutdown.Get(_system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "write-tracking", async () =>
        {
            await _tracking.FlushAsync(CancellationToken.None);
            return Done.Instance;
        });
    }
}
