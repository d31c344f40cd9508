using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// A recipient that the organization knows. Which of the values count depends on its type; <see cref="RecipientParameters"/> has a table of
/// each.
/// </summary>
/// <remarks>Other recipients are named by their unique <see cref="Name"/>: a change of the name is carried through everything that has it.</remarks>
public sealed record Recipient
{
    /// <summary>Never changes.</summary>
    public required RecipientType Type { get; init; }

    /// <summary>Unique among all recipients, without case.</summary>
    public required string Name { get; init; }

    /// <summary>Unique among all recipients, without case; the local part of addresses that are made for the recipient.</summary>
    public string Alias { get; init; } = "";

    /// <summary>For people; blank is the name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The proxy addresses: the first of type SMTP is the primary one.</summary>
    public ImmutableArray<NativeAddress> EmailAddresses { get; init; } = [];

    /// <summary>Where mail goes; null for a group.</summary>
    public NativeAddress? ExternalEmailAddress { get; init; }

    /// <summary>The recipient that gets the mail of a mail user; blank for none.</summary>
    public string ForwardingAddress { get; init; } = "";

    /// <summary>An SMTP address that gets the mail of a mail user; blank for none. It counts only where <see cref="ForwardingAddress"/> is blank.</summary>
    public string ForwardingSmtpAddress { get; init; } = "";

    /// <summary>True when a mail user whose mail is forwarded gets it too.</summary>
    public bool DeliverToMailboxAndForward { get; init; }

    /// <summary>The largest message that it takes.</summary>
    public UnlimitedSize MaxReceiveSize { get; init; } = UnlimitedSize.Unlimited;

    /// <summary>The largest message that it may send.</summary>
    public UnlimitedSize MaxSendSize { get; init; } = UnlimitedSize.Unlimited;

    /// <summary>How many recipients a message of a mail user may have; null is what the organization allows.</summary>
    public int? RecipientLimits { get; init; }

    /// <summary>True when only authenticated senders may write to it.</summary>
    public bool RequireSenderAuthenticationEnabled { get; init; }

    /// <summary>Recipients that alone may write to it, groups standing for their members; empty for everybody.</summary>
    public ImmutableArray<string> AcceptMessagesOnlyFromSendersOrMembers { get; init; } = [];

    /// <summary>Recipients that may not write to it, groups standing for their members.</summary>
    public ImmutableArray<string> RejectMessagesFromSendersOrMembers { get; init; } = [];

    /// <summary>The members of a group.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>Who answers for a group; for people.</summary>
    public ImmutableArray<string> ManagedBy { get; init; } = [];

    /// <summary>False when the members of a group are never reported on.</summary>
    public bool ReportToOriginatorEnabled { get; init; } = true;

    /// <summary>True when the first of <see cref="ManagedBy"/> is told of failures of members, in the place of the sender.</summary>
    public bool ReportToManagerEnabled { get; init; }

    /// <summary>True for a distribution group.</summary>
    public bool IsGroup => Type == RecipientType.MailUniversalDistributionGroup;

    /// <summary>Null when there is none, which the rules do not allow.</summary>
    public string? PrimarySmtpAddress => EmailAddresses.FirstOrDefault(address => address.Type == AddressType.Smtp)?.Value;

    /// <summary>True when mail goes on to another recipient.</summary>
    public bool IsForwarded => ForwardingAddress.Length > 0 || ForwardingSmtpAddress.Length > 0;

    /// <summary>Every other recipient that it names.</summary>
    internal IEnumerable<string> References =>
        Members.Concat(ManagedBy).Concat(AcceptMessagesOnlyFromSendersOrMembers).Concat(RejectMessagesFromSendersOrMembers)
            .Concat(ForwardingAddress.Length > 0 ? [ForwardingAddress] : []);

    /// <summary>The same recipient with another one under a new name; null when that one is no more.</summary>
    internal Recipient Renaming(string former, string? name) => this with
    {
        Members = Renamed(Members, former, name),
        ManagedBy = Renamed(ManagedBy, former, name),
        AcceptMessagesOnlyFromSendersOrMembers = Renamed(AcceptMessagesOnlyFromSendersOrMembers, former, name),
        RejectMessagesFromSendersOrMembers = Renamed(RejectMessagesFromSendersOrMembers, former, name),
        ForwardingAddress = Same(ForwardingAddress, former) ? name ?? "" : ForwardingAddress
    };

    /// <inheritdoc />
    public bool Equals(Recipient? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Type == other.Type && RecipientParameters.Of(Type).Same(this, other));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Name, ExternalEmailAddress, Members.Length);

    private static ImmutableArray<string> Renamed(ImmutableArray<string> names, string former, string? name) =>
        !names.Any(present => Same(present, former)) ? names
        : name is null ? names.RemoveAll(present => Same(present, former))
        : [.. names.Select(present => Same(present, former) ? name : present)];

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
