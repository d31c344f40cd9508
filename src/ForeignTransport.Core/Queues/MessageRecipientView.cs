namespace ForeignTransport.Core.Queues;

/// <summary>How far a recipient of a queued message is, as Get-Message shows it.</summary>
public enum MessageRecipientStatus
{
    Complete = 1,
    Ready = 2,
    Retry = 3
}

/// <summary>One recipient of a message in a queue, as Get-Message -IncludeRecipientInfo shows it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">How far it is.</param>
/// <param name="LastError">Why it waits; empty when nothing is known.</param>
/// <param name="FinalDestination">The connector's GUID, or <c>&lt;No Matching Connector&gt;</c>.</param>
public sealed record MessageRecipientView(string Address, MessageRecipientStatus Status, string LastError, string FinalDestination)
{
    /// <summary>FinalDestination of a recipient in Unreachable.</summary>
    public const string NoMatchingConnector = "<No Matching Connector>";

    /// <summary>Every recipient leaves the organization by a connector.</summary>
    public const string Type = "External";

    private const int ExternalType = 2;
    private const int NoMatchingConnectorReason = 16;

    /// <summary>The documented form: address, status, type, last error, reason of Unreachable, destination, outbound pool.</summary>
    public override string ToString() =>
        $"{{{Address};{(int)Status};{ExternalType};{LastError};{(FinalDestination == NoMatchingConnector ? NoMatchingConnectorReason : 0)};{FinalDestination};0}}";
}
