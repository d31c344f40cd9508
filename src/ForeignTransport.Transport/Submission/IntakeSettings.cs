using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Submission;

/// <summary>Limits and names that apply to one batch of files; taken from the configuration when the batch starts.</summary>
/// <param name="ServerFqdn">This server in Received.</param>
/// <param name="ProductVersion">Version in Received.</param>
/// <param name="DefaultDomain">Default accepted domain; this server's name while there is none.</param>
/// <param name="MaxHeaderSize">PickupDirectoryMaxHeaderSize in bytes.</param>
/// <param name="MaxRecipients">PickupDirectoryMaxRecipientsPerMessage.</param>
/// <param name="MaxMessageSize">Largest message that is accepted, in bytes; null for no limit.</param>
/// <param name="MaxFileSize">Largest file that is looked at, in bytes.</param>
/// <param name="RefuseReplayLookalikes">Pickup refuses files that look like Replay files.</param>
/// <param name="TrustedCreatedBy">ReplayTrustedCreatedBy: every X-CreatedBy that lets a Replay file keep its organization headers.</param>
/// <param name="Expiration">MessageExpirationTimeout.</param>
internal sealed record IntakeSettings(
    string ServerFqdn,
    string ProductVersion,
    string DefaultDomain,
    long MaxHeaderSize,
    int MaxRecipients,
    long? MaxMessageSize,
    long MaxFileSize,
    bool RefuseReplayLookalikes,
    ImmutableArray<string> TrustedCreatedBy,
    TimeSpan Expiration)
{
    /// <summary>Header blocks of Replay files, which Exchange does not limit, end here.</summary>
    private const long ReplayHeaderSize = 1024 * 1024;

    /// <summary>A path element has at most 255 bytes, an address 320 characters (RFC 5321 section 4.5.3.1); whatever is longer is shown cut.</summary>
    private const int MaxContext = 255;
    private const int MaxAddress = 320;

    /// <summary>This server, as tracking names it.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>How urgent messages are treated; null when every message is of normal priority.</summary>
    public PriorityQueuing? PriorityQueuing { get; init; }

    public static IntakeSettings From(NodeConfiguration node, OrganizationState organization, SubmissionKind kind, string productVersion)
    {
        var service = organization.Server(node.ServerName);
        var config = organization.TransportConfig;
        return new IntakeSettings(
            node.Fqdn,
            productVersion,
            organization.DefaultDomain.Length > 0 ? organization.DefaultDomain : node.Fqdn,
            kind == SubmissionKind.Replay
                ? Math.Max(ReplayHeaderSize, service.PickupDirectoryMaxHeaderSize.Bytes)
                : service.PickupDirectoryMaxHeaderSize.Bytes,
            service.PickupDirectoryMaxRecipientsPerMessage,
            config.MaxReceiveSize.Limit?.Bytes,
            node.Pickup.MaxMessageSize,
            node.Pickup.ReplayLookalikeGuard,
            config.ReplayTrustedCreatedBy,
            service.Retry.MessageExpirationTimeout)
        {
            ServerName = node.ServerName,
            PriorityQueuing = config.PriorityQueuing is { Enabled: true } priorities ? priorities : null
        };
    }

    /// <summary>What the rules of Core are to know besides the bytes.</summary>
    public SubmissionContext ContextOf(MessageId id, DateTimeOffset now, long size) => new(
        now,
        new Guid(id.ToByteArray(), bigEndian: true),
        ServerFqdn,
        "ForeignTransport",
        ProductVersion,
        DefaultDomain,
        size,
        MaxHeaderSize,
        MaxRecipients,
        MaxMessageSize,
        RefuseReplayLookalikes: RefuseReplayLookalikes)
    {
        TrustedCreatedBy = TrustedCreatedBy,
        ReadsPriority = PriorityQueuing is not null
    };

    /// <summary>What is journaled of an accepted message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="message">The message.</param>
    /// <param name="size">Bytes of what is stored.</param>
    /// <param name="now">Moment of acceptance.</param>
    /// <param name="claimant">Who may come back with the same id; null when nobody does.</param>
    /// <param name="way">By which door it came.</param>
    /// <param name="context">Name of its file without extension, or what else tells one submission from another.</param>
    public QueuedMessage ToQueued(
        MessageId id, AcceptedMessage message, long size, DateTimeOffset now, string? claimant, SubmissionWay way, string context)
    {
        DeliveryPriority? priority = PriorityQueuing is null
            ? null
            : DeliveryPriorityRule.Granted(message.Priority ?? DeliveryPriority.Normal, size, PriorityQueuing);
        return new QueuedMessage(
            id,
            message.Envelope,
            message.Refused,
            message.Head.Length,
            size,
            message.Subject,
            message.InternetMessageId,
            message.Trace,
            now,
            now + (priority is { } given ? PriorityQueuing!.MessageExpirationTimeout(given) : Expiration),
            claimant,
            IsDsn: false,
            message.HeadOnly)
        {
            Origin = new SubmissionOrigin(way, ServerName, Bounded(context, MaxContext), Bounded(message.Sender, MaxAddress)),
            Priority = priority,
            IsFailureReport = message.IsDeliveryReport
        };
    }

    private static string Bounded(string text, int length) => text.Length <= length ? text : text[..length];
}
