using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Notifications;

/// <summary>Shows the texts that take the place of what notifications say of a status code.</summary>
/// <example>
/// <code>Get-SystemMessage | Format-List Identity,Text</code>
/// <para>Lists them.</para>
/// </example>
/// <example>
/// <code>Get-SystemMessage -Original | Where-Object DsnCode -eq 5.4.4</code>
/// <para>Shows what notifications say by themselves when there is no connector.</para>
/// </example>
/// <seealso cref="NewSystemMessage"/>
/// <seealso cref="SetSystemMessage"/>
/// <seealso cref="RemoveSystemMessage"/>
[Cmdlet(VerbsCommon.Get, "SystemMessage", DefaultParameterSetName = Custom)]
[OutputType(typeof(SystemMessage))]
public sealed class GetSystemMessage : ExchangeCmdlet
{
    private const string Custom = "Identity";
    private const string BuiltIn = "Original";

    /// <summary>The text: language, Internal or External, and code, as in de\Internal\5.4.4.</summary>
    [Parameter(Position = 0, ParameterSetName = Custom, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SystemMessageCompleter))]
    public SystemMessageIdParameter? Identity { get; set; }

    /// <summary>Shows what notifications say by themselves instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BuiltIn)]
    public SwitchParameter Original { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!Original)
            WriteObjects<SystemMessage>("system-messages", Identity);
        else if (TryAsk(TransportRequest.Get("system-messages").With("original", "true").With("resultSize", "unlimited"), target: null, out var answer))
            WriteAnswer<SystemMessage>(answer.Items);
    }
}
