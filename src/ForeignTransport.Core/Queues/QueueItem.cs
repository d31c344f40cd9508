using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>One message in a delivery queue, with those of its recipients that take this next hop.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipients">Positions of the recipients within the message.</param>
/// <param name="Size">Size of the message in bytes.</param>
public sealed record QueueItem(MessageId Message, ImmutableArray<int> Recipients, long Size)
{
    /// <summary>How urgent it is in its queue: normal wherever priority queuing is off.</summary>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Normal;

    /// <summary>True when its recipients are to be looked up again before it is routed.</summary>
    public bool IsResubmitted { get; init; }

    /// <summary>The same with this priority.</summary>
    internal QueueItem As(DeliveryPriority priority) => priority == Priority ? this : this with { Priority = priority };

    /// <summary>
    /// Every message once, with all of its recipients: recipients that came by different ways and now wait for the same next hop are one message
    /// in its queue, and in its file.
    /// </summary>
    public static IReadOnlyList<QueueItem> Together(IReadOnlyList<QueueItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var seen = new HashSet<MessageId>(items.Count);
        var isApart = false;
        for (var i = 0; i < items.Count && !isApart; i++)
        {
            isApart = !seen.Add(items[i].Message);
        }

        return isApart
            ? [.. items.GroupBy(item => item.Message).Select(group => group.Count() == 1
                ? group.First()
                : group.First() with
                {
                    Recipients = [.. group.SelectMany(item => item.Recipients).Order()],
                    IsResubmitted = group.Any(item => item.IsResubmitted)
                })]
            : items;
    }
}
