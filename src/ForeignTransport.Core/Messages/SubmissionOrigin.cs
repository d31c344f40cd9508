namespace ForeignTransport.Core.Messages;

/// <summary>By which door a message came in.</summary>
public enum SubmissionWay
{
    /// <summary>Accepted by a release that did not record it.</summary>
    Unknown = 0,
    Pickup = 1,
    Replay = 2,
    Http = 3,

    /// <summary>Made by this product: a delivery status notification.</summary>
    Notification = 4,
    Smtp = 5
}

/// <summary>
/// Where and as what a message was taken in, for tracking. Unlike <see cref="TraceInfo"/>, which a Replay file may bring along, all of it is said by
/// the server that took it.
/// </summary>
/// <param name="Way">Pickup, Replay, HTTP.</param>
/// <param name="Server">The server that took it; empty when not recorded.</param>
/// <param name="Context">Name of the file without extension, or what else tells one submission from another; empty for none.</param>
/// <param name="Sender">Address in the Sender header, else in From; empty for none.</param>
public sealed record SubmissionOrigin(SubmissionWay Way, string Server = "", string Context = "", string Sender = "")
{
    /// <summary>Of a message that an earlier release accepted.</summary>
    public static readonly SubmissionOrigin Unknown = new(SubmissionWay.Unknown);
}
