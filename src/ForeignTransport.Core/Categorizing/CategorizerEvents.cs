using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// The facts a categorizer partition journals. One event stands for a batch: the journal's cost is shared by every message in it.
/// </summary>
public abstract record CategorizerEvent
{
    private protected CategorizerEvent()
    {
    }
}

/// <summary>Messages became this partition's: from here each of their recipients ends in exactly one outcome.</summary>
public sealed record MessagesAccepted(ImmutableArray<QueuedMessage> Messages) : CategorizerEvent;

/// <summary>
/// Drop files are durable in a staging directory, complete but invisible. From here the staged file is <em>the</em> copy: publishing it
/// is idempotent, and a staged file that is missing later was published earlier.
/// </summary>
/// <param name="Connector">The connector that delivers.</param>
/// <param name="Server">The server that wrote the files.</param>
/// <param name="Directory">The Drop directory as that server names it.</param>
/// <param name="Marker">
/// Name of the marker file of that server in the staging directory. Whoever sees it sees the staged files too, and can tell a file that
/// was published from one that is elsewhere. Empty in journals of releases that had no markers.
/// </param>
/// <param name="Drops">One entry a file.</param>
public sealed record DropsStaged(Guid Connector, string Server, string Directory, string Marker, ImmutableArray<StagedDrop> Drops) : CategorizerEvent;

/// <summary>One staged file.</summary>
/// <param name="Message">The message in it.</param>
/// <param name="Ordinal">Number of this drop within the message, from 1.</param>
/// <param name="FileName">Name that the file will have in the Drop directory.</param>
/// <param name="Recipients">Positions of the recipients it serves.</param>
public sealed record StagedDrop(MessageId Message, int Ordinal, string FileName, ImmutableArray<int> Recipients);

/// <summary>Drop files have their final names; their recipients are done.</summary>
/// <param name="At">When.</param>
/// <param name="Drops">One entry a file.</param>
public sealed record DropsPublished(DateTimeOffset At, ImmutableArray<PublishedDrop> Drops) : CategorizerEvent;

/// <summary>One published file.</summary>
/// <param name="Message">The message in it.</param>
/// <param name="Ordinal">The number of <see cref="StagedDrop.Ordinal"/>.</param>
/// <param name="Relayed">Positions of the recipients whose sender is owed a DSN with action relayed.</param>
public sealed record PublishedDrop(MessageId Message, int Ordinal, ImmutableArray<int> Relayed);

/// <summary>
/// Staged files are given up: they did not exist before their first publication was ever tried, or nobody can tell what became of them and
/// the connector is to drop again. Their recipients are pending again and are staged anew.
/// </summary>
public sealed record DropsAbandoned(ImmutableArray<AbandonedDrop> Drops) : CategorizerEvent;

/// <summary>One abandoned file.</summary>
/// <param name="Message">The message in it.</param>
/// <param name="Ordinal">The number of <see cref="StagedDrop.Ordinal"/>.</param>
/// <param name="Recipients">Positions of the recipients it was to serve.</param>
/// <param name="PossiblyDelivered">True when the gateway may have got it: whatever is dropped for these recipients from now on says so.</param>
public sealed record AbandonedDrop(MessageId Message, int Ordinal, ImmutableArray<int> Recipients, bool PossiblyDelivered = false);

/// <summary>Recipients failed for good.</summary>
public sealed record RecipientsFailed(DateTimeOffset At, ImmutableArray<FailedRecipient> Recipients) : CategorizerEvent;

/// <summary>One failed recipient.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipient">Position of the recipient.</param>
/// <param name="Diagnostic">The response as it appears in the DSN, <c>550 5.4.4 TOKEN; words</c>.</param>
/// <param name="OwesDsn">
/// True when the sender is owed a DSN. Recorded, not derived, so that a later release with other rules does not report old failures anew.
/// </param>
public sealed record FailedRecipient(MessageId Message, int Recipient, string Diagnostic, bool OwesDsn);

/// <summary>
/// A DSN about a message is accepted as a message of its own, in the same write that ends the obligation to send it: neither can happen
/// without the other.
/// </summary>
/// <param name="Original">The message it is about.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Recipients">Positions of the recipients it reports.</param>
/// <param name="Dsn">The DSN; its content is in the message store.</param>
public sealed record DsnAccepted(MessageId Original, DsnKind Kind, ImmutableArray<int> Recipients, QueuedMessage Dsn) : CategorizerEvent;

/// <summary>
/// The directory changed the recipients of messages. Journaled only for messages of which it changed any: from here the message is resolved. It is
/// again when it is resubmitted, and then only recipients that are pending, and that no file stands for, are in the lists.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Messages">One entry a message.</param>
public sealed record RecipientsResolved(DateTimeOffset At, ImmutableArray<ResolvedMessage> Messages) : CategorizerEvent;

/// <summary>What became of the recipients of one message; those that are in none of the lists stay as they are.</summary>
/// <param name="Message">The message.</param>
/// <param name="Rewritten">Recipients with another address.</param>
/// <param name="Expanded">Recipients in whose place others get the message; a DSN with action expanded may be owed.</param>
/// <param name="Failed">Recipients that failed for good.</param>
/// <param name="Appended">New recipients. They get the positions after all others, in this order, so that no position ever changes its meaning.</param>
public sealed record ResolvedMessage(
    MessageId Message,
    ImmutableArray<RewrittenRecipient> Rewritten,
    ImmutableArray<ExpandedRecipient> Expanded,
    ImmutableArray<FailedRecipient> Failed,
    ImmutableArray<NewRecipient> Appended);

/// <summary>A recipient that resolution added.</summary>
/// <param name="Recipient">Address and DSN parameters.</param>
/// <param name="Diagnostic">The response that made it fail at once; null when it is to be delivered.</param>
/// <param name="OwesDsn">True when the sender is owed a DSN about that failure.</param>
public sealed record NewRecipient(EnvelopeRecipient Recipient, string? Diagnostic = null, bool OwesDsn = false)
{
    /// <summary><see cref="RecipientEntry.LookUpAddress"/>.</summary>
    public string? LookUpAddress { get; init; }
}
