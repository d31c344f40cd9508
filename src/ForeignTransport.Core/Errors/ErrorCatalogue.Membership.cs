namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry ServerNameInUse = new("FT-5120", nameof(ServerNameInUse), "5.3.5",
        "Another running server of this cluster has the same server name.",
        "Stop the other server, or give each server a name of its own with server-name.");

    public static readonly ErrorEntry ServerFenced = new("FT-5121", nameof(ServerFenced), "4.3.0",
        "The other servers gave this one up for dead and took its work over; it must not go on.",
        "Start the server again, which it survives without loss; look for the pause or the network failure that the others saw.");

    public static readonly ErrorEntry OtherClusterFound = new("FT-5122", nameof(OtherClusterFound), "4.3.0",
        "The server was let into a cluster that is not the one of the other live servers in the database.",
        "Start the server again; if it happens again, see that no seed node belongs to a cluster with another database.");

    public static readonly ErrorEntry ClusterEntryUnfinished = new("FT-5123", nameof(ClusterEntryUnfinished), "4.3.0",
        "The server was let into the cluster, but not moved up.",
        "Start the server again; look in the log of the other servers for a member that they cannot reach.");

    public static readonly ErrorEntry UnsafeClusterSetting = new("FT-5124", nameof(UnsafeClusterSetting), "5.3.5",
        "A setting of Akka.NET would let a broken cluster lose messages, repeat them, or stop altogether.",
        "Remove the setting from the akka section, or change it as the message says.");

    public static readonly ErrorEntry SingleServerDatabase = new("FT-5125", nameof(SingleServerDatabase), "5.3.5",
        "The configuration speaks of several servers, and its database serves one.",
        "Set database.provider to postgresql on all servers, or remove what belongs to a cluster of several.");

    public static readonly ErrorEntry ServerQuarantined = new("FT-5126", nameof(ServerQuarantined), "4.3.0",
        "Another server refuses every connection of this one until it starts again.",
        "Start the server again; look for the pause or the network failure before.");

    public static readonly ErrorEntry ServerDowned = new("FT-5127", nameof(ServerDowned), "4.3.0",
        "The cluster removed this server, which did not ask to leave.",
        "Start the server again; look for the pause or the network failure before, or for the operator who downed it.");

    public static readonly ErrorEntry ServerPaused = new("FT-5128", nameof(ServerPaused), "4.3.0",
        "The process stood still for longer than the other servers wait before they take its work over.",
        "Start the server again; give the machine enough processors and memory, and do not suspend it while the server runs.");
}
