using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Core.Tests.Connectors;

/// <summary>Organizations for specs, in few words.</summary>
internal static class Organizations
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static AddressSpace Space(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? space : throw new ArgumentException(error.ToString());

    public static ForeignConnector Connector(string name, params string[] spaces) => new()
    {
        Id = new Guid(name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)), 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]),
        Name = name,
        AddressSpaces = [.. spaces.Select(Space)],
        SourceTransportServers = ["Hub01"]
    };

    public static OrganizationState With(params ForeignConnector[] connectors) => With([], connectors);

    /// <summary>contoso.com is the authoritative default domain; Hub01 to Hub04 are in site S1, Hub11 and Hub12 in S2.</summary>
    public static OrganizationState With(IEnumerable<SiteLink> links, params ForeignConnector[] connectors) =>
        OrganizationState.Restore(
            1,
            connectors,
            [
                new TransportService("Hub01") { Site = "S1" }, new TransportService("Hub02") { Site = "S1" },
                new TransportService("Hub03") { Site = "S1" }, new TransportService("Hub04") { Site = "S1" },
                new TransportService("Hub11") { Site = "S2" }, new TransportService("Hub12") { Site = "S2" },
                new TransportService("Hub21") { Site = "S3" }
            ],
            [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)],
            new TransportConfig { SiteLinks = [.. links] });
}
