using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Routing;

/// <summary>Where a recipient goes, and why.</summary>
public sealed class RouteTest
{
    public string Recipient { get; internal set; } = "";

    public string? Address { get; internal set; }

    public string Server { get; internal set; } = "";

    public ByteQuantifiedSize? Size { get; internal set; }

    public string Outcome { get; internal set; } = "";

    public string? Connector { get; internal set; }

    public bool IsLocal { get; internal set; }

    public string Explanation { get; internal set; } = "";

    /// <summary>Connector by connector, a line each.</summary>
    public string Decisions => string.Join(Environment.NewLine, Connectors.Select(step => step.ToString()));

    public RouteStep[] Connectors { get; internal set; } = [];
}
