using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>Write-Error: reports a failure and goes on. Not here: -CategoryActivity and its like.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "Message")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Message", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = "Exception")]
    [Alias("Msg")]
    [AllowEmptyString]
    public string? Message { get; set; }

    [Parameter(ParameterSetName = "Exception", Mandatory = true)]
    public Exception? Exception { get; set; }

    [Parameter(ParameterSetName = "ErrorRecord", Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    public ErrorCategory Category { get; set; }

    [Parameter(ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    public string ErrorId { get; set; } = "Microsoft.PowerShell.Commands.WriteErrorException";

    [Parameter(ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    public object? TargetObject { get; set; }

    [Parameter]
    public string? RecommendedAction { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var record = ErrorRecord is null
            ? new ErrorRecord(Exception ?? new InvalidOperationException(Message), ErrorId, Category, TargetObject)
            : new ErrorRecord(ErrorRecord, null);
        if (RecommendedAction is not null || (Exception is not null && Message is not null))
            record.ErrorDetails = new(Message ?? record.Exception.Message) { RecommendedAction = RecommendedAction };

        WriteError(record);
    }
}
