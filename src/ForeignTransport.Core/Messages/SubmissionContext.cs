using System.Collections.Immutable;

namespace ForeignTransport.Core.Messages;

/// <summary>What the rules of submission need to know besides the file: the moment, the server and the limits in force.</summary>
/// <param name="Now">Processing time: written into <c>Received</c>, and into <c>Date</c> where that is missing.</param>
/// <param name="MessageGuid">Left part of a generated Message-ID.</param>
/// <param name="ServerFqdn">This server, for <c>Received</c>.</param>
/// <param name="ProductName">The product, for <c>Received</c>.</param>
/// <param name="ProductVersion">Its version, for <c>Received</c>.</param>
/// <param name="DefaultDomain">The default accepted domain: right part of a generated Message-ID and of encapsulated addresses.</param>
/// <param name="FileSize">Size of the whole file in bytes.</param>
/// <param name="MaxHeaderSize">
/// Largest header block in bytes, the blank line included: PickupDirectoryMaxHeaderSize for Pickup. Exchange sets no limit for Replay;
/// give what the process is ready to hold in memory.
/// </param>
/// <param name="MaxRecipients">PickupDirectoryMaxRecipientsPerMessage. Not used for Replay.</param>
/// <param name="MaxMessageSize">Largest message in bytes, or null for no limit.</param>
/// <param name="MaxHopCount">Most <c>Received</c> fields that a message may bring along (Exchange: MaxHopCount, 30).</param>
/// <param name="RefuseReplayLookalikes">Pickup refuses a file that begins like a Replay file, which would mail old lists again.</param>
public sealed record SubmissionContext(
    DateTimeOffset Now,
    Guid MessageGuid,
    string ServerFqdn,
    string ProductName,
    string ProductVersion,
    string DefaultDomain,
    long FileSize,
    long MaxHeaderSize,
    int MaxRecipients,
    long? MaxMessageSize = null,
    int MaxHopCount = 30,
    bool RefuseReplayLookalikes = true)
{
    /// <summary>
    /// The <c>X-CreatedBy</c> values, compared exactly, that let a Replay file keep its organization headers; none trusts nobody.
    /// </summary>
    public ImmutableArray<string> TrustedCreatedBy { get; init; } = ["MSExchange15"];

    /// <summary>True when the priority that the sender gives is to be read (PriorityQueuingEnabled).</summary>
    public bool ReadsPriority { get; init; }
}
