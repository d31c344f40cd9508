using System.Management.Automation;

namespace ForeignTransport.Shell.Time;

/// <summary>New-TimeSpan: the time between two dates, or a time of days, hours, minutes, seconds and milliseconds.</summary>
/// <example>
/// <code>New-TimeSpan -Hours 1 -Minutes 30</code>
/// <para>One and a half hours, as settings and comparisons take them.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem *.eml | Where-Object { (New-TimeSpan $_.LastWriteTime).TotalMinutes -gt 15 }</code>
/// <para>The files that nobody has written to for a quarter of an hour.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "TimeSpan", DefaultParameterSetName = "Date")]
[OutputType(typeof(TimeSpan))]
public sealed class NewTimeSpanCommand : PSCmdlet
{
    /// <summary>Where the time begins; now when it is not said.</summary>
    [Parameter(ParameterSetName = "Date", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Start { get; set; }

    /// <summary>Where it ends; now when it is not said.</summary>
    [Parameter(ParameterSetName = "Date", Position = 1, ValueFromPipelineByPropertyName = true)]
    public DateTime End { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Days { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Hours { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Minutes { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Seconds { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Milliseconds { get; set; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Time")
        {
            WriteObject(new TimeSpan(Days, Hours, Minutes, Seconds, Milliseconds));
            return;
        }

        var now = Clock.GetLocalNow().LocalDateTime;
        var said = MyInvocation.BoundParameters;
        WriteObject((said.ContainsKey(nameof(End)) ? End : now) - (said.ContainsKey(nameof(Start)) ? Start : now));
    }
}
