using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>A reason to refuse recipients, as an operator's error and as the reply that a DSN reports.</summary>
internal sealed record Refusal(ErrorEntry Entry, string Diagnostic)
{
    public static readonly Refusal HeaderTooLarge = new(ErrorCatalogue.HeaderTooLarge, "550 5.3.4 SUBMIT.HeaderSizeLimit; message header too large");

    public static readonly Refusal MessageTooLarge = new(ErrorCatalogue.MessageTooLarge, "550 5.2.3 RESOLVER.RST.SenderSizeLimit; message too large for this sender");

    public static readonly Refusal TooManyRecipients = new(ErrorCatalogue.TooManyRecipients, "550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients");

    public static readonly Refusal HopCountExceeded = new(ErrorCatalogue.HopCountExceeded, "554 5.4.6 Hop count exceeded - possible mail loop");

    public static readonly Refusal NoRecipients = new(ErrorCatalogue.NoRecipients, "550 5.5.4 SUBMIT.NoRecipients; no recipients");

    public static readonly Refusal InvalidRecipient = new(ErrorCatalogue.InvalidRecipient, "550 5.1.3 STOREDRV.Submit; invalid recipient address");

    public static readonly Refusal MalformedContent = new(ErrorCatalogue.MalformedContent, "550 5.6.0 SUBMIT.InvalidContent; message content is malformed");

    public static readonly Refusal MalformedInjectedHeader = new(ErrorCatalogue.MalformedInjectedHeader, "550 5.6.0 SUBMIT.InvalidContent; message content is malformed");

    /// <summary>Refuses one recipient.</summary>
    public RefusedRecipient Refuse(EnvelopeRecipient recipient) =>
        new(recipient.Address, Entry.Status, Diagnostic, recipient.Notify, recipient.OriginalRecipient);
}
