namespace ForeignTransport.Transport.Membership;

/// <summary>Who has a server's name.</summary>
/// <param name="Process">The server process of its session in the database.</param>
/// <param name="Incarnation">The incarnation that opened the session.</param>
/// <param name="LastSeen">Its last heartbeat; null before the first.</param>
internal sealed record NameHolder(int Process, string Incarnation, DateTime? LastSeen)
{
    /// <summary>Somebody had it, and let go of it before one could see who.</summary>
    public static readonly NameHolder JustGone = new(0, "", null);
}
