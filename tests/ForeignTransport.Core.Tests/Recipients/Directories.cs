using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Core.Tests.Connectors;

namespace ForeignTransport.Core.Tests.Recipients;

/// <summary>Organizations with recipients for specs. contoso.com is the authoritative default domain.</summary>
internal static class Directories
{
    public static OrganizationState With(params Recipient[] recipients) => With(new TransportConfig(), recipients);

    public static OrganizationState With(TransportConfig config, params Recipient[] recipients) => OrganizationState.Restore(
        1,
        [Organizations.Connector("Fax", "FAX:*"), Organizations.Connector("Everything", "SMTP:*")],
        [new TransportService("Hub01") { Site = "S1" }],
        [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true), new AcceptedDomain("Fabrikam", "fabrikam.com")],
        config,
        recipients);

    /// <summary>A mail user with the primary address <c>name@contoso.com</c>; mail goes to the same address unless another one is given.</summary>
    public static Recipient User(string name, string? external = null, params string[] proxies) => new()
    {
        Type = RecipientType.MailUser,
        Name = name,
        Alias = name,
        ExternalEmailAddress = Native(external ?? $"{name}@contoso.com"),
        EmailAddresses = [Native($"{name}@contoso.com"), .. proxies.Select(Native)]
    };

    public static Recipient Contact(string name, string external) => new()
    {
        Type = RecipientType.MailContact,
        Name = name,
        Alias = name,
        ExternalEmailAddress = Native(external),
        EmailAddresses = [Native($"{name}@contoso.com")]
    };

    public static Recipient Group(string name, params string[] members) => new()
    {
        Type = RecipientType.MailUniversalDistributionGroup,
        Name = name,
        Alias = name,
        EmailAddresses = [Native($"{name}@contoso.com")],
        Members = [.. members]
    };

    public static NativeAddress Native(string text) =>
        NativeAddress.TryParse(text, out var address, out var error) ? address : throw new ArgumentException(error.ToString());

    public static OrganizationState Run(OrganizationState state, OrganizationCommand command)
    {
        var decision = OrganizationDecider.Decide(state, command, Organizations.Now, Guid.Empty);
        return decision.IsAccepted
            ? decision.Events.Aggregate(state, (next, happened) => next.Apply(happened))
            : throw new InvalidOperationException(decision.Error!.ToString());
    }

    public static SelectionContext Context(OrganizationState state) => new(state, "Hub01", new HashSet<string> { "Hub01" });
}
