namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry InsufficientResources = new("FT-5300", nameof(InsufficientResources), "4.3.1",
        "The server takes in nothing new for now, because a resource is scarce.",
        "Wait, or send to another server; it takes mail again by itself. Get-TransportCluster shows what is scarce: free that, or move its thresholds (back-pressure options).");

    public static readonly ErrorEntry ResourceScarce = new("FT-5301", nameof(ResourceScarce), "4.3.1",
        "A resource of the server came to a higher level of use.",
        "Free the resource that the message names. From Medium on nothing new is taken in, except for SystemMemory; files in Pickup and Replay wait, deliveries go on.");

    public static readonly ErrorEntry ResourceUnmeasured = new("FT-5302", nameof(ResourceUnmeasured), "4.3.0",
        "The use of a resource cannot be measured. What was measured last counts for five minutes, and then the resource as not scarce.",
        "See the message for the cause; where the machine does not offer the figure, watch the resource by other means.");

    public static readonly ErrorEntry ServerSilent = new("FT-5303", nameof(ServerSilent), "4.4.1",
        "The server is known, and does not say anything of itself.",
        "See Get-TransportCluster: it is not in the cluster, or does not answer within two seconds.");
}
