using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Domains;

/// <summary>Changes an accepted domain. The domain itself cannot be changed: remove the object and create another.</summary>
/// <example>
/// <code>Set-AcceptedDomain Contoso -MakeDefault $true</code>
/// <para>Makes it the domain of encapsulated addresses, message ids and postmaster.</para>
/// </example>
/// <seealso cref="NewAcceptedDomain"/>
/// <seealso cref="GetAcceptedDomain"/>
/// <seealso cref="RemoveAcceptedDomain"/>
[Cmdlet(VerbsCommon.Set, "AcceptedDomain", SupportsShouldProcess = true)]
public sealed class SetAcceptedDomain : ExchangeCmdlet, IDynamicParameters
{
    /// <summary>The name of the object, or the domain.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AcceptedDomainCompleter))]
    public AcceptedDomainIdParameter Identity { get; set; } = null!;

    /// <summary>The new name, 1 to 64 characters.</summary>
    [Parameter]
    [Setting]
    public string? Name { get; set; }

    /// <summary>What happens to recipients that are not known here.</summary>
    [Parameter]
    [Setting]
    public AcceptedDomainType DomainType { get; set; }

    /// <summary>Whether a plain domain also stands for everything below it.</summary>
    [Parameter]
    [Setting]
    public bool MatchSubDomains { get; set; }

    /// <summary>$true makes it the default domain. $false is refused for the default: make another one it.</summary>
    [Parameter]
    [Setting]
    public bool MakeDefault { get; set; }

    /// <inheritdoc />
    public object GetDynamicParameters() => IgnoredParameters.Define(IgnoredParameters.OfAcceptedDomain);

    /// <inheritdoc />
    protected override void BeginProcessing() => IgnoredParameters.Warn(this, IgnoredParameters.OfAcceptedDomain);

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"accepted-domains/{Identity.Path}", "accepted domain", Identity.Text);
}
