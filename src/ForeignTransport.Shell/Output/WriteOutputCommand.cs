using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>Write-Output: hands objects on.</summary>
[Cmdlet(VerbsCommunications.Write, "Output")]
[Alias("write", "echo")]
[OutputType(typeof(PSObject))]
public sealed class WriteOutputCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(InputObject, !NoEnumerate);
}
