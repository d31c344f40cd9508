using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Recipients;

/// <summary>The commands about recipients.</summary>
internal static class RecipientDecisions
{
    private const string PrimarySmtpAddress = "PrimarySmtpAddress";

    /// <summary>A recipient gets what nobody says: an alias of its name, and an address of its alias in the default accepted domain.</summary>
    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.NewRecipient create)
    {
        if (Missing(create) is { } missing)
            return OrganizationDecision.Refused(ErrorCatalogue.MissingParameter.With(missing) with { Parameter = missing });
        var blank = new Recipient { Type = create.Type, Name = "", RequireSenderAuthenticationEnabled = create.Type is RecipientType.MailUniversalDistributionGroup };
        if (!TryApply(state, blank, create.Changes, out var recipient, out var error))
            return OrganizationDecision.Refused(error);
        if (state.Recipients.Find(recipient.Name) is not null)
            return OrganizationDecision.Refused(ErrorCatalogue.NameInUse.With($"recipient {SingleLine.Quote(recipient.Name)}") with { Parameter = "Name" });

        recipient = recipient with { Alias = recipient.Alias.Length > 0 ? recipient.Alias : RecipientAlias.Of(recipient.Name) };
        return OrganizationDecision.Accepted(new OrganizationEvent.RecipientSet(Addressed(state, recipient, state.DefaultDomain)));
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.SetRecipient set)
    {
        if (!TryFind(state, set.Type, set.Identity, out var recipient, out var error)
            || !TryApply(state, recipient, set.Changes, out var changed, out error))
            return OrganizationDecision.Refused(error);

        // Mail for the external address finds the recipient, as long as nothing else was said.
        if (changed.ExternalEmailAddress is { } external && external != recipient.ExternalEmailAddress
            && changed.EmailAddresses.SequenceEqual(recipient.EmailAddresses))
        {
            var rest = changed.EmailAddresses.Select(address => address == recipient.ExternalEmailAddress ? external : address);
            changed = WithExternal(state, changed with { EmailAddresses = [.. rest.Distinct()] });
        }

        if (changed == recipient)
            return OrganizationDecision.Accepted();
        if (changed.Name == recipient.Name)
            return OrganizationDecision.Accepted(new OrganizationEvent.RecipientSet(changed));
        if (state.Recipients.Find(changed.Name) is { } other && other != recipient)
            return OrganizationDecision.Refused(ErrorCatalogue.NameInUse.With($"recipient {SingleLine.Quote(changed.Name)}") with { Parameter = "Name" });
        return OrganizationDecision.Accepted(
        [
            new OrganizationEvent.RecipientSet(changed.Renaming(recipient.Name, changed.Name), recipient.Name),
            .. Renamed(state, recipient, changed.Name)
        ]);
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.RemoveRecipient remove) =>
        TryFind(state, remove.Type, remove.Identity, out var recipient, out var error)
            ? OrganizationDecision.Accepted([new OrganizationEvent.RecipientRemoved(recipient.Name), .. Renamed(state, recipient, null)])
            : OrganizationDecision.Refused(error);

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.AddGroupMember add)
    {
        if (!TryFindMember(state, add.Identity, add.Member, out var group, out var member, out var error))
            return OrganizationDecision.Refused(error);
        return group.Members.Contains(member.Name, StringComparer.OrdinalIgnoreCase)
            ? OrganizationDecision.Refused(ErrorCatalogue.AlreadyMember.With($"{member.Name} in {group.Name}"))
            : OrganizationDecision.Accepted(new OrganizationEvent.RecipientSet(group with { Members = group.Members.Add(member.Name) }));
    }

    public static OrganizationDecision Propose(OrganizationState state, OrganizationCommand.RemoveGroupMember remove)
    {
        if (!TryFindMember(state, remove.Identity, remove.Member, out var group, out var member, out var error))
            return OrganizationDecision.Refused(error);
        var rest = group.Members.Remove(member.Name, StringComparer.OrdinalIgnoreCase);
        return rest.Length == group.Members.Length
            ? OrganizationDecision.Refused(ErrorCatalogue.NotAMember.With($"{member.Name} in {group.Name}"))
            : OrganizationDecision.Accepted(new OrganizationEvent.RecipientSet(group with { Members = rest }));
    }

    /// <summary>
    /// What a file sets: a recipient that it leaves without alias or address gets them as a new one does. A name stands for the recipient of
    /// the file that has it.
    /// </summary>
    public static IEnumerable<OrganizationEvent> Import(OrganizationState state, OrganizationDefinition definition)
    {
        var domain = definition.AcceptedDomains.FirstOrDefault(item => item.IsDefault)?.DomainName ?? state.DefaultAcceptedDomain?.DomainName
            ?? definition.AcceptedDomains.FirstOrDefault(item => !item.IsWildcard)?.DomainName ?? "";
        foreach (var recipient in definition.Recipients)
        {
            var named = recipient with { Alias = recipient.Alias.Length > 0 ? recipient.Alias : RecipientAlias.Of(recipient.Name) };
            var complete = named.PrimarySmtpAddress is null ? Addressed(state, named, domain) : named;
            if (complete != state.Recipients.Find(complete.Name))
                yield return new OrganizationEvent.RecipientSet(complete);
        }
    }

    /// <summary>Refuses to make another type of recipient of one that is there.</summary>
    public static TransportError? OfAnotherType(OrganizationState state, Recipient recipient) =>
        state.Recipients.Find(recipient.Name) is { } present && present.Type != recipient.Type
            ? ErrorCatalogue.WrongRecipientType.With($"{present.Name} is a {present.Type}")
            : null;

    private static string? Missing(OrganizationCommand.NewRecipient create) =>
        IsMissing("Name", create.Changes) ? "Name"
        : create.Type is not RecipientType.MailUniversalDistributionGroup && IsMissing("ExternalEmailAddress", create.Changes) ? "ExternalEmailAddress"
        : null;

    private static bool IsMissing(string name, ParameterChanges changes) =>
        changes.Values.GetValueOrDefault(name) is null or ParameterValue.Scalar { Text: null or "" };

    private static bool TryFindMember(
        OrganizationState state, string identity, string name,
        [NotNullWhen(true)] out Recipient? group, [NotNullWhen(true)] out Recipient? member, [NotNullWhen(false)] out TransportError? error)
    {
        member = null;
        if (!TryFind(state, RecipientType.MailUniversalDistributionGroup, identity, out group, out error))
            return false;
        error = state.Recipients.TryFind(name, out member) ? null : ErrorCatalogue.ObjectNotFound.With($"recipient {SingleLine.Quote(name)}");
        return error is null;
    }

    private static bool TryFind(
        OrganizationState state, RecipientType type, string identity,
        [NotNullWhen(true)] out Recipient? recipient, [NotNullWhen(false)] out TransportError? error)
    {
        error = !state.Recipients.TryFind(identity, out recipient) ? ErrorCatalogue.ObjectNotFound.With($"recipient {SingleLine.Quote(identity)}")
            : recipient.Type != type ? ErrorCatalogue.WrongRecipientType.With($"{recipient.Name} is a {recipient.Type}")
            : null;
        return error is null;
    }

    private static bool TryApply(
        OrganizationState state, Recipient recipient, ParameterChanges given, out Recipient changed, [NotNullWhen(false)] out TransportError? error)
    {
        var rest = given.Values.Where(change => !change.Key.Equals(PrimarySmtpAddress, StringComparison.OrdinalIgnoreCase))
            .Aggregate(ParameterChanges.None, (all, change) => all.With(change.Key, change.Value));
        if (!RecipientParameters.Of(recipient.Type).TryApply(recipient, rest, out changed, out error))
            return false;
        if (given.Values.GetValueOrDefault(PrimarySmtpAddress) is { } primary)
        {
            if (primary is not ParameterValue.Scalar { Text: { } text } || !SmtpAddress.TryParse(text.Trim(), out var smtp, out _))
            {
                error = ErrorCatalogue.InvalidParameter.With($"{PrimarySmtpAddress} {SingleLine.Quote(primary.ToString())}: allowed is an SMTP address")
                    with { Parameter = PrimarySmtpAddress };
                return false;
            }

            var address = new NativeAddress(AddressType.Smtp, smtp.ToString());
            changed = changed with { EmailAddresses = [.. changed.EmailAddresses.Prepend(address).Distinct()] };
        }

        changed = Named(state.Recipients, changed);
        return true;
    }

    // Whoever gives an alias or an address means the recipient that has it. What nobody has stays as it is, for the rules to refuse.
    private static Recipient Named(RecipientDirectory directory, Recipient recipient)
    {
        return recipient with
        {
            Members = Names(recipient.Members),
            ManagedBy = Names(recipient.ManagedBy),
            AcceptMessagesOnlyFromSendersOrMembers = Names(recipient.AcceptMessagesOnlyFromSendersOrMembers),
            RejectMessagesFromSendersOrMembers = Names(recipient.RejectMessagesFromSendersOrMembers),
            ForwardingAddress = Name(recipient.ForwardingAddress)
        };

        ImmutableArray<string> Names(ImmutableArray<string> identities) => [.. identities.Select(Name)];

        string Name(string identity) => identity.Length > 0 && directory.TryFind(identity, out var found) ? found.Name : identity;
    }

    private static Recipient Addressed(OrganizationState state, Recipient recipient, string domain)
    {
        var addresses = recipient.EmailAddresses;
        if (recipient.PrimarySmtpAddress is null)
        {
            if (recipient.ExternalEmailAddress is { Type: AddressType.Smtp } external && IsFree(state, external, recipient.Name))
                addresses = addresses.Insert(0, external);
            else if (domain.Length > 0)
                addresses = addresses.Insert(0, new NativeAddress(AddressType.Smtp, $"{recipient.Alias}@{domain}"));
        }

        return WithExternal(state, recipient with { EmailAddresses = addresses });
    }

    private static bool IsFree(OrganizationState state, NativeAddress address, string name) =>
        state.Recipients.NamesOf(address).All(owner => owner.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Where somebody else has the address, mail for the recipient goes on to that one.
    private static Recipient WithExternal(OrganizationState state, Recipient recipient) =>
        recipient.ExternalEmailAddress is { } external && IsFree(state, external, recipient.Name) && !recipient.EmailAddresses.Contains(external)
            ? recipient with { EmailAddresses = recipient.EmailAddresses.Add(external) }
            : recipient;

    private static IEnumerable<OrganizationEvent> Renamed(OrganizationState state, Recipient recipient, string? name) =>
        state.Recipients.Naming(recipient.Name)
            .Where(other => other.Name != recipient.Name)
            .OrderBy(other => other.Name, StringComparer.OrdinalIgnoreCase)
            .Select(other => new OrganizationEvent.RecipientSet(other.Renaming(recipient.Name, name)));
}
