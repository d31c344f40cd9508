namespace ForeignTransport.Server.Bench;

/// <summary>What one of several processes under test has used.</summary>
/// <param name="Name">The server's name, or that of the database.</param>
/// <param name="ProcessorTime">User and system CPU time since it started.</param>
internal sealed record ProcessorShare(string Name, TimeSpan ProcessorTime);
