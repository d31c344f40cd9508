using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Services;

/// <summary>Changes the transport service of a server: what is named is changed, everything else stays.</summary>
/// <remarks>
/// The Pickup and the Replay directory must be different. Parameters of Exchange that mean nothing here (protocol logs, DNS, connection limits) are taken and
/// answered with a warning. Set-TransportServer, the name of Exchange 2010 and before, is an alias.
/// </remarks>
/// <example>
/// <code>Set-TransportService Hub01 -PickupDirectoryPath "D:\Pickup Directory" -PickupDirectoryMaxHeaderSize 96KB -PickupDirectoryMaxRecipientsPerMessage 250 -PickupDirectoryMaxMessagesPerMinute 200</code>
/// <para>Sets the Pickup directory of Hub01 and its limits.</para>
/// </example>
/// <example>
/// <code>Set-TransportService Hub01 -ReplayDirectoryPath $null</code>
/// <para>Turns Replay off on Hub01.</para>
/// </example>
/// <example>
/// <code>Get-TransportService | Set-TransportService -MessageExpirationTimeout 4.00:00:00</code>
/// <para>Lets every server try for four days.</para>
/// </example>
/// <seealso cref="GetTransportService"/>
/// <seealso cref="RemoveTransportService"/>
[Cmdlet(VerbsCommon.Set, "TransportService", SupportsShouldProcess = true)]
[Alias("Set-TransportServer")]
public sealed class SetTransportService : ExchangeCmdlet, IDynamicParameters
{
    /// <summary>The name of the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TransportServiceCompleter))]
    public TransportServiceIdParameter Identity { get; set; } = null!;

    /// <summary>The directory above every relative Drop directory of the server: blank, a full local path or a UNC path. Blank is the data directory of the server.</summary>
    [Parameter]
    [Setting]
    public string? RootDropDirectoryPath { get; set; }

    /// <summary>Where message files are picked up: a full local path, default, or $null, which turns Pickup off.</summary>
    [Parameter]
    [Setting]
    public string? PickupDirectoryPath { get; set; }

    /// <summary>Where exported messages and messages of gateways are resubmitted: a full local path, default, or $null, which turns Replay off.</summary>
    [Parameter]
    [Setting]
    public string? ReplayDirectoryPath { get; set; }

    /// <summary>The largest header of a message file in Pickup: 32,768 to 2,147,483,647 bytes.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? PickupDirectoryMaxHeaderSize { get; set; }

    /// <summary>Messages per minute taken from Pickup and from Replay, each: 1 to 20,000, or unlimited.</summary>
    [Parameter]
    [Setting]
    public UnlimitedInteger? PickupDirectoryMaxMessagesPerMinute { get; set; }

    /// <summary>Recipients of one message file in Pickup: 1 to 10,000.</summary>
    [Parameter]
    [Setting]
    public int PickupDirectoryMaxRecipientsPerMessage { get; set; }

    /// <summary>Time from arrival to the delay notification: 00:00:01 to 30.00:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? DelayNotificationTimeout { get; set; }

    /// <summary>Time from arrival until a message that could not be delivered is returned: 00:00:05 to 90.00:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? MessageExpirationTimeout { get; set; }

    /// <summary>Time before one deferred message is tried again: 00:00:01 to 1.00:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? MessageRetryInterval { get; set; }

    /// <summary>Time between the later retries of a queue: 00:00:01 to 20.00:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? OutboundConnectionFailureRetryInterval { get; set; }

    /// <summary>Retries of a queue after the quick ones: 0 to 15.</summary>
    [Parameter]
    [Setting]
    public int TransientFailureRetryCount { get; set; }

    /// <summary>Time between those retries: 00:00:01 to 12:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? TransientFailureRetryInterval { get; set; }

    /// <summary>An empty delivery queue disappears after so long: 00:00:05 to 01:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? QueueMaxIdleTime { get; set; }

    /// <summary>Whether messages that harm the server are set aside.</summary>
    [Parameter]
    [Setting]
    public bool PoisonMessageDetectionEnabled { get; set; }

    /// <summary>Failures charged to a message before it is set aside: 1 to 10.</summary>
    [Parameter]
    [Setting]
    public int PoisonThreshold { get; set; }

    /// <summary>Whether message tracking is recorded.</summary>
    [Parameter]
    [Setting]
    public bool MessageTrackingLogEnabled { get; set; }

    /// <summary>Older message tracking is removed: 00:00:00 (never) to 24855.03:14:07.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? MessageTrackingLogMaxAge { get; set; }

    /// <summary>The oldest message tracking is removed above this total: 1 byte or more, or unlimited.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MessageTrackingLogMaxDirectorySize { get; set; }

    /// <summary>The size at which a new message tracking file is begun: 1 to 4,294,967,296 bytes.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MessageTrackingLogMaxFileSize { get; set; }

    /// <summary>Where message tracking files are written: a full local path, default, or $null.</summary>
    [Parameter]
    [Setting]
    public string? MessageTrackingLogPath { get; set; }

    /// <summary>Whether message tracking shows subjects.</summary>
    [Parameter]
    [Setting]
    public bool MessageTrackingLogSubjectLoggingEnabled { get; set; }

    /// <summary>Beyond Exchange: the site of the server. Scoped connectors and costs between sites are counted from it.</summary>
    [Parameter]
    [Setting]
    public string? Site { get; set; }

    /// <summary>Beyond Exchange's cmdlet, which has it in a file: first quick retries of a queue whose next hop failed, 0 to 15.</summary>
    [Parameter]
    [Setting]
    public int QueueGlitchRetryCount { get; set; }

    /// <summary>Beyond Exchange's cmdlet, which has it in a file: time between those quick retries, 00:00:01 to 12:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? QueueGlitchRetryInterval { get; set; }

    /// <summary>Beyond Exchange's cmdlet, which has it in a file: a queue in Retry without one success for so long is categorized again, 00:00:01 to 90.00:00:00.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? MaxIdleTimeBeforeResubmit { get; set; }

    /// <summary>Beyond Exchange, which has Set-ServerComponentState: Draining gives the server no new work, Active gives it work again.</summary>
    [Parameter]
    [Setting]
    [ValidateSet("Active", "Draining")]
    public string? ComponentState { get; set; }

    /// <inheritdoc />
    public object GetDynamicParameters() => IgnoredParameters.Define(IgnoredParameters.OfTransportService);

    /// <inheritdoc />
    protected override void BeginProcessing() => IgnoredParameters.Warn(this, IgnoredParameters.OfTransportService);

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"transport-services/{Identity.Path}", "transport service", Identity.Text);
}
