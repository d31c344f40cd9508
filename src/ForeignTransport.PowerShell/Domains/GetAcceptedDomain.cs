using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Domains;

/// <summary>Shows the accepted domains.</summary>
/// <example>
/// <code>Get-AcceptedDomain | Format-Table Name,DomainName,DomainType,Default</code>
/// <para>Lists them.</para>
/// </example>
/// <seealso cref="NewAcceptedDomain"/>
/// <seealso cref="SetAcceptedDomain"/>
/// <seealso cref="RemoveAcceptedDomain"/>
[Cmdlet(VerbsCommon.Get, "AcceptedDomain")]
[OutputType(typeof(AcceptedDomain))]
public sealed class GetAcceptedDomain : ExchangeCmdlet
{
    /// <summary>The name of the object, or the domain; either may have * in it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AcceptedDomainCompleter))]
    public AcceptedDomainIdParameter? Identity { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObjects<AcceptedDomain>("accepted-domains", Identity, domain => domain.DomainName);
}
