namespace ForeignTransport.PowerShell.Domains;

/// <summary>What happens to recipients of an accepted domain that are not known here.</summary>
public enum AcceptedDomainType
{
    /// <summary>They fail.</summary>
    Authoritative,

    /// <summary>They are routed by connector.</summary>
    InternalRelay,

    /// <summary>All recipients are routed by connector.</summary>
    ExternalRelay
}
