using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Configuration;

/// <summary>Name, range, default and meaning of every parameter of an <see cref="AcceptedDomain"/>.</summary>
public static class AcceptedDomainParameters
{
    private const int MaximumDomainLength = 256;

    public static ParameterTable<AcceptedDomain> Table { get; } = new ParameterTableBuilder<AcceptedDomain>(new AcceptedDomain("", ""))
        .Text("Name", ObjectName.Allowed, d => d.Name, (d, v) => d with { Name = v }, "The name of the object.", ObjectName.IsValid)
        .Text("DomainName", "a domain such as contoso.com or *.contoso.com, at most 256 characters",
            d => d.DomainName, (d, v) => d with { DomainName = v.ToLowerInvariant() },
            "The domain; with *. also everything below it.", IsDomainPattern)
        .Choice<AcceptedDomainType>("DomainType", d => d.DomainType, (d, v) => d with { DomainType = v },
            "What happens to recipients that are not known here.")
        .Boolean("MatchSubDomains", d => d.MatchSubDomains, (d, v) => d with { MatchSubDomains = v },
            "Whether a plain domain also stands for everything below it.")
        .Boolean("IsDefault", d => d.IsDefault, (d, v) => d with { IsDefault = v },
            "Whether IMCEA addresses, message ids and postmaster use this domain.")
        .Build();

    // An accepted domain is written like the address space of a connector, which knows the rules of labels and wildcards.
    private static bool IsDomainPattern(string domain) =>
        domain.Length is > 0 and <= MaximumDomainLength
        && domain is not ("*" or "--")
        && domain.AsSpan().IndexOfAny(':', ';') < 0
        && AddressSpace.TryParse($"SMTP:{domain};1", out _, out _);
}
