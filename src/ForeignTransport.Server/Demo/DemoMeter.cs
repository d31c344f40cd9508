using System.Diagnostics;

namespace ForeignTransport.Server.Demo;

/// <summary>Takes the pictures of a cluster that a demo shows.</summary>
internal sealed class DemoMeter(HubCluster cluster, ClusterObserver observer, long startedAt, TimeSpan limit)
{
    /// <summary>What is on the way for longer than this, with a failover and a half behind it, is called lost.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Queue<Sample> _samples = new();

    /// <summary>The cluster now; rates are those of the last second.</summary>
    public DemoPicture Take()
    {
        var now = new Sample(
            Stopwatch.GetTimestamp(),
            [.. cluster.Hubs.Select((_, hub) => cluster.Watch.AcceptedBy(hub))],
            [.. cluster.Hubs.Select(hub => cluster.Ledger.DroppedBy(hub.Name))]);
        _samples.Enqueue(now);
        while (_samples.Count > 2 && Stopwatch.GetElapsedTime(_samples.Peek().At, now.At) > Window)
        {
            _samples.Dequeue();
        }

        var then = _samples.Peek();
        var seconds = Math.Max(0.001, Stopwatch.GetElapsedTime(then.At, now.At).TotalSeconds);
        var members = observer.Members;
        var dropped = cluster.Ledger.Arrived;
        return new DemoPicture(
            Stopwatch.GetElapsedTime(startedAt, now.At),
            limit,
            [
                .. cluster.Hubs.Select((hub, i) =>
                {
                    var member = members.GetValueOrDefault(hub.Name);
                    var (status, health) = Describe(hub, member);
                    return new HubPicture(
                        hub.Name,
                        status,
                        health,
                        hub.State == HubState.Running ? member?.Partitions : null,
                        (now.Accepted[i] - then.Accepted[i]) / seconds,
                        (now.Dropped[i] - then.Dropped[i]) / seconds);
                })
            ],
            // What was dropped had been accepted, whether or not a listing has shown it yet.
            Math.Max(cluster.Watch.Accepted, dropped),
            dropped,
            cluster.Watch.OnTheWay,
            cluster.Watch.OnTheWayFor(Overdue),
            cluster.Ledger.Duplicates);
    }

    private static (string Status, HubHealth Health) Describe(Hub hub, MemberView? member) => hub.State switch
    {
        HubState.Down when hub.Ending.Length == 0 => ("not started", HubHealth.Changing),
        HubState.Down => (hub.Ending, HubHealth.Bad),
        HubState.Starting => ("starting", HubHealth.Changing),
        HubState.Stopping => ("stopping (SIGTERM)", HubHealth.Changing),
        HubState.Paused => ("paused (SIGSTOP)", HubHealth.Bad),
        _ => member switch
        {
            null => ("running", HubHealth.Good),
            { IsUnreachable: true } => ("unreachable", HubHealth.Bad),
            { IsOldest: true } => ($"{member.Status}, oldest", HubHealth.Good),
            _ => (member.Status, member.Status == "Up" ? HubHealth.Good : HubHealth.Changing),
        }
    };

    private sealed record Sample(long At, int[] Accepted, int[] Dropped);
}
