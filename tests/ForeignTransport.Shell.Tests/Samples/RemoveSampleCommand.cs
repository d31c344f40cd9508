using System.Management.Automation;

namespace ForeignTransport.Shell.Tests.Samples;

/// <summary>Remove-Sample: asks first, says what it did, and fails for names that it does not know.</summary>
[Cmdlet(VerbsCommon.Remove, "Sample", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveSampleCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string Identity { get; set; } = "";

    protected override void ProcessRecord()
    {
        if (!GetSampleCommand.All.Any(sample => sample.Name == Identity))
            WriteError(new(new ItemNotFoundException($"Couldn't find '{Identity}'."), "NotFound", ErrorCategory.ObjectNotFound, Identity));
        else if (ShouldProcess(Identity))
            WriteObject($"Removed {Identity}");
    }
}
