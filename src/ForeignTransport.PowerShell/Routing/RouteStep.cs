namespace ForeignTransport.PowerShell.Routing;

/// <summary>What routing thought of one connector.</summary>
public sealed class RouteStep
{
    public string Connector { get; internal set; } = "";

    /// <summary>Selected or Eliminated.</summary>
    public string Verdict { get; internal set; } = "";

    /// <summary>The rule that eliminated it.</summary>
    public string? Rule { get; internal set; }

    public string? AddressSpace { get; internal set; }

    public int? Cost { get; internal set; }

    public int? Hops { get; internal set; }

    public string Reason { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => Rule is null ? $"{Connector}: {Verdict}: {Reason}" : $"{Connector}: {Verdict} by {Rule}: {Reason}";
}
