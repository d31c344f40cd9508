using System.Globalization;
using System.Management.Automation.Host;
using System.Text;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>A host without a screen: it keeps what is written to it, and answers questions as it was told.</summary>
internal sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _ui;

    public RecordingHost() => _ui = new RecordingUserInterface(this);

    public StringBuilder Text { get; } = new();

    public Queue<int> Answers { get; } = new();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Specs";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
