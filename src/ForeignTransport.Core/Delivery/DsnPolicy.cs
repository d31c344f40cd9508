using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>When a delivery status notification is due for a recipient (RFC 3461 sections 4.1 and 5.2).</summary>
/// <remarks>
/// Settings of the organization that silence whole kinds (<see cref="DsnSettings"/>) are not known here;
/// they only ever take away from what this policy allows.
/// </remarks>
public static class DsnPolicy
{
    /// <summary>Whether a notification of a kind is due for a recipient with this NOTIFY.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="notify">NOTIFY of the recipient; NEVER beside other keywords, which the RFC forbids, still means never.</param>
    /// <param name="nullReversePath">True when the message came from <c>&lt;&gt;</c>: nobody is told, or reports would loop (RFC 5321 section 4.5.5).</param>
    public static bool IsDue(DsnKind kind, DsnNotify notify, bool nullReversePath)
    {
        if (nullReversePath || notify.HasFlag(DsnNotify.Never))
        {
            return false;
        }

        return kind switch
        {
            DsnKind.Failed => notify == DsnNotify.Unspecified || notify.HasFlag(DsnNotify.Failure),
            DsnKind.Delayed => notify == DsnNotify.Unspecified || notify.HasFlag(DsnNotify.Delay),
            DsnKind.Relayed or DsnKind.Delivered or DsnKind.Expanded => notify.HasFlag(DsnNotify.Success),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of notification.")
        };
    }

    /// <summary>
    /// Whether a file in a Drop directory calls for a <c>relayed</c> notification. A connector without RelayDsnRequired trusts the
    /// foreign system to answer for itself.
    /// </summary>
    public static bool IsRelayDue(bool relayDsnRequired, DsnNotify notify, bool nullReversePath) =>
        relayDsnRequired && IsDue(DsnKind.Relayed, notify, nullReversePath);

    /// <summary>
    /// NOTIFY of the members of an expanded group: the expansion itself answered SUCCESS, FAILURE and DELAY are passed on, and where
    /// nothing else was asked for the members must not fall back to the default of being reported (RFC 3461 section 5.2.7).
    /// </summary>
    public static DsnNotify OfMembers(DsnNotify group)
    {
        if (group is DsnNotify.Unspecified || group.HasFlag(DsnNotify.Never))
        {
            return group;
        }

        var rest = group & ~DsnNotify.Success;
        return rest == DsnNotify.Unspecified ? DsnNotify.Never : rest;
    }
}
