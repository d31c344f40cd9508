using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// One value for every manifest, with every optional field present where a sample has two. The golden files hold their bytes, so a sample
/// never changes: a new field gets a new sample in a new release.
/// </summary>
internal static class SerializedSamples
{
    internal static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    internal static readonly MessageId First = new(0x0190aabbccdd0007, 0x112233445566778f);
    internal static readonly MessageId Second = new(0x0190aabbccde0007, 0xffeeddccbbaa9988);
    internal static readonly Guid Connector = new("00112233-4455-6677-8899-aabbccddeeff");

    public static QueuedMessage Full { get; } = new(
        First,
        new Envelope(
            "sender@contoso.com",
            [
                new EnvelopeRecipient("IMCEAFAX-+2B1425@contoso.com", DsnNotify.Success | DsnNotify.Failure | DsnNotify.Delay, "rfc822;fax+40contoso.com", "AAEC"),
                new EnvelopeRecipient("bücher@contoso.com", DsnNotify.Never)
            ],
            DsnReturn.Headers,
            "QQ314159",
            BodyType.EightBitMime,
            "sender+40contoso.com"),
        [new RefusedRecipient("?", "5.1.3", "550 5.1.3 STOREDRV.Submit; invalid recipient address", DsnNotify.Failure, "rfc822;x")],
        HeadLength: 512,
        Size: 5_000_000_000,
        Subject: "Bestellung für Zürich 語 😀",
        InternetMessageId: "<7@contoso.com>",
        new TraceInfo("MSExchange15", "mail.contoso.com", "BBUG", "Pickup", "203.0.113.9"),
        Now,
        Now.AddDays(2),
        ClaimedBy: "Hub01",
        IsDsn: true,
        HeadOnly: true);

    public static QueuedMessage Bare { get; } = new(
        Second, new Envelope("", [new EnvelopeRecipient("fax@contoso.com")]), [], HeadLength: 0, Size: 0, Subject: "", InternetMessageId: "",
        new TraceInfo(), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.ToUniversalTime(), ClaimedBy: null, IsDsn: false, HeadOnly: false);

    public static ForeignConnector ForeignConnector { get; } = new()
    {
        Id = Connector,
        Name = "Fax Gateway",
        AddressSpaces = [Space("FAX:*;5"), Space("*.fax.contoso.com;1")],
        SourceTransportServers = ["Hub01", "Hub02"],
        IsScopedConnector = true,
        Comment = "Second floor",
        DropDirectory = "/var/spool/fax",
        DropDirectoryQuota = UnlimitedSize.FromBytes(10 * 1024 * 1024),
        Enabled = false,
        MaxMessageSize = UnlimitedSize.FromBytes(1024 * 1024),
        RelayDsnRequired = true,
        OneRecipientPerFile = true,
        CreatedBy = "Contoso",
        WhenCreated = Now,
        WhenChanged = Now.AddHours(1)
    };

    public static TransportService TransportService { get; } = new("Hub01")
    {
        Site = "Zürich",
        RootDropDirectoryPath = "/drop",
        PickupDirectoryPath = DirectorySetting.At("/pickup"),
        ReplayDirectoryPath = DirectorySetting.Disabled,
        PickupDirectoryMaxMessagesPerMinute = 100,
        PoisonThreshold = 3
    };

    public static AcceptedDomain AcceptedDomain { get; } = new("Contoso", "contoso.com", AcceptedDomainType.InternalRelay, MatchSubDomains: true, IsDefault: true);

    public static TransportConfig TransportConfig { get; } = new()
    {
        MaxReceiveSize = UnlimitedSize.Unlimited,
        MaxRecipientEnvelopeLimit = null,
        ExternalDelayDsnEnabled = false,
        ExternalPostmasterAddress = "postmaster@contoso.com",
        SiteLinks = [new SiteLink("Zürich", "Bern", 7)]
    };

    public static SystemMessage SystemMessage { get; } = new("de-AT", true, "5.4.4", "Größe &lt; <B>5</B>");

    public static OrganizationState Organization { get; } = OrganizationState.Restore(
        42, [ForeignConnector], [TransportService, new TransportService("Hub02")], [AcceptedDomain], TransportConfig);

    /// <summary>Two messages: one with everything a state can hold, one with nothing.</summary>
    /// <param name="marker">The marker beside the staged file; release 0.1 had none.</param>
    /// <param name="possiblyDelivered">Whether the waiting recipient may have been served; release 0.1 could not say so.</param>
    public static CategorizerState Categorizer(string marker = "", bool possiblyDelivered = false)
    {
        var state = new CategorizerState();
        state.Restore(MessageEntry.Restore(
            Full,
            [
                new RecipientState(RecipientOutcome.Pending, null, null, null, possiblyDelivered),
                new RecipientState(RecipientOutcome.Relayed, null, Now, DsnKind.Relayed),
                new RecipientState(RecipientOutcome.Failed, "550 5.1.3 no", Now.AddSeconds(1), DsnKind.Failed)
            ],
            [new StagedFile(Connector, "Hub01", "/drop/Fax", marker, 3, "20261123120000000-hub01-x-3.eml", [0])],
            lastOrdinal: 4,
            dsnCount: 2,
            delayReported: true,
            claimedBy: null));
        state.Restore(MessageEntry.Restore(
            Bare, [new RecipientState(RecipientOutcome.Pending, null, null, null)], [], lastOrdinal: 0, dsnCount: 0, delayReported: false, claimedBy: "Hub02"));
        state.Remember(new MessageId(1, 2), "Hub03");
        return state;
    }

    /// <summary>A message whose file is published and not confirmed.</summary>
    public static CategorizerState Awaiting()
    {
        var state = new CategorizerState();
        state.Restore(MessageEntry.Restore(
            Bare,
            [new RecipientState(RecipientOutcome.Pending, null, null, null)],
            [],
            lastOrdinal: 2,
            dsnCount: 0,
            delayReported: false,
            claimedBy: null,
            awaiting: [new AwaitingFile(new StagedFile(Connector, "Hub01", "/drop/Fax", "hub01-1", 2, "20261123120000000-hub01-x-2.eml", [0]), Now)]));
        return state;
    }

    /// <summary>A value for every event, by the name of its golden file.</summary>
    public static IReadOnlyDictionary<string, object> Events { get; } = new Dictionary<string, object>
    {
        ["ma"] = new MessagesAccepted([Full, Bare]),
        ["ma-origin"] = new MessagesAccepted([Full with { Origin = new SubmissionOrigin(SubmissionWay.Replay, "Hub02", "Bestellung 語", "büro@contoso.com") }]),
        ["ma-failure-report"] = new MessagesAccepted([Bare with { IsFailureReport = true }]),
        ["ma-priority"] = new MessagesAccepted(
            [Full with { Priority = DeliveryPriority.High }, Bare with { Priority = DeliveryPriority.Normal }, Bare with { Id = new MessageId(1, 2), Priority = DeliveryPriority.Low }]),
        ["ds"] = new DropsStaged(Connector, "Hub01", "/drop/Fax", "",
            [new StagedDrop(First, 1, "a.eml", [0, 1]), new StagedDrop(Second, 2, "b.eml", [300])]),
        ["ds-marker"] = new DropsStaged(Connector, "Hub01", "/drop/Fax", "hub01-1", [new StagedDrop(First, 1, "a.eml", [0, 1])]),
        ["dp"] = new DropsPublished(Now, [new PublishedDrop(First, 1, [0, 1]), new PublishedDrop(Second, 2, [])]),
        ["da"] = new DropsAbandoned([new AbandonedDrop(First, 1, [0, 1])]),
        ["da-possibly-delivered"] = new DropsAbandoned(
            [new AbandonedDrop(First, 1, [0, 1], PossiblyDelivered: true), new AbandonedDrop(Second, 2, [0])]),
        ["rf"] = new RecipientsFailed(Now,
            [new FailedRecipient(First, 0, "550 5.4.4 no", OwesDsn: true), new FailedRecipient(Second, 1, "550 4.4.7 late", OwesDsn: false)]),
        ["dw"] = new DropsAwaiting(Now, [new DropKey(First, 1), new DropKey(Second, 300)]),
        ["rk"] = new ReceiptsTaken(Now,
            [new TakenReceipt(new DropKey(First, 1), null, [0, 1]), new TakenReceipt(new DropKey(Second, 2), "550 5.0.0 GATEWAY.Failed; belegt für Zürich", [])]),
        ["dn"] = new DsnAccepted(First, DsnKind.Delayed, [0, 2], Bare),
        ["oe"] = new OrganizationEvent.ForeignConnectorSet(ForeignConnector),
        ["oe-connector-receipts"] = new OrganizationEvent.ForeignConnectorSet(
            ForeignConnector with { ReceiptMode = ReceiptMode.File, ReceiptTimeout = TimeSpan.FromMinutes(90) }),
        ["oe-connector-removed"] = new OrganizationEvent.ForeignConnectorRemoved(Connector),
        ["oe-connector-removed-at"] = new OrganizationEvent.ForeignConnectorRemoved(Connector, Now),
        ["oe-service-set"] = new OrganizationEvent.TransportServiceSet(TransportService),
        ["oe-service-draining"] = new OrganizationEvent.TransportServiceSet(new TransportService("Hub01") { ComponentState = ComponentState.Draining }),
        ["oe-service-removed"] = new OrganizationEvent.TransportServiceRemoved("Hub01"),
        ["oe-domain-set"] = new OrganizationEvent.AcceptedDomainSet(AcceptedDomain),
        ["oe-domain-removed"] = new OrganizationEvent.AcceptedDomainRemoved("contoso.com"),
        ["oe-config-set"] = new OrganizationEvent.TransportConfigSet(TransportConfig),
        ["oe-config-priorities"] = new OrganizationEvent.TransportConfigSet(new TransportConfig
        {
            PriorityQueuing = new PriorityQueuing
            {
                Enabled = true,
                MaxHighPriorityMessageSize = ByteQuantifiedSize.FromMegabytes(5),
                HighPriorityDelayNotificationTimeout = TimeSpan.FromMinutes(1),
                NormalPriorityDelayNotificationTimeout = TimeSpan.FromMinutes(2),
                LowPriorityDelayNotificationTimeout = TimeSpan.FromMinutes(3),
                HighPriorityMessageExpirationTimeout = TimeSpan.FromHours(1),
                NormalPriorityMessageExpirationTimeout = TimeSpan.FromHours(2),
                LowPriorityMessageExpirationTimeout = TimeSpan.FromDays(3)
            }
        }),
        ["rr"] = RecipientSamples.Resolved,
        ["rr-manager"] = RecipientSamples.ResolvedForManager,
        ["rr-again"] = RecipientSamples.ResolvedAgain,
        ["oe-recipient-set"] = new OrganizationEvent.RecipientSet(RecipientSamples.User),
        ["oe-recipient-renamed"] = new OrganizationEvent.RecipientSet(RecipientSamples.Group, "Former"),
        ["oe-recipient-removed"] = new OrganizationEvent.RecipientRemoved("Faxe Zürich"),
        ["oe-config-languages"] = new OrganizationEvent.TransportConfigSet(new TransportConfig
        {
            InternalDsnDefaultLanguage = "de-AT", ExternalDsnLanguageDetectionEnabled = false, ExternalDsnSendHtml = false
        }),
        ["oe-system-message-set"] = new OrganizationEvent.SystemMessageSet(SystemMessage),
        ["oe-system-message-removed"] = new OrganizationEvent.SystemMessageRemoved(SystemMessage.Identity)
    }.Concat(QueueSamples.Events).ToDictionary();

    /// <summary>A value for every snapshot, by the name of its golden file.</summary>
    public static IReadOnlyDictionary<string, object> Snapshots { get; } = new Dictionary<string, object>
    {
        ["cs"] = CategorizerSnapshotMapping.ToWire(Categorizer()),
        ["cs-marker"] = CategorizerSnapshotMapping.ToWire(Categorizer("hub01-1", possiblyDelivered: true)),
        ["cs-awaiting"] = CategorizerSnapshotMapping.ToWire(Awaiting()),
        ["cs-resolved"] = CategorizerSnapshotMapping.ToWire(RecipientSamples.Categorizer()),
        ["cs-looked-up"] = CategorizerSnapshotMapping.ToWire(RecipientSamples.LookedUp()),
        ["os"] = OrganizationMapping.ToWire(Organization),
        ["os-recipients"] = OrganizationMapping.ToWire(RecipientSamples.Organization),
        ["os-connector-removed"] = OrganizationMapping.ToWire(OrganizationState.Restore(8, [], [], [], new TransportConfig(), connectorRemovedAt: Now)),
        ["os-system-messages"] = OrganizationMapping.ToWire(
            OrganizationState.Restore(8, [], [], [AcceptedDomain], new TransportConfig(), systemMessages: [SystemMessage]))
    }.Concat(QueueSamples.Snapshots).ToDictionary();

    /// <summary>Everything that has golden bytes, by the name of the file: the manifest, then what distinguishes the sample.</summary>
    public static IReadOnlyDictionary<string, object> All => field ??=
        Events.Concat(Snapshots).Concat(MessageSamples.All).ToDictionary(sample => sample.Key, sample => sample.Value);

    /// <summary>The manifest under which a sample is written.</summary>
    public static string ManifestOf(string sample) => sample.Split('-')[0];

    internal static AddressSpace Space(string text) =>
        AddressSpace.TryParse(text, out var space, out var error) ? space : throw new ArgumentException(error.ToString());
}
