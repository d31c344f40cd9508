using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>Recipients, and what the directory makes of them, for golden bytes.</summary>
internal static class RecipientSamples
{
    public static Recipient User { get; } = new()
    {
        Type = RecipientType.MailUser,
        Name = "Jane",
        Alias = "jane",
        DisplayName = "Jané Doe",
        EmailAddresses = [Address("jane@contoso.com"), Address("FAX:+1425")],
        ExternalEmailAddress = Address("jane@contoso.com"),
        ForwardingAddress = "Faxe Zürich",
        ForwardingSmtpAddress = "jane@elsewhere.example",
        DeliverToMailboxAndForward = true,
        MaxReceiveSize = UnlimitedSize.FromBytes(10240),
        MaxSendSize = UnlimitedSize.FromBytes(20480),
        RecipientLimits = 20,
        RequireSenderAuthenticationEnabled = true,
        AcceptMessagesOnlyFromSendersOrMembers = ["Faxe Zürich"],
        RejectMessagesFromSendersOrMembers = ["Jane"]
    };

    public static Recipient Group { get; } = new()
    {
        Type = RecipientType.MailUniversalDistributionGroup,
        Name = "Faxe Zürich",
        Alias = "faxe",
        EmailAddresses = [Address("faxe@contoso.com")],
        Members = ["Jane", "Fax"],
        ManagedBy = ["Jane"],
        ReportToOriginatorEnabled = false
    };

    public static Recipient Contact { get; } = new()
    {
        Type = RecipientType.MailContact,
        Name = "Fax",
        Alias = "fax",
        EmailAddresses = [Address("fax@contoso.com"), Address("X400:c=US;a= ;p=Contoso;s=Doe;")],
        ExternalEmailAddress = Address("FAX:+14255550100")
    };

    public static OrganizationState Organization { get; } = OrganizationState.Restore(
        7, [], [], [SerializedSamples.AcceptedDomain], new TransportConfig(), [User, Group, Contact]);

    public static RecipientsResolved Resolved { get; } = new(SerializedSamples.Now,
    [
        new ResolvedMessage(
            SerializedSamples.First,
            [new RewrittenRecipient(0, new EnvelopeRecipient("jane@contoso.com", DsnNotify.Success, "rfc822;j@contoso.com", "AAEC"))],
            [new ExpandedRecipient(1, OwesDsn: true), new ExpandedRecipient(2, OwesDsn: false)],
            [new FailedRecipient(SerializedSamples.First, 3, "550 5.4.6 loop", OwesDsn: true)],
            [
                new NewRecipient(new EnvelopeRecipient("IMCEAFAX-1@contoso.com", DsnNotify.Never, "rfc822;all@contoso.com")),
                new NewRecipient(new EnvelopeRecipient("small@contoso.com"), "550 5.2.3 large", OwesDsn: true)
            ]),
        new ResolvedMessage(SerializedSamples.Second, [], [], [], [])
    ]);

    public static RecipientsResolved ResolvedForManager { get; } = new(SerializedSamples.Now,
    [
        new ResolvedMessage(
            SerializedSamples.First, [], [new ExpandedRecipient(1, OwesDsn: false)], [],
            [new NewRecipient(new EnvelopeRecipient("IMCEAFAX-1@contoso.com", DsnNotify.Failure, "rfc822;all@contoso.com") { ReportTo = "boss@contoso.com" })])
    ]);

    /// <summary>A second resolution, of a message that was resubmitted.</summary>
    public static RecipientsResolved ResolvedAgain { get; } = new(SerializedSamples.Now,
    [
        new ResolvedMessage(
            SerializedSamples.First, [new RewrittenRecipient(4, new EnvelopeRecipient("IMCEAFAX-2@contoso.com", DsnNotify.Never, "rfc822;all@contoso.com"))], [], [],
            [new NewRecipient(new EnvelopeRecipient("IMCEAFAX-3@contoso.com", DsnNotify.Never, "rfc822;all@contoso.com")) { LookUpAddress = "fax@contoso.com" }])
    ]);

    /// <summary>A message with a recipient that is known under another address in the organization.</summary>
    public static CategorizerState LookedUp()
    {
        var state = new CategorizerState();
        state.Restore(MessageEntry.Restore(
            SerializedSamples.Full,
            [
                new RecipientState(RecipientOutcome.Pending, null, null, null),
                new RecipientState(RecipientOutcome.Expanded, null, SerializedSamples.Now, null),
                new RecipientState(RecipientOutcome.Failed, "550 5.1.3 no", SerializedSamples.Now, null),
                new RecipientState(RecipientOutcome.Pending, null, null, null) { LookUpAddress = "fax@contoso.com" }
            ],
            [], lastOrdinal: 0, dsnCount: 0, delayReported: false, claimedBy: null,
            new ResolvedRecipients([], [new EnvelopeRecipient("IMCEAFAX-1@contoso.com", DsnNotify.Never, "rfc822;x")])));
        return state;
    }

    /// <summary>A message whose first recipient was rewritten and whose second one was expanded to one that waits and one that failed.</summary>
    public static CategorizerState Categorizer()
    {
        var state = new CategorizerState();
        state.Restore(MessageEntry.Restore(
            SerializedSamples.Full,
            [
                new RecipientState(RecipientOutcome.Pending, null, null, null),
                new RecipientState(RecipientOutcome.Expanded, null, SerializedSamples.Now, DsnKind.Expanded),
                new RecipientState(RecipientOutcome.Failed, "550 5.1.3 no", SerializedSamples.Now, null),
                new RecipientState(RecipientOutcome.Pending, null, null, null),
                new RecipientState(RecipientOutcome.Failed, "550 5.2.3 large", SerializedSamples.Now, DsnKind.Failed)
            ],
            [], lastOrdinal: 0, dsnCount: 0, delayReported: false, claimedBy: null,
            new ResolvedRecipients(
                [new RewrittenRecipient(0, new EnvelopeRecipient("jane@contoso.com", DsnNotify.Success, "rfc822;j@contoso.com"))],
                [new EnvelopeRecipient("IMCEAFAX-1@contoso.com", DsnNotify.Never, "rfc822;x"), new EnvelopeRecipient("small@contoso.com")])));
        return state;
    }

    private static NativeAddress Address(string text) =>
        NativeAddress.TryParse(text, out var address, out var error) ? address : throw new ArgumentException(error.ToString());
}
