namespace ForeignTransport.Server.Demo;

/// <summary>A server that was killed, or frozen, while it delivered.</summary>
/// <param name="Hub">The server.</param>
/// <param name="At">The moment of the signal, in stopwatch ticks.</param>
/// <param name="Orphans">
/// The messages that it had accepted (their files had left its Pickup directory) and that it had not published: nobody else can have them
/// delivered before taking over from it.
/// </param>
internal sealed record KilledHub(Hub Hub, long At, IReadOnlyList<int> Orphans);
