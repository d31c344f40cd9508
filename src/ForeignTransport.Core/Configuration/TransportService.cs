namespace ForeignTransport.Core.Configuration;

/// <summary>
/// The settings of one transport server (<c>Get-TransportService</c>). Ranges are in <see cref="TransportServiceParameters"/>.
/// </summary>
/// <param name="Name">The server's name, unique without case.</param>
public sealed record TransportService(string Name)
{
    /// <summary>The site of a server that was not given another one.</summary>
    public const string DefaultSite = "Default-First-Site-Name";

    /// <summary>The folder of the data directory that <see cref="DirectorySetting.Default"/> means for Pickup.</summary>
    public const string UsualPickupDirectory = "pickup";

    /// <summary>The folder of the data directory that <see cref="DirectorySetting.Default"/> means for Replay.</summary>
    public const string UsualReplayDirectory = "replay";

    /// <summary>The site the server is in; scope and cost of connectors are counted from it.</summary>
    public string Site { get; init; } = DefaultSite;

    /// <summary>The folder above every relative Drop directory; blank is the server's data directory.</summary>
    public string RootDropDirectoryPath { get; init; } = "";

    public DirectorySetting PickupDirectoryPath { get; init; } = DirectorySetting.Default;

    public DirectorySetting ReplayDirectoryPath { get; init; } = DirectorySetting.Default;

    public ByteQuantifiedSize PickupDirectoryMaxHeaderSize { get; init; } = ByteQuantifiedSize.FromKilobytes(64);

    /// <summary>For Pickup and Replay, each; null is unlimited, which is our default where Exchange's is 100.</summary>
    public int? PickupDirectoryMaxMessagesPerMinute { get; init; }

    public int PickupDirectoryMaxRecipientsPerMessage { get; init; } = 100;

    public RetrySettings Retry { get; init; } = new();

    public bool PoisonMessageDetectionEnabled { get; init; } = true;

    /// <summary>A message that was being worked on in so many crashes goes to the Poison message queue.</summary>
    public int PoisonThreshold { get; init; } = 2;

    public MessageTrackingSettings MessageTracking { get; init; } = new();

    /// <summary>Whether the server takes work; <c>Suspend-TransportServer</c> and <c>Resume-TransportServer</c> change it.</summary>
    public ComponentState ComponentState { get; init; } = ComponentState.Active;
}
