using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Domains;

/// <summary>An accepted domain.</summary>
public sealed class AcceptedDomain : INamedObject
{
    public string DomainName { get; internal set; } = "";

    public string DomainType { get; set; } = "";

    public bool MatchSubDomains { get; set; }

    /// <summary>The domain of IMCEA addresses, message ids and postmaster; exactly one is.</summary>
    [JsonKey("isDefault")]
    public bool Default { get; internal set; }

    public string Name { get; set; } = "";

    public string Identity { get; internal set; } = "";

    public string Id => Identity;

    public bool IsValid => true;

    /// <inheritdoc />
    public override string ToString() => Name;
}
