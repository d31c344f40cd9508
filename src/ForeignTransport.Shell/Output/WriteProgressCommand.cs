using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>
/// Write-Progress: how far commands have come. A terminal shows one line of it, the newest, which is wiped when something else is written
/// and when the commands end. Nothing is shown where error output is no terminal, where NO_COLOR is set, and while $ProgressPreference is
/// SilentlyContinue. Not here: more than one line at a time, so that -Id, -ParentId and -SourceId change nothing.
/// </summary>
/// <example>
/// <code>Write-Progress 'Moving messages' -Status $file.Name -PercentComplete (100 * $done / $all)</code>
/// <para>Shows the file that is moved, and how many are done.</para>
/// </example>
[Cmdlet(VerbsCommunications.Write, "Progress")]
public sealed class WriteProgressCommand : PSCmdlet
{
    /// <summary>What is done. Only -Completed can do without it.</summary>
    [Parameter(Position = 0)]
    public string? Activity { get; set; }

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Status { get; set; } = "Processing";

    [Parameter(Position = 2)]
    [ValidateRange(0, int.MaxValue)]
    public int Id { get; set; }

    [Parameter]
    [ValidateRange(-1, 100)]
    public int PercentComplete { get; set; } = -1;

    [Parameter]
    public int SecondsRemaining { get; set; } = -1;

    [Parameter]
    public string? CurrentOperation { get; set; }

    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int ParentId { get; set; } = -1;

    /// <summary>Wipes the line.</summary>
    [Parameter]
    public SwitchParameter Completed { get; set; }

    [Parameter]
    public int SourceId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (string.IsNullOrEmpty(Activity) && !Completed)
            ThrowTerminatingError(new(new PSArgumentException("Missing value for mandatory parameter.", nameof(Activity)), "MissingActivity", ErrorCategory.InvalidArgument, Activity));

        WriteProgress(new(Id, string.IsNullOrEmpty(Activity) ? Status : Activity, Status)
        {
            ParentActivityId = ParentId,
            PercentComplete = PercentComplete,
            SecondsRemaining = SecondsRemaining,
            CurrentOperation = CurrentOperation,
            RecordType = Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
    }
}
