using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Domains;

/// <summary>Accepts mail for a domain no longer.</summary>
/// <remarks>The default domain cannot be removed: make another one it first. It asks first.</remarks>
/// <example>
/// <code>Remove-AcceptedDomain Contoso</code>
/// <para>Removes the domain after asking.</para>
/// </example>
/// <seealso cref="NewAcceptedDomain"/>
/// <seealso cref="GetAcceptedDomain"/>
/// <seealso cref="SetAcceptedDomain"/>
[Cmdlet(VerbsCommon.Remove, "AcceptedDomain", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveAcceptedDomain : ExchangeCmdlet
{
    /// <summary>The name of the object, or the domain.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AcceptedDomainCompleter))]
    public AcceptedDomainIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"accepted-domains/{Identity.Path}", "accepted domain", Identity.Text);
}
