using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Configuration;

/// <summary>Name, range, default and meaning of every parameter of an <see cref="AcceptedDomain"/>.</summary>
public static class AcceptedDomainParameters
{
    public static ParameterTable<AcceptedDomain> Table { get; } = new ParameterTableBuilder<AcceptedDomain>(new AcceptedDomain("", ""))
        .Text("Name", ObjectName.Allowed, d => d.Name, (d, v) => d with { Name = v }, "The name of the object.", ObjectName.IsValid)
        .Text("DomainName", "a domain such as contoso.com or *.contoso.com, at most 256 characters",
            d => d.DomainName, (d, v) => d with { DomainName = Normal(v) },
            "The domain; with *. also everything below it.", domain => DomainPattern.TryParse(domain, out _, out _))
        .Choice<AcceptedDomainType>("DomainType", d => d.DomainType, (d, v) => d with { DomainType = v },
            "What happens to recipients that are not known here.")
        .Boolean("MatchSubDomains", d => d.MatchSubDomains, (d, v) => d with { MatchSubDomains = v },
            "Whether a plain domain also stands for everything below it.")
        .Boolean("IsDefault", d => d.IsDefault, (d, v) => d with { IsDefault = v },
            "Whether IMCEA addresses, message ids and postmaster use this domain.")
        .Build();

    // Lower case and A-labels: DomainName is the key of the object. Only text that parses gets here.
    private static string Normal(string domain) =>
        DomainPattern.TryParse(domain, out var pattern, out var error) ? pattern.Normal : throw new FormatException(error.ToString());
}
