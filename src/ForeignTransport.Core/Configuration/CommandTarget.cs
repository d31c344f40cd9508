using System.Collections.Immutable;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>The object that a command is about.</summary>
public static class CommandTarget
{
    /// <summary>
    /// Of the changes that a command made, the one of the object that it is about: others come with it, such as that of the domain that was the default before. Null when that
    /// object was not changed.
    /// </summary>
    /// <param name="state">The organization before, as it is known here; it may be a moment old.</param>
    /// <param name="command">The command.</param>
    /// <param name="changes">What became of objects.</param>
    /// <param name="kind">What the object is.</param>
    public static ObjectChange? ChangeOf(OrganizationState? state, OrganizationCommand command, ImmutableArray<ObjectChange> changes, ObjectKind kind)
    {
        ArgumentNullException.ThrowIfNull(command);
        return state is not null && Find(state, command) is { } target
            ? changes.FirstOrDefault(change => change.Before is { } before && before.Kind == target.Kind && before.Identity.Equals(target.Identity, StringComparison.OrdinalIgnoreCase))
            : changes.FirstOrDefault(change => change.Kind == kind && change.Before is null) ?? changes.LastOrDefault(change => change.Kind == kind);
    }

    /// <summary>The object as it is now; null for a command that creates, for one about many objects, and for an object that does not exist.</summary>
    public static ObjectDocument? Find(OrganizationState state, OrganizationCommand command) => command switch
    {
        OrganizationCommand.SetForeignConnector set => Connector(state, set.Identity),
        OrganizationCommand.RemoveForeignConnector remove => Connector(state, remove.Identity),
        OrganizationCommand.SetTransportService set => Service(state, set.Identity),
        OrganizationCommand.RemoveTransportServer remove => Service(state, remove.Name),
        OrganizationCommand.SetAcceptedDomain set => Domain(state, set.Identity),
        OrganizationCommand.RemoveAcceptedDomain remove => Domain(state, remove.Identity),
        OrganizationCommand.SetRecipient set => Recipient(state, set.Type, set.Identity),
        OrganizationCommand.RemoveRecipient remove => Recipient(state, remove.Type, remove.Identity),
        OrganizationCommand.AddGroupMember add => Recipient(state, RecipientType.MailUniversalDistributionGroup, add.Identity),
        OrganizationCommand.RemoveGroupMember remove => Recipient(state, RecipientType.MailUniversalDistributionGroup, remove.Identity),
        OrganizationCommand.SetSystemMessage set => Message(state, set.Identity),
        OrganizationCommand.RemoveSystemMessage remove => Message(state, remove.Identity),
        OrganizationCommand.SetTransportConfig => ObjectDocument.Of(state.TransportConfig),
        _ => null
    };

    private static ObjectDocument? Connector(OrganizationState state, string identity) =>
        state.TryFindConnector(identity, out var connector) ? ObjectDocument.Of(connector) : null;

    private static ObjectDocument? Service(OrganizationState state, string identity) =>
        state.TransportServices.TryGetValue(identity, out var service) ? ObjectDocument.Of(service) : null;

    private static ObjectDocument? Domain(OrganizationState state, string identity) =>
        state.TryFindAcceptedDomain(identity, out var domain) ? ObjectDocument.Of(domain) : null;

    private static ObjectDocument? Message(OrganizationState state, string identity) =>
        state.SystemMessages.TryGetValue(identity, out var message) ? ObjectDocument.Of(message) : null;

    private static ObjectDocument? Recipient(OrganizationState state, RecipientType type, string identity) =>
        state.Recipients.TryFind(identity, out var recipient) && recipient.Type == type ? ObjectDocument.Of(recipient) : null;
}
