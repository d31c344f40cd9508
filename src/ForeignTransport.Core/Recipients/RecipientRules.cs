using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Recipients;

/// <summary>
/// What must hold for the recipients that a command sets. The others are not looked at: there can be 100,000, and none of them changes.
/// </summary>
internal static class RecipientRules
{
    public static IEnumerable<TransportError> Violations(OrganizationState candidate, ImmutableArray<OrganizationEvent> events) =>
        events.OfType<OrganizationEvent.RecipientSet>()
            .SelectMany(set => Violations(set.Recipient, candidate.Recipients).Select(error => error with { Detail = $"{set.Recipient.Name}: {error.Detail}" }));

    private static IEnumerable<TransportError> Violations(Recipient recipient, RecipientDirectory directory)
    {
        foreach (var error in RecipientParameters.Of(recipient.Type).Violations(recipient))
            yield return error;
        if (directory.NamesOfAlias(recipient.Alias).Length > 1)
            yield return ErrorCatalogue.AliasInUse.With($"Alias {SingleLine.Quote(recipient.Alias)}") with { Parameter = "Alias" };
        foreach (var address in recipient.EmailAddresses.Where(address => directory.NamesOf(address).Length > 1))
            yield return ErrorCatalogue.ProxyAddressInUse.With($"EmailAddresses {SingleLine.Quote(address.ToString())}") with { Parameter = "EmailAddresses" };
        if (recipient.PrimarySmtpAddress is null)
            yield return ErrorCatalogue.PrimaryAddressRequired.With("EmailAddresses") with { Parameter = "EmailAddresses" };
        if (recipient is { IsGroup: false, ExternalEmailAddress: null })
            yield return ErrorCatalogue.ExternalAddressRequired.With("ExternalEmailAddress") with { Parameter = "ExternalEmailAddress" };
        foreach (var unknown in recipient.References.Where(name => directory.Find(name) is null))
            yield return ErrorCatalogue.RecipientUnknown.With(SingleLine.Quote(unknown));
        if (recipient is { ReportToManagerEnabled: true, ReportToOriginatorEnabled: true })
            yield return ErrorCatalogue.TwoReceiversOfReports.With("ReportToManagerEnabled") with { Parameter = "ReportToManagerEnabled" };
        if (recipient.Members.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            yield return ErrorCatalogue.AlreadyMember.With($"Members {SingleLine.Quote(twice.Key)}") with { Parameter = "Members" };
    }
}
