using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>One running server for all specs that only send messages through it; each sends under subjects of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private const string Json =
        """
        {
          "acceptedDomains": [
            { "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "Fax", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"] },
            { "name": "Fax Germany", "addressSpaces": ["FAX:+49*;9"], "sourceTransportServers": ["Hub01"] },
            { "name": "X400", "addressSpaces": ["X400:c=fr;a=atlas;1"], "sourceTransportServers": ["Hub01"] },
            { "name": "Mail", "addressSpaces": ["SMTP:fabrikam.com;1"], "sourceTransportServers": ["Hub01"] },
            { "name": "Pager", "addressSpaces": ["PAGER:*;1"], "sourceTransportServers": ["Hub01"], "oneRecipientPerFile": true },
            { "name": "Relay", "addressSpaces": ["SMTP:relay.example;1"], "sourceTransportServers": ["Hub01"], "relayDsnRequired": true },
            { "name": "Small", "addressSpaces": ["SMTP:small.example;1"], "sourceTransportServers": ["Hub01"], "maxMessageSize": "64KB" }
          ],
          "transportConfig": { "maxSendSize": "unlimited", "maxReceiveSize": "unlimited" }
        }
        """;

    internal ServerFolder Folder { get; } = new();

    internal TransportServer Server { get; private set; } = null!;

    internal static OrganizationDefinition Organization => ServerFolder.Organization(Json);

    public async Task InitializeAsync() => Server = await Folder.StartAsync(Organization);

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>Run one at a time and beside nothing else: whole servers would disturb specs that measure, and one another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndCollection : ICollectionFixture<SharedServer>
{
    public const string Name = "End to end";
}
