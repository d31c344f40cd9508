namespace ForeignTransport.Server.Demo;

/// <summary>A server as the cluster sees it.</summary>
/// <param name="Status">Its status by name: Up, Leaving, ...</param>
/// <param name="IsUnreachable">True when another server does not reach it.</param>
/// <param name="IsOldest">True when it has been up for longest: it keeps the organization.</param>
/// <param name="Partitions">How many partitions it has; null when nobody says.</param>
internal sealed record MemberView(string Status, bool IsUnreachable, bool IsOldest, int? Partitions);
