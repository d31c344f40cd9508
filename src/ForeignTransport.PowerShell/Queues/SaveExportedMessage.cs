using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Writes what Export-Message shows to a file.</summary>
/// <remarks>AssembleMessage, the name of Exchange's script, is an alias. A file that is there already is not touched without -Force.</remarks>
/// <example>
/// <code>Export-Message Hub01\7\1234 | Save-ExportedMessage -Path C:\Export\order7.eml</code>
/// <para>Writes one message to a file.</para>
/// </example>
/// <example>
/// <code>Get-Message -Queue Hub01\Unreachable | Export-Message -Confirm:$false | Save-ExportedMessage -Path C:\Export</code>
/// <para>Writes every message to a file of its own in a directory.</para>
/// </example>
/// <seealso cref="ExportMessage"/>
[Cmdlet(VerbsData.Save, "ExportedMessage", SupportsShouldProcess = true)]
[Alias("AssembleMessage")]
[OutputType(typeof(FileInfo))]
public sealed class SaveExportedMessage : MessageFileCmdlet
{
    /// <summary>The file, or a directory that is there, in which the file gets the name of the message: Hub01-7-1234.eml.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What Export-Message shows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public ExportedMessage InputObject { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Approve($"Writing message \"{InputObject.Identity}\" to \"{Path}\".", out var whatIf) && !whatIf)
            Save(Path, InputObject.Identity, InputObject.FileData);
    }
}
