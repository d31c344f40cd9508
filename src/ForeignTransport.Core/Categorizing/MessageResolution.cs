using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Categorizing;

/// <summary>Looks up the recipients of a message that a partition owns.</summary>
internal static class MessageResolution
{
    /// <summary>What is to be journaled; null when the directory changes nothing.</summary>
    public static ResolvedMessage? Of(MessageEntry entry, OrganizationState organization)
    {
        var message = entry.Message;
        var request = new ResolutionRequest(message.Envelope.ReversePath, message.Envelope.Recipients, message.Size)
        {
            IsAuthenticated = message.IsAuthenticated,
            IsReport = message.IsDsn,
            IsFailureReport = message.IsFailureReport,
        };
        return RecipientResolution.Resolve(request, organization) is { } resolution
            ? new ResolvedMessage(
                message.Id,
                resolution.Rewritten,
                resolution.Expanded,
                [.. resolution.Failed.Select(failed => entry.FailureOf(failed.Position, failed.Response.ToString()))],
                Appended(resolution, message.Envelope))
            : null;
    }

    /// <summary>
    /// Looks up some recipients of a message again: those of the envelope under the address that the sender wrote, members of groups each under its
    /// own. A group that was expanded has its outcome, and is not asked about any more.
    /// </summary>
    /// <param name="entry">The message.</param>
    /// <param name="positions">Positions of recipients that are pending and that no file stands for.</param>
    /// <param name="organization">The directory.</param>
    /// <returns>What is to be journaled; null when everything stays as it is.</returns>
    public static ResolvedMessage? Again(MessageEntry entry, ImmutableArray<int> positions, OrganizationState organization)
    {
        var message = entry.Message;
        var asked = positions.Select(entry.AskedOf).ToList();
        var lookedUp = positions.ToHashSet();
        var request = new ResolutionRequest(message.Envelope.ReversePath, asked, message.Size)
        {
            IsAuthenticated = message.IsAuthenticated,
            IsReport = message.IsDsn,
            IsFailureReport = message.IsFailureReport,
            Earlier = new EarlierResolution(
                [.. positions.Select(position => entry.Recipients[position].Recipient.Address)],
                [.. Enumerable.Range(0, entry.Recipients.Length).Where(position => !lookedUp.Contains(position)).SelectMany(position => Earlier(entry, position))])
        };
        var resolution = RecipientResolution.Resolve(request, organization) ?? new Resolution([], [], [], []);
        var expanded = resolution.Expanded.ToDictionary(item => item.Position, item => item with { Position = positions[item.Position] });
        var failed = resolution.Failed.ToDictionary(item => item.Position, item => entry.FailureOf(positions[item.Position], item.Response.ToString()));
        var rewritten = resolution.Rewritten.ToDictionary(item => item.Position, item => item.Recipient);
        var changed = ImmutableArray.CreateBuilder<RewrittenRecipient>();
        HashSet<NativeAddress>? served = null;
        for (var i = 0; i < positions.Length; i++)
        {
            if (expanded.ContainsKey(i) || failed.ContainsKey(i))
                continue;
            // Whom the directory does not know any more goes where the sender, or the group, wanted it: routing says what that is worth.
            var recipient = rewritten.GetValueOrDefault(i) ?? asked[i];
            if (recipient.Address.Equals(entry.Recipients[positions[i]].Recipient.Address, StringComparison.Ordinal))
                continue;
            if (!rewritten.ContainsKey(i)
                && RecipientResolution.TryRead(recipient.Address, organization.DefaultDomain, out var address)
                && (served ??= ServedOf(request.Earlier, organization)).Contains(address))
                expanded.Add(i, new ExpandedRecipient(positions[i], false));
            else
                changed.Add(new RewrittenRecipient(positions[i], recipient));
        }

        return changed.Count + expanded.Count + failed.Count + resolution.Appended.Length == 0
            ? null
            : new ResolvedMessage(
                message.Id,
                changed.ToImmutable(),
                [.. expanded.Values.OrderBy(item => item.Position)],
                [.. failed.Values.OrderBy(item => item.Recipient)],
                Appended(resolution, message.Envelope));
    }

    private static ImmutableArray<NewRecipient> Appended(Resolution resolution, Envelope envelope) =>
    [
        .. resolution.Appended.Select(appended => new NewRecipient(
            appended.Recipient,
            appended.Failure?.ToString(),
            appended.Failure is not null && DsnPolicy.IsDue(DsnKind.Failed, appended.Recipient.Notify, envelope.HasNullReversePath))
        {
            LookUpAddress = appended.LookUpAddress
        })
    ];

    /// <summary>What another recipient of the message has come to; nothing of a group, whose members count, and of what was refused on submission.</summary>
    private static IEnumerable<EarlierRecipient> Earlier(MessageEntry entry, int position)
    {
        var recipient = entry.Recipients[position];
        if (recipient.Outcome == RecipientOutcome.Expanded || entry.IsRefused(position))
            yield break;
        yield return new EarlierRecipient(
            recipient.Recipient.Address,
            entry.AskedOf(position).Address,
            recipient.Recipient.Notify,
            recipient.Outcome switch
            {
                RecipientOutcome.Failed when !recipient.PossiblyDelivered => EarlierFate.Failed,
                RecipientOutcome.Pending when !recipient.PossiblyDelivered && !entry.IsStaged(position) => EarlierFate.Waits,
                _ => EarlierFate.Served
            });
    }

    private static HashSet<NativeAddress> ServedOf(EarlierResolution earlier, OrganizationState organization)
    {
        var served = new HashSet<NativeAddress>();
        foreach (var other in earlier.Others.Where(other => other.Fate != EarlierFate.Failed))
        {
            if (RecipientResolution.TryRead(other.Address, organization.DefaultDomain, out var address))
                served.Add(address);
        }

        return served;
    }
}
