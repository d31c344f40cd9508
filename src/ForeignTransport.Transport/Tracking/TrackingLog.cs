using System.Net;
using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Tracking;

/// <summary>The tracking of a server: hands rows to its <see cref="TrackingActor"/>, as its transport service is configured.</summary>
internal sealed class TrackingLog(string serverName, string hostName, OrganizationView organization) : ITracking
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(1);

    private readonly string _serverIp = IPAddress.TryParse(hostName, out var address) ? address.ToString() : "";
    private volatile Settled? _settled;

    /// <summary>The actor that writes; whatever is recorded before there is one is not.</summary>
    public IActorRef Writer { get; set; } = ActorRefs.Nobody;

    /// <inheritdoc />
    public TrackingScope? Scope
    {
        get
        {
            var current = organization.Current;
            if (_settled is { } settled && ReferenceEquals(settled.Organization, current))
            {
                return settled.Scope;
            }

            // Before the configuration is known nobody knows whether subjects may be shown.
            var settings = current?.Server(serverName).MessageTracking;
            var scope = settings is { Enabled: false } or { Path.IsDisabled: true }
                ? null
                : new TrackingScope(serverName, _serverIp, settings?.SubjectLoggingEnabled ?? false, current);
            _settled = new Settled(current, scope);
            return scope;
        }
    }

    /// <inheritdoc />
    public void Record(IReadOnlyList<TrackingRecord> rows)
    {
        if (rows.Count > 0)
        {
            Writer.Tell(new TrackingActor.Record(rows));
        }
    }

    /// <inheritdoc />
    public void Flush(IActorRef whom, long id)
    {
        if (Writer.IsNobody())
        {
            whom.Tell(new TrackingActor.Flushed(0, 0, id));
        }
        else
        {
            Writer.Tell(new TrackingActor.Flush(id), whom);
        }
    }

    /// <summary>Waits until what was recorded until now is written, or for a second: whoever searches then finds it.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (Writer.IsNobody())
        {
            return;
        }

        try
        {
            await Writer.Ask<TrackingActor.Flushed>(TrackingActor.Flush.Instance, FlushPatience, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            // The table does not answer: the search says so, or finds what there is.
            return;
        }
    }

    private sealed record Settled(OrganizationState? Organization, TrackingScope? Scope);
}
