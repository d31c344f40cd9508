using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>The commands about texts for notifications. Language, audience and code are the identity of one and never change.</summary>
internal static class SystemMessageDecisions
{
    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.NewSystemMessage create)
    {
        if (!SystemMessageParameters.Table.TryApply(SystemMessage.Blank, create.Changes, out var message, out var error))
            return OrganizationDecision.Refused(error);
        return state.SystemMessages.ContainsKey(message.Identity)
            ? OrganizationDecision.Refused(ErrorCatalogue.NameInUse.With($"system message {SingleLine.Quote(message.Identity)}") with { Parameter = "DsnCode" })
            : OrganizationDecision.Accepted(new OrganizationEvent.SystemMessageSet(message));
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.SetSystemMessage set)
    {
        if (!state.SystemMessages.TryGetValue(set.Identity, out var message))
            return NotFound(set.Identity);
        if (!SystemMessageParameters.Table.TryApply(message, set.Changes, out var changed, out var error))
            return OrganizationDecision.Refused(error);
        if (changed == message)
            return OrganizationDecision.Accepted();
        return changed.Identity == message.Identity
            ? OrganizationDecision.Accepted(new OrganizationEvent.SystemMessageSet(changed))
            : OrganizationDecision.Refused(ErrorCatalogue.UnknownParameter.With($"{message.Identity}: only Text can be changed"));
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.RemoveSystemMessage remove) =>
        state.SystemMessages.TryGetValue(remove.Identity, out var message)
            ? OrganizationDecision.Accepted(new OrganizationEvent.SystemMessageRemoved(message.Identity))
            : NotFound(remove.Identity);

    private static OrganizationDecision NotFound(string identity) => OrganizationDecider.NotFound("system message", identity);
}
