using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Cluster;

/// <summary>A server of the cluster.</summary>
public sealed class TransportServer : INamedObject
{
    public string Name { get; internal set; } = "";

    /// <summary>Up, Joining, Leaving, Exiting, Down, WeaklyUp or NotInCluster.</summary>
    public string Status { get; internal set; } = "";

    /// <summary>Active, Draining, Drained or Unknown.</summary>
    public string State { get; internal set; } = "";

    public bool Reachable { get; internal set; }

    public bool IsLocal { get; internal set; }

    public bool IsLeader { get; internal set; }

    public bool IsOldest { get; internal set; }

    /// <summary>Partitions of the categorizer that are on this server.</summary>
    public int? Partitions { get; internal set; }

    /// <summary>Messages in those partitions.</summary>
    public long? Messages { get; internal set; }

    /// <summary>What a server that drains still waits for.</summary>
    public MultiValuedProperty Remaining { get; internal set; } = new();

    public string? Version { get; internal set; }

    public DateTime? StartTime { get; internal set; }

    public string Address { get; internal set; } = "";

    public string? Http { get; internal set; }

    public string? DataDirectory { get; internal set; }

    /// <summary>Low, Medium or High: how scarce its scarcest resource is. From Medium on a server takes in nothing new, as a rule.</summary>
    public string? BackPressure { get; internal set; }

    /// <summary>The resources that are scarce, and what would change that.</summary>
    public MultiValuedProperty BackPressureCauses { get; internal set; } = new();

    /// <summary>Drop files that gateways have not confirmed, of connectors that ask for receipts.</summary>
    public int? ReceiptsAwaited { get; internal set; }

    /// <summary>Those among them that have waited longer than ReceiptTimeout.</summary>
    public int? ReceiptsOverdue { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
