using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// Looks up the recipients of a message in the directory: proxy addresses become primary ones, groups their members, forwarding is followed,
/// and whoever may not write to a recipient is told so.
/// </summary>
/// <remarks>
/// <para>Every recipient of the envelope has one fate: it stays, is rewritten, is expanded, or fails. A message goes to each final address
/// once, however many ways lead there.</para>
/// <para>A message that is resubmitted is looked up again, those of its recipients that wait: what the organization took once is not refused for its
/// sender any more, and whoever has the message does not get it twice.</para>
/// <para>It always ends: a group is expanded once, a recipient passes its mail on once, and a chain that comes back to itself fails with
/// 5.4.6.</para>
/// </remarks>
public static class RecipientResolution
{
    /// <summary>Resolves. The same arguments always give the same answer.</summary>
    /// <returns>Null when everything stays as it is.</returns>
    public static Resolution? Resolve(ResolutionRequest message, OrganizationState organization)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(organization);
        var directory = organization.Recipients;
        var sender = FindSender(message.ReversePath, organization);
        if (message is { IsReport: false, Earlier: null } && RefusalOfAll(message, sender, organization.TransportConfig) is { } refusal)
            return new Resolution([], [], [.. Enumerable.Range(0, message.Recipients.Count).Select(position => new RefusedOriginal(position, refusal))], []);
        if (directory.IsEmpty)
            return null;

        ResolutionPass? pass = null;
        for (var position = 0; position < message.Recipients.Count; position++)
        {
            if (TryRead(message.Recipients[position].Address, organization.DefaultDomain, out var native) && !directory.NamesOf(native).IsEmpty)
                (pass ??= new ResolutionPass(message, organization, sender)).Add(position, native);
        }

        return pass?.Run();
    }

    /// <summary>What an envelope address stands for; false when routing will refuse it.</summary>
    internal static bool TryRead(string address, string defaultDomain, [NotNullWhen(true)] out NativeAddress? native)
    {
        native = null;
        return SmtpAddress.TryParse(address, out var smtp, out _) && Imcea.TryResolve(smtp, defaultDomain, out native, out _);
    }

    /// <summary>The ORCPT that whoever a recipient of the envelope leads to gets: its own, or the address that it had.</summary>
    internal static string OriginalRecipientOf(EnvelopeRecipient recipient) => recipient.OriginalRecipient ?? $"rfc822;{Xtext.Encode(recipient.Address)}";

    private static Recipient? FindSender(string reversePath, OrganizationState organization) =>
        !organization.Recipients.IsEmpty
        && TryRead(reversePath, organization.DefaultDomain, out var native)
        && organization.Recipients.NamesOf(native) is [var name]
            ? organization.Recipients.Find(name)
            : null;

    // A group counts as one recipient, and the limit of the sender replaces that of the organization.
    private static SmtpResponse? RefusalOfAll(ResolutionRequest message, Recipient? sender, TransportConfig config) =>
        message.Recipients.Count > (sender?.RecipientLimits ?? config.MaxRecipientEnvelopeLimit ?? int.MaxValue) ? StandardResponses.RecipientLimit
        : sender is not null && !sender.MaxSendSize.Allows(message.Size) ? StandardResponses.SenderSizeLimit
        : null;
}
