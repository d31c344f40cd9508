namespace ForeignTransport.PowerShell.Services;

/// <summary>The directories that a server uses, as it says itself.</summary>
internal sealed class EffectiveDirectories
{
    public string? PickupDirectoryPath { get; set; }

    public string? ReplayDirectoryPath { get; set; }

    public string? RootDropDirectoryPath { get; set; }

    public string? MessageTrackingLogPath { get; set; }
}
