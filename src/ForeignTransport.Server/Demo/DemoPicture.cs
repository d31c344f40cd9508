namespace ForeignTransport.Server.Demo;

/// <summary>What a demo shows at one moment.</summary>
internal sealed record DemoPicture(
    TimeSpan Elapsed, TimeSpan Limit, IReadOnlyList<HubPicture> Hubs, int Accepted, int Dropped, int OnTheWay, int Lost, int Duplicated)
{
    /// <summary>Messages accepted a second, over all servers.</summary>
    public double AcceptedPerSecond => Hubs.Sum(hub => hub.AcceptedPerSecond);

    /// <summary>Messages dropped a second, over all servers.</summary>
    public double DroppedPerSecond => Hubs.Sum(hub => hub.DroppedPerSecond);
}

/// <summary>One server of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">What it is, in words.</param>
/// <param name="Health">How good that is.</param>
/// <param name="Partitions">How many partitions it has; null when not known.</param>
/// <param name="AcceptedPerSecond">Messages that it takes.</param>
/// <param name="DroppedPerSecond">Messages that it publishes.</param>
internal sealed record HubPicture(
    string Name, string Status, HubHealth Health, int? Partitions, double AcceptedPerSecond, double DroppedPerSecond);

/// <summary>How good the state of a server is.</summary>
internal enum HubHealth
{
    /// <summary>It works.</summary>
    Good,

    /// <summary>It is on its way, in or out.</summary>
    Changing,

    /// <summary>It does not work.</summary>
    Bad,
}
