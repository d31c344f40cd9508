using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Notifications;

/// <summary>Removes a text of your own: notifications explain the code in their own words again.</summary>
/// <remarks>It asks first.</remarks>
/// <example>
/// <code>Remove-SystemMessage en\Internal\5.3.5</code>
/// <para>Removes the text after asking.</para>
/// </example>
/// <seealso cref="NewSystemMessage"/>
/// <seealso cref="GetSystemMessage"/>
/// <seealso cref="SetSystemMessage"/>
[Cmdlet(VerbsCommon.Remove, "SystemMessage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveSystemMessage : ExchangeCmdlet
{
    /// <summary>The text: language, Internal or External, and code, as in de\Internal\5.4.4.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SystemMessageCompleter))]
    public SystemMessageIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"system-messages/{Identity.Path}", "system message", Identity.Text);
}
