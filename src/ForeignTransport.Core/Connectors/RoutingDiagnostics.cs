namespace ForeignTransport.Core.Connectors;

/// <summary>The outcomes of routing that senders and operators see, in Exchange's words where they are documented.</summary>
public static class RoutingDiagnostics
{
    /// <summary>LastError in the Unreachable queue.</summary>
    public const string NoMatchingConnector = "A matching connector cannot be found to route the external recipient";

    /// <summary>The recipient of an authoritative domain is unknown.</summary>
    public static Route.Failed RecipientNotFound { get; } = new("5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found");

    /// <summary>The legacy directory name is unknown.</summary>
    public static Route.Failed LegacyNameNotFound { get; } = new("5.1.1", "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found");

    /// <summary>The X.400 address cannot be parsed.</summary>
    public static Route.Failed InvalidX400Address { get; } = new("5.1.2", "550 5.1.2 RESOLVER.ADR.InvalidX400; invalid X.400 address");

    /// <summary>The text is not an SMTP address.</summary>
    public static Route.Failed InvalidRecipientAddress { get; } = new("5.1.3", "550 5.1.3 STOREDRV.Submit; invalid recipient address");

    /// <summary>The IMCEA address cannot be decoded, is too long, or is of a type that is never encapsulated.</summary>
    public static Route.Failed InvalidEncapsulatedAddress { get; } = new("5.1.3", "550 5.1.3 RESOLVER.ADR.InvalidEncapsulation; invalid address");

    /// <summary>Every connector that serves the recipient has too small a limit.</summary>
    public static Route.Failed TooLarge { get; } = new("5.3.4", "550 5.3.4 ROUTING.SizeLimit; message too large for every route");

    /// <summary>No connector serves the address type.</summary>
    public static Route.Failed NoConnector { get; } = new("5.4.4", "550 5.4.4 ROUTING.NoConnector; no connector serves this address type");
}
