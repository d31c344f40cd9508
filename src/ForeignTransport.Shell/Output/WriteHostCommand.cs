using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>Write-Host: text for the person at the screen. It goes to the information stream (6&gt;), which is shown.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor BackgroundColor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var parts = LanguagePrimitives.GetEnumerable(Object)?.Cast<object?>() ?? [Object];
        var message = new HostInformationMessage
        {
            Message = string.Join(Separator.ToString(), parts.Select(part => part is null ? "" : PSObject.AsPSObject(part).ToString())),
            NoNewLine = NoNewline,
            ForegroundColor = Chosen(nameof(ForegroundColor), ForegroundColor),
            BackgroundColor = Chosen(nameof(BackgroundColor), BackgroundColor),
        };
        WriteInformation(message, ["PSHOST"]);
    }

    private ConsoleColor? Chosen(string name, ConsoleColor color) => MyInvocation.BoundParameters.ContainsKey(name) ? color : null;
}
