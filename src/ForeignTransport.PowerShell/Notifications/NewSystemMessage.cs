using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Notifications;

/// <summary>Has failure notifications explain a status code in words of your own.</summary>
/// <remarks>There is one text for each language, audience and code. Texts for mailbox quotas (QuotaMessageType) do not exist: there are no mailboxes.</remarks>
/// <example>
/// <code>New-SystemMessage -DsnCode 5.4.4 -Internal $true -Language en -Text 'No gateway serves this kind of address. Ask the &lt;A HREF="mailto:helpdesk@contoso.com"&gt;help desk&lt;/A&gt;.'</code>
/// <para>Tells people of the organization whom to ask.</para>
/// </example>
/// <example>
/// <code>New-SystemMessage -DsnCode 5.7.1 -Internal $false -Language de -Text 'Diese Adresse nimmt keine Nachrichten von außen an.'</code>
/// <para>Explains a refusal to German senders outside.</para>
/// </example>
/// <seealso cref="GetSystemMessage"/>
/// <seealso cref="SetSystemMessage"/>
/// <seealso cref="RemoveSystemMessage"/>
[Cmdlet(VerbsCommon.New, "SystemMessage", SupportsShouldProcess = true)]
[OutputType(typeof(SystemMessage))]
public sealed class NewSystemMessage : ExchangeCmdlet
{
    /// <summary>The enhanced status code: 4.x.y or 5.x.y with one to three digits for x and y.</summary>
    [Parameter(Mandatory = true)]
    [Setting]
    public string DsnCode { get; set; } = "";

    /// <summary>$true for notifications to senders of the organization, $false for those to others.</summary>
    [Parameter(Mandatory = true)]
    [Setting]
    public bool Internal { get; set; }

    /// <summary>The language of the text, as in en, de-AT or zh-Hant.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(DsnLanguageCompleter))]
    [Setting]
    public string Language { get; set; } = "";

    /// <summary>
    /// The text, 1 to 512 characters, with the tags A HREF, B, BR, EM and P; the escapes amp, lt, gt and quot stand for the characters of markup.
    /// </summary>
    [Parameter(Mandatory = true)]
    [Setting]
    public string Text { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() =>
        Create<SystemMessage>("system-messages", "system message", $@"{Language}\{(Internal ? "Internal" : "External")}\{DsnCode}");
}
