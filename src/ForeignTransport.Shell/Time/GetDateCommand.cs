using System.Globalization;
using System.Management.Automation;

namespace ForeignTransport.Shell.Time;

/// <summary>Get-Date: the time, another time, or either as text. Not here: -UFormat, -DisplayHint.</summary>
[Cmdlet(VerbsCommon.Get, "Date")]
[OutputType(typeof(DateTime), typeof(string))]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("LastWriteTime")]
    public DateTime Date { get; set; }

    [Parameter]
    public int Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int Second { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var time = IsSaid(nameof(Date)) ? Date : Clock.GetLocalNow().LocalDateTime;
        try
        {
            time = new DateTime(
                Said(nameof(Year), Year, time.Year), Said(nameof(Month), Month, time.Month), Said(nameof(Day), Day, time.Day),
                Said(nameof(Hour), Hour, time.Hour), Said(nameof(Minute), Minute, time.Minute), Said(nameof(Second), Second, time.Second), time.Kind)
                .AddTicks(time.Ticks % TimeSpan.TicksPerSecond);
            if (AsUTC)
                time = time.ToUniversalTime();

            WriteObject(Format is null ? time : time.ToString(Format, CultureInfo.CurrentCulture));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or FormatException)
        {
            ThrowTerminatingError(new(new PSArgumentException(e is FormatException ? $"'{Format}' is no format for a date: {e.Message}" : "There is no such date."), "InvalidDate", ErrorCategory.InvalidArgument, null));
        }
    }

    private bool IsSaid(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private int Said(string parameter, int value, int otherwise) => IsSaid(parameter) ? value : otherwise;
}
