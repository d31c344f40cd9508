using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Notifications;

/// <summary>Changes a text of your own for notifications. Language, audience and code cannot be changed: remove the text and create another.</summary>
/// <example>
/// <code>Set-SystemMessage en\Internal\5.3.5 -Text "The system of the recipient cannot process this message. Ask your administrator."</code>
/// <para>Says something else.</para>
/// </example>
/// <seealso cref="NewSystemMessage"/>
/// <seealso cref="GetSystemMessage"/>
/// <seealso cref="RemoveSystemMessage"/>
[Cmdlet(VerbsCommon.Set, "SystemMessage", SupportsShouldProcess = true)]
public sealed class SetSystemMessage : ExchangeCmdlet
{
    /// <summary>The text: language, Internal or External, and code, as in de\Internal\5.4.4.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SystemMessageCompleter))]
    public SystemMessageIdParameter Identity { get; set; } = null!;

    /// <summary>
    /// The text, 1 to 512 characters, with the tags A HREF, B, BR, EM and P; the escapes amp, lt, gt and quot stand for the characters of markup.
    /// </summary>
    [Parameter]
    [Setting]
    public string? Text { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts and ignored.</summary>
    [Parameter]
    public SwitchParameter Original { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"system-messages/{Identity.Path}", "system message", Identity.Text);
}
