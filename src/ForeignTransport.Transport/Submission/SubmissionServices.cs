using Akka.Actor;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Tracking;

namespace ForeignTransport.Transport.Submission;

/// <summary>What the Pickup and Replay directories need of the server they are on.</summary>
/// <param name="Node">This server's configuration.</param>
/// <param name="Organization">The current organization configuration.</param>
/// <param name="Paths">Where the directories are.</param>
/// <param name="Partitions">Which partition new messages go to.</param>
/// <param name="Store">Message content.</param>
/// <param name="Categorizer">The shard region of the categorizer.</param>
/// <param name="ProductVersion">Version in Received headers.</param>
/// <param name="Time">The clock.</param>
/// <param name="ListingLimit">The most files that one listing of a directory gives: what is held in memory of a directory.</param>
internal sealed record SubmissionServices(
    NodeConfiguration Node,
    OrganizationView Organization,
    SubmissionPaths Paths,
    PartitionChoice Partitions,
    IMessageStore Store,
    IActorRef Categorizer,
    string ProductVersion,
    TimeProvider Time,
    int ListingLimit = 16 * 1024)
{
    /// <summary>Where badmail is told; messages are tracked by their partitions.</summary>
    public ITracking Tracking { get; init; } = NoTracking.Instance;

    /// <summary>What is in hand of what comes in.</summary>
    public SubmissionWork Work { get; init; } = new();

    /// <summary>How scarce the resources of the server are.</summary>
    public BackPressureView Pressure { get; init; } = new();
}

/// <summary>
/// Deals new messages out to partitions, a batch at a time so that one batch is one journal write: to those on this server while it has any.
/// </summary>
internal sealed class PartitionChoice(int count, HostedPartitions hosted)
{
    private int _next = -1;

    /// <summary>The number of partitions; fixed for the life of a database.</summary>
    public int Count => count;

    /// <summary>The slot of the next batch.</summary>
    public ushort Next()
    {
        var next = (uint)Interlocked.Increment(ref _next);
        var near = hosted.Numbers;
        return (ushort)(near.Count > 0 ? (uint)near[(int)(next % (uint)near.Count)] : next % (uint)count);
    }
}
