using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>The commands about accepted domains: one of them is always the default, as soon as there is one that can be.</summary>
internal static class AcceptedDomainDecisions
{
    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.NewAcceptedDomain create)
    {
        // Through the table, so that the name of the domain gets its normal form.
        var changes = ParameterChanges.Of(("Name", create.Name), ("DomainName", create.DomainName));
        if (!AcceptedDomainParameters.Table.TryApply(new AcceptedDomain("", ""), changes, out var domain, out var error))
            return OrganizationDecision.Refused(error);
        if (state.AllDomains.Any(other => other.DomainName == domain.DomainName))
            return OrganizationDecision.Refused(ErrorCatalogue.NameInUse.With($"DomainName {SingleLine.Quote(domain.DomainName)}"));
        return OrganizationDecision.Accepted(new OrganizationEvent.AcceptedDomainSet(
            domain with { DomainType = create.DomainType, IsDefault = state.DefaultAcceptedDomain is null && !domain.IsWildcard }));
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.SetAcceptedDomain set)
    {
        if (!state.TryFindAcceptedDomain(set.Identity, out var domain))
            return OrganizationDecider.NotFound("accepted domain", set.Identity);
        if (domain.IsDefault && set.MakeDefault == false)
            return OrganizationDecision.Refused(ErrorCatalogue.DefaultDomainRequired.With($"MakeDefault of {domain.Name}"));

        var changed = domain with
        {
            Name = set.Name?.Trim() ?? domain.Name,
            DomainType = set.DomainType ?? domain.DomainType,
            MatchSubDomains = set.MatchSubDomains ?? domain.MatchSubDomains,
            IsDefault = domain.IsDefault || set.MakeDefault == true
        };
        if (changed == domain)
            return OrganizationDecision.Accepted();

        var events = ImmutableArray.CreateBuilder<OrganizationEvent>(2);
        if (changed.IsDefault && state.DefaultAcceptedDomain is { } former && former.DomainName != changed.DomainName)
            events.Add(new OrganizationEvent.AcceptedDomainSet(former with { IsDefault = false }));
        events.Add(new OrganizationEvent.AcceptedDomainSet(changed));
        return OrganizationDecision.Accepted(events.ToImmutable());
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.RemoveAcceptedDomain remove)
    {
        if (!state.TryFindAcceptedDomain(remove.Identity, out var domain))
            return OrganizationDecider.NotFound("accepted domain", remove.Identity);
        return domain.IsDefault
            ? OrganizationDecision.Refused(ErrorCatalogue.DefaultDomainRequired.With($"{domain.Name} is the default"))
            : OrganizationDecision.Accepted(new OrganizationEvent.AcceptedDomainRemoved(domain.DomainName));
    }
}
