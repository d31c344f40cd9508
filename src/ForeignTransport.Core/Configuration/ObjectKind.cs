namespace ForeignTransport.Core.Configuration;

/// <summary>The kinds of objects of the organization. The numbers are written into messages: never reuse one.</summary>
public enum ObjectKind
{
    ForeignConnector = 1,
    TransportService = 2,
    AcceptedDomain = 3,
    TransportConfig = 4,
    MailContact = 60,
    MailUser = 61,
    DistributionGroup = 62,
    SystemMessage = 63,

    /// <summary>A queue that is suspended; one that is not is no object of the organization.</summary>
    Queue = 40
}
