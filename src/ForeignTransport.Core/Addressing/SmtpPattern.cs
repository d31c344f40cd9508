using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>An SMTP space: <c>*</c>, <c>contoso.com</c> or <c>*.contoso.com</c>, compared with the domain of the recipient.</summary>
internal sealed class SmtpPattern(DomainPattern domain) : AddressPattern
{
    private const string EdgeAcceptedDomains = "--";

    public override string Normal => domain.Normal;

    public override Specificity Specificity => domain.Specificity;

    public static bool TryParse(string space, [NotNullWhen(true)] out AddressPattern? pattern, [NotNullWhen(false)] out TransportError? error)
    {
        pattern = null;
        if (space == EdgeAcceptedDomains)
        {
            error = ErrorCatalogue.EdgeOnlySpace.With(SingleLine.Quote(space));
            return false;
        }

        if (DomainPattern.TryParseSpace(space, out var domain, out error))
        {
            pattern = new SmtpPattern(domain);
        }

        return pattern is not null;
    }

    public override bool Matches(NativeAddress address) => domain.MatchesAscii(address.AsciiDomain(), matchSubDomains: false);
}
