using System.Globalization;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>The account of a cluster once all is quiet.</summary>
/// <param name="Accepted">Messages that servers took: offered, and not left behind or refused.</param>
/// <param name="Dropped">Messages that came out, each counted once.</param>
/// <param name="Lost">Accepted, and never dropped.</param>
/// <param name="Duplicated">Files that repeated a message.</param>
/// <param name="Failover">
/// The longest time from a SIGKILL until a message was dropped that only the dead server had accepted; null when none was killed.
/// </param>
/// <param name="Faults">Every broken promise, lost and duplicated messages among them.</param>
internal sealed record HubVerdict(int Accepted, int Dropped, int Lost, int Duplicated, TimeSpan? Failover, IReadOnlyList<DeliveryFault> Faults)
{
    /// <summary>True when every accepted message was dropped once and whole, and no server misbehaved.</summary>
    public bool IsPass => Faults.Count == 0 && Lost == 0 && Duplicated == 0 && Accepted == Dropped;

    /// <summary>The line that ends a demo.</summary>
    public override string ToString()
    {
        var failover = Failover is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s") : "not measured";
        return string.Create(CultureInfo.InvariantCulture, $"accepted {Accepted}, dropped {Dropped}, lost {Lost}, duplicated {Duplicated}, failover {failover}");
    }

    /// <summary>The line, and the first faults of each kind below it.</summary>
    public string Explanation
    {
        get
        {
            var kinds = Faults.GroupBy(fault => fault.Kind).Select(kind =>
                $"{kind.Key} {kind.Count().ToString(CultureInfo.InvariantCulture)}:\n  {string.Join("\n  ", kind.Take(10))}");
            return string.Join('\n', kinds.Prepend(ToString()));
        }
    }
}
