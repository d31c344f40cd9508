using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Core.Connectors;

/// <summary>The outcomes of routing that senders and operators see, in Exchange's words where they are documented.</summary>
public static class RoutingDiagnostics
{
    /// <summary>LastError in the Unreachable queue.</summary>
    public const string NoMatchingConnector = "A matching connector cannot be found to route the external recipient";

    /// <summary>The recipient of an authoritative domain is unknown.</summary>
    public static Route.Failed RecipientNotFound { get; } = With(StandardResponses.RecipientNotFound);

    /// <summary>The legacy directory name is unknown.</summary>
    public static Route.Failed LegacyNameNotFound { get; } = With(StandardResponses.ExRecipientNotFound);

    /// <summary>The X.400 address cannot be parsed.</summary>
    public static Route.Failed InvalidX400Address { get; } = With(StandardResponses.InvalidX400Address);

    /// <summary>The text is not an SMTP address.</summary>
    public static Route.Failed InvalidRecipientAddress { get; } = With(StandardResponses.InvalidRecipientAddress);

    /// <summary>The IMCEA address cannot be decoded, is too long, or is of a type that is never encapsulated.</summary>
    public static Route.Failed InvalidEncapsulatedAddress { get; } = With(StandardResponses.InvalidEncapsulatedAddress);

    /// <summary>Every connector that serves the recipient has too small a limit.</summary>
    public static Route.Failed TooLarge { get; } = With(StandardResponses.SizeLimit);

    /// <summary>No connector serves the address type.</summary>
    public static Route.Failed NoConnector { get; } = With(StandardResponses.NoConnector);

    private static Route.Failed With(SmtpResponse response) => new(response.EffectiveStatus.ToString(), response.ToString());
}
