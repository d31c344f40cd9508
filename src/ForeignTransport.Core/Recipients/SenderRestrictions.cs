using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Core.Recipients;

/// <summary>Whether the sender of a message may write to a recipient, and whether the recipient takes so large a message.</summary>
internal sealed class SenderRestrictions(ResolutionRequest message, OrganizationState organization, Recipient? sender)
{
    // Notifications of this product, and whoever answers for them.
    private readonly bool _isExempt = message.IsReport
        || (message.ReversePath.Length > 0
            && message.ReversePath.Equals(organization.TransportConfig.ExternalPostmasterAddress, StringComparison.OrdinalIgnoreCase));

    private readonly Dictionary<string, bool> _isIn = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the recipient does not get the message; null when it does.</summary>
    public SmtpResponse? Refusal(Recipient recipient)
    {
        if (_isExempt)
            return null;
        if (recipient.RequireSenderAuthenticationEnabled && !message.IsAuthenticated)
            return StandardResponses.AuthenticationRequired;
        if ((!recipient.AcceptMessagesOnlyFromSendersOrMembers.IsEmpty && !Has(recipient.AcceptMessagesOnlyFromSendersOrMembers))
            || Has(recipient.RejectMessagesFromSendersOrMembers))
            return StandardResponses.NotAuthorized;
        return recipient.MaxReceiveSize.Allows(message.Size) ? null : StandardResponses.RecipientSizeLimit;
    }

    // First who is named, then the members of groups.
    private bool Has(ImmutableArray<string> names) =>
        sender is not null && (names.Contains(sender.Name, StringComparer.OrdinalIgnoreCase) || names.Any(HasMember));

    private bool HasMember(string name)
    {
        if (_isIn.TryGetValue(name, out var known))
            return known;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        var open = new Stack<string>([name]);
        var isIn = false;
        while (!isIn && open.TryPop(out var group))
        {
            foreach (var member in organization.Recipients.Find(group)?.Members ?? [])
            {
                isIn |= member.Equals(sender!.Name, StringComparison.OrdinalIgnoreCase);
                if (seen.Add(member))
                    open.Push(member);
            }
        }

        return _isIn[name] = isIn;
    }
}
