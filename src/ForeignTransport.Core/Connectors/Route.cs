using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Connectors;

/// <summary>Where one recipient of a message goes.</summary>
public abstract record Route
{
    private Route()
    {
    }

    /// <summary>To the queue of a connector.</summary>
    /// <param name="Key">The queue.</param>
    /// <param name="Connector">The connector, as it was when the route was found.</param>
    public sealed record ToConnector(NextHopSolutionKey Key, ForeignConnector Connector) : Route;

    /// <summary>To the Unreachable queue, until the configuration changes or the message expires.</summary>
    public sealed record Unreachable(string LastError) : Route;

    /// <summary>To a DSN, at once.</summary>
    /// <param name="Status">The enhanced status code (RFC 3463), class 5.</param>
    /// <param name="Diagnostic">The SMTP reply for Diagnostic-Code.</param>
    public sealed record Failed(string Status, string Diagnostic) : Route;
}
