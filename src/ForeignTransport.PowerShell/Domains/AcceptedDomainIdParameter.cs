using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Domains;

/// <summary>Names an accepted domain, or is the object itself.</summary>
public sealed class AcceptedDomainIdParameter : IdentityParameter
{
    public AcceptedDomainIdParameter(string identity)
        : base(identity)
    {
    }

    public AcceptedDomainIdParameter(AcceptedDomain domain)
        : base(domain.Identity)
    {
    }
}
