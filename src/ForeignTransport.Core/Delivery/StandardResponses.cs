using System.Collections.Immutable;
using System.Reflection;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// The answers this server gives itself, by situation, with the codes, tokens and words that Exchange administrators search for.
/// Codes follow RFC 3463.
/// </summary>
public static class StandardResponses
{
    // Addresses.
    public static readonly SmtpResponse RecipientNotFound = Of("550 5.1.1 RESOLVER.ADR.RecipNotFound; not found");
    public static readonly SmtpResponse ExRecipientNotFound = Of("550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found");
    public static readonly SmtpResponse InvalidInSmtp = Of("550 5.1.0 RESOLVER.ADR.InvalidInSmtp; address cannot be used in SMTP");
    public static readonly SmtpResponse InvalidX400Address = Of("550 5.1.2 RESOLVER.ADR.InvalidX400; invalid X.400 address");
    public static readonly SmtpResponse InvalidEncapsulatedAddress = Of("550 5.1.3 RESOLVER.ADR.InvalidEncapsulation; invalid address");
    public static readonly SmtpResponse InvalidRecipientAddress = Of("550 5.1.3 STOREDRV.Submit; invalid recipient address");
    public static readonly SmtpResponse AmbiguousRecipient = Of("550 5.1.4 RESOLVER.ADR.Ambiguous; ambiguous address");
    public static readonly SmtpResponse BadPrimaryAddress = Of("550 5.2.0 RESOLVER.ADR.BadPrimary; invalid primary address");

    // Size, count and permission.
    public static readonly SmtpResponse RecipientSizeLimit = Of("550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient");
    public static readonly SmtpResponse SenderSizeLimit = Of("550 5.2.3 RESOLVER.RST.SenderSizeLimit; message too large for this sender");
    public static readonly SmtpResponse RecipientLimit = Of("550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients");
    public static readonly SmtpResponse NotAuthorized = Of("550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized");
    public static readonly SmtpResponse AuthenticationRequired = Of("550 5.7.1 RESOLVER.RST.AuthRequired; authentication required");

    // Routing.
    public static readonly SmtpResponse NoConnector = Of("550 5.4.4 ROUTING.NoConnector; no connector serves this address type");
    public static readonly SmtpResponse SizeLimit = Of("550 5.3.4 ROUTING.SizeLimit; message too large for every route");
    public static readonly SmtpResponse HopCountExceeded = Of("554 5.4.6 Hop count exceeded - possible mail loop");
    public static readonly SmtpResponse ForwardingLoop = Of("550 5.4.6 RESOLVER.FWD.Loop; recipients forward to one another");

    // Queues.
    public static readonly SmtpResponse QueueExpired = Of("550 4.4.7 QUEUE.Expired; message expired");
    public static readonly SmtpResponse QueueExpiredInDoubt = Of("550 4.4.7 QUEUE.Expired; message expired, it is not known whether it was delivered");
    public static readonly SmtpResponse ReceiptMissing = Of("550 4.4.7 QUEUE.Expired; message expired, the gateway did not confirm that it got it");
    public static readonly SmtpResponse MessageDelayed = Of("400 4.4.7 Message delayed");
    public static readonly SmtpResponse QueueAdmin = Of("550 4.3.2 QUEUE.Admin; message deleted by administrative action");
    public static readonly SmtpResponse PoisonMessage = Of("550 5.3.0 too many related errors");

    // Success. Tracking joins statuses with semicolons, so none of these has one.
    public static readonly SmtpResponse Delivered = Of("250 2.1.5 Recipient OK");
    public static readonly SmtpResponse Expanded = Of("250 2.1.5 Expanded");
    public static readonly SmtpResponse Relayed = Of("250 2.0.0 Relayed");
    public static readonly SmtpResponse WrittenToDropDirectory = Of("250 2.0.0 Written to drop directory");

    /// <summary>All answers, ordered by status and text: for reference pages and for tests that every one is well-formed.</summary>
    public static ImmutableArray<SmtpResponse> All { get; } =
    [
        .. typeof(StandardResponses)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(SmtpResponse))
            .Select(field => (SmtpResponse)field.GetValue(null)!)
            .OrderBy(response => response.EffectiveStatus.ToString(), StringComparer.Ordinal)
            .ThenBy(response => response.ToString(), StringComparer.Ordinal)
    ];

    private static SmtpResponse Of(string text) =>
        SmtpResponse.TryParse(text, out var response)
            ? response
            : throw new InvalidOperationException($"Not an SMTP response: {text}");
}
