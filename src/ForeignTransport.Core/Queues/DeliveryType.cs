namespace ForeignTransport.Core.Queues;

/// <summary>How the messages of a queue go on. The names are Exchange's; all of them are accepted in filters.</summary>
public enum DeliveryType
{
    /// <summary>The Submission and Poison message queues.</summary>
    Undefined = 0,
    DeliveryAgent = 1,
    DnsConnectorDelivery = 2,

    /// <summary>A Foreign connector writes the message into a Drop directory of this server.</summary>
    NonSmtpGatewayDelivery = 3,
    SmartHostConnectorDelivery = 4,
    SmtpDeliveryToMailbox = 5,

    /// <summary>The connector's source servers are all other servers; one of them writes the message.</summary>
    SmtpRelayToConnectorSourceServers = 6,
    SmtpRelayToDag = 7,
    SmtpRelayToMailboxDeliveryGroup = 8,
    SmtpRelayToRemoteActiveDirectorySite = 9,
    SmtpRelayToServers = 10,
    SmtpRelayWithinAdSiteToEdge = 11,
    ShadowRedundancy = 12,
    Unreachable = 13,

    // Reserved, unused or of older releases: read in filters, never produced.
    Heartbeat = 14,
    MapiDelivery = 15,
    SmtpDeliveryToExo = 16,
    SmtpRelayToRemoteForest = 17,
    SmtpRelayToTiRg = 18,
    SmtpRelayWithinAdSite = 19
}

/// <summary>The category that follows from the delivery type.</summary>
public static class DeliveryTypeCategory
{
    /// <summary>External for the four types that leave the organization, else Internal.</summary>
    public static NextHopCategory Category(this DeliveryType type) => type switch
    {
        DeliveryType.DeliveryAgent or DeliveryType.DnsConnectorDelivery
            or DeliveryType.NonSmtpGatewayDelivery or DeliveryType.SmartHostConnectorDelivery => NextHopCategory.External,
        _ => NextHopCategory.Internal
    };
}
