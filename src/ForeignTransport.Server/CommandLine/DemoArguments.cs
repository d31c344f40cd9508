namespace ForeignTransport.Server.CommandLine;

/// <summary>What <c>foreign-transport demo</c> was asked to do.</summary>
/// <param name="RatePerSecond">Messages offered a second, over all servers.</param>
/// <param name="Duration">The longest that it may take.</param>
/// <param name="Keep">True to leave the folders of the servers where they are.</param>
/// <param name="Single">True for one server on SQLite instead of two on PostgreSQL.</param>
public sealed record DemoArguments(int RatePerSecond, TimeSpan Duration, bool Keep, bool Single);
