using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Domains;

/// <summary>Accepts mail for a domain.</summary>
/// <remarks>The first domain without a wildcard becomes the default one.</remarks>
/// <example>
/// <code>New-AcceptedDomain -Name Contoso -DomainName contoso.com</code>
/// <para>Accepts mail for contoso.com; unknown addresses fail.</para>
/// </example>
/// <example>
/// <code>New-AcceptedDomain -Name "Contoso subdomains" -DomainName *.contoso.com -DomainType InternalRelay</code>
/// <para>Accepts mail for every domain below contoso.com; unknown addresses are routed by connector.</para>
/// </example>
/// <seealso cref="GetAcceptedDomain"/>
/// <seealso cref="SetAcceptedDomain"/>
/// <seealso cref="RemoveAcceptedDomain"/>
[Cmdlet(VerbsCommon.New, "AcceptedDomain", SupportsShouldProcess = true)]
[OutputType(typeof(AcceptedDomain))]
public sealed class NewAcceptedDomain : ExchangeCmdlet
{
    /// <summary>The name of the object, 1 to 64 characters, unique among accepted domains.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Setting]
    public string Name { get; set; } = "";

    /// <summary>The domain, as in contoso.com or *.contoso.com; at most 256 characters.</summary>
    [Parameter(Mandatory = true)]
    [Setting]
    public string DomainName { get; set; } = "";

    /// <summary>What happens to recipients that are not known here. Default: Authoritative.</summary>
    [Parameter]
    [Setting]
    public AcceptedDomainType DomainType { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Create<AcceptedDomain>("accepted-domains", "accepted domain", Name);
}
