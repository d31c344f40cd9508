using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Configuration;

/// <summary>The object that a command is about.</summary>
internal static class CommandTarget
{
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
