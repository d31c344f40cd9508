using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ForeignTransport.Shell.Hosting;

/// <summary>What the engine knows of the program around it.</summary>
internal sealed class ShellHost(ShellConsole console) : PSHost
{
    private readonly ShellHostUi _ui = new(console);

    /// <summary>The number of exit; null while nobody asked to leave.</summary>
    public int? RequestedExit { get; set; }

    /// <inheritdoc/>
    public override string Name => "ftx";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <summary>The same, with what only this program asks of it.</summary>
    public ShellHostUi Screen => _ui;

    /// <summary>How our cmdlets find this host: the engine gives them a wrapper of it.</summary>
    public override PSObject PrivateData => PSObject.AsPSObject(this);

    /// <summary>This host, from the one that a cmdlet sees.</summary>
    /// <exception cref="InvalidOperationException">It runs in another program.</exception>
    public static ShellHost Of(PSHost host) => host.PrivateData?.BaseObject as ShellHost ?? throw new InvalidOperationException("This cmdlet works in ftx only.");

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => RequestedExit = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("ftx has no nested prompt.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("ftx has no nested prompt.");

    /// <summary>A program writes to the terminal by itself.</summary>
    public override void NotifyBeginApplication() => _ui.EndProgress();

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
