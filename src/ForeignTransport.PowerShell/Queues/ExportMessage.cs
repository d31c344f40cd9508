using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Exports a suspended message as a file for a Replay directory.</summary>
/// <remarks>
/// The message must be suspended; a poison message is. It stays in its queue with the recipients that it still has there, which are those of the file: whoever replays the file and resumes the
/// message delivers twice. Never put the file into a Pickup directory, which sends it to whomever its header names. Who exports reads mail: it is recorded in the audit log. With -Path files are
/// written and shown; without it the content is, as in Exchange, for AssembleMessage.
/// </remarks>
/// <example>
/// <code>Export-Message Hub01\7\1234 | AssembleMessage -Path order7.eml</code>
/// <para>Writes one message to a file.</para>
/// </example>
/// <example>
/// <code>Get-Message -Queue Hub01\Poison | Export-Message -Path C:\Export -Confirm:$false</code>
/// <para>Writes every poison message to a file of its own in a directory.</para>
/// </example>
/// <seealso cref="SaveExportedMessage"/>
/// <seealso cref="SuspendMessage"/>
/// <seealso cref="GetMessage"/>
[Cmdlet(VerbsData.Export, "Message", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ExportedMessage), typeof(FileInfo))]
public sealed class ExportMessage : MessageFileCmdlet
{
    /// <summary>The message: Server\Queue\1234. It must name exactly one message in one queue; without a server, of the one that answers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MessageCompleter))]
    public MessageIdentity Identity { get; set; } = null!;

    /// <summary>The file, or a directory that is there, in which the file gets the name of the message: Hub01-7-1234.eml. There is no such parameter in Exchange.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var destination = Path is null ? "" : $" to \"{Path}\"";
        if (!Approve($"Exporting message \"{Identity.Text}\"{destination}.", out var whatIf) || whatIf)
            return;
        if (!TryAsk(TransportRequest.Get($"messages/{Identity.Path}/content"), Identity.Text, out var answer))
            return;
        if (answer.Content is not { } content)
        {
            ThrowTerminatingError(Pipeline.ProblemRecord.NotUnderstood(new InvalidDataException("It is no file."), Identity.Text));
            return;
        }

        if (Path is null)
            WriteObject(new ExportedMessage(Identity.Text, content));
        else
            Save(Path, Identity.Text, content);
    }
}
