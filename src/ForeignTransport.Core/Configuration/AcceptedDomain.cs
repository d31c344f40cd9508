namespace ForeignTransport.Core.Configuration;

/// <summary>What the organization does with mail for a domain it accepts.</summary>
public enum AcceptedDomainType
{
    /// <summary>Every address is known here; an unknown one fails with 5.1.1.</summary>
    Authoritative = 0,

    /// <summary>Addresses that are not known here are routed by connector.</summary>
    InternalRelay = 1,

    /// <summary>All addresses are routed by connector.</summary>
    ExternalRelay = 2
}

/// <summary>An accepted domain of the organization.</summary>
/// <param name="Name">Unique without case.</param>
/// <param name="DomainName"><c>contoso.com</c>, or <c>*.contoso.com</c> for the domain and everything below it. It never changes.</param>
/// <param name="DomainType">What happens to mail for it.</param>
/// <param name="MatchSubDomains">Widens a plain name to everything below it.</param>
/// <param name="IsDefault">The domain of IMCEA addresses, message ids and <c>postmaster</c>; exactly one is.</param>
public sealed record AcceptedDomain(
    string Name,
    string DomainName,
    AcceptedDomainType DomainType = AcceptedDomainType.Authoritative,
    bool MatchSubDomains = false,
    bool IsDefault = false)
{
    private const string Wildcard = "*.";

    public bool IsWildcard => DomainName.StartsWith(Wildcard, StringComparison.Ordinal);

    /// <summary>The domain without its wildcard.</summary>
    public string BaseDomain => IsWildcard ? DomainName[Wildcard.Length..] : DomainName;

    /// <summary>True when addresses below <see cref="BaseDomain"/> are accepted too.</summary>
    public bool CoversSubDomains => IsWildcard || MatchSubDomains;
}
