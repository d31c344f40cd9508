using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Hosting;
using static ForeignTransport.Transport.Tests.Serialization.SerializedSamples;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>
/// A value for every message between servers, by the name of its golden file. As with all of <see cref="SerializedSamples"/>, a sample never
/// changes once a release has written it.
/// </summary>
internal static class MessageSamples
{
    private static readonly DropKey One = new(First, 1);
    private static readonly DropKey Two = new(Second, 300);

    public static IReadOnlyDictionary<string, object> All { get; } = new Dictionary<string, object>
    {
        ["su"] = new CategorizerCommands.Submit(3, [Full, Bare]),
        ["su-origin"] = new CategorizerCommands.Submit(3, [Bare with { Origin = new SubmissionOrigin(SubmissionWay.Http, "Hub01", "HTTP") }]),
        ["fc"] = new CategorizerCommands.ForgetClaims(3, [First, Second]),
        ["rc"] = new CategorizerCommands.ResolveClaims(3, "Hub01", Now),
        ["wk"] = new CategorizerCommands.Wake(1023),
        ["qu"] = new CategorizerQueries.FindUnknown(3, [First, Second]),
        ["qr"] = new CategorizerQueries.FindReleasable(3, [First]),
        ["qc"] = new CategorizerQueries.FindUnclaimed(3, [new StrayFile(First, "20261123120000000-hub01-x-3.eml"), new StrayFile(Second, "語.eml")]),
        ["qp"] = new CategorizerQueries.GetPartition(3),
        ["as"] = new CategorizerReplies.Submitted(3, [First, Second]),
        ["au"] = new CategorizerReplies.Unknown(3, [Second]),
        ["ar"] = new CategorizerReplies.Releasable(3, [First]),
        ["ac"] = new CategorizerReplies.Unclaimed(3, [new StrayFile(First, "a.eml")]),
        ["ap"] = new CategorizerReplies.PartitionSnapshot(3, 1000, 200, 30, 4, 50, "FT-2103 DropDirectoryQuotaExceeded: /drop/Fax"),
        ["qq"] = new CategorizerQueries.GetQueues(3, 1L << 40),
        ["aq"] = new CategorizerReplies.PartitionQueues(3, 1L << 40, [], 0),
        ["aq-queues"] = new CategorizerReplies.PartitionQueues(3, 7,
        [
            new QueueReport(
                new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", Connector), QueueStatus.Retry, 1000, 900,
                new RetryState(3, Now, Now.AddMinutes(2), Now.AddMinutes(3), ErrorCatalogue.DropDirectoryMissing.With("/drop/Fax: 語")), 12.5, 0.25),
            new QueueReport(NextHopSolutionKey.Unreachable, QueueStatus.Ready, 1, Reason: "A matching connector cannot be found")
        ], 2),
        ["aq-priorities"] = new CategorizerReplies.PartitionQueues(3, 7,
        [
            new QueueReport(NextHopSolutionKey.Unreachable, QueueStatus.Retry, 1000, 600)
            {
                Priorities = new PriorityShare(300, 400),
                RetryingPriorities = new PriorityShare(200, 7)
            }
        ], 0),
        ["qd"] = new CategorizerQueries.CountDeliveries(3, "Hub01"),
        ["ad"] = new CategorizerReplies.Deliveries(3, 200, IsFinal: true),
        ["qa"] = new CategorizerQueries.FindAwaitedDirectories(3),
        ["aa"] = new CategorizerReplies.AwaitedDirectories(3, [new AwaitedDirectory("Hub01", "/drop/語", "hub01.1.marker"), new AwaitedDirectory("Hub02", @"C:\Drop", "")]),
        ["st"] = new DeliveryCommands.StageDrops(Connector, 1L << 40,
        [
            new DeliveryCommands.DropToStage(One, "20261123120000000-hub01-x-1.eml", Full.Envelope, Full.Trace, Full.Size, PossibleDuplicate: true),
            new DeliveryCommands.DropToStage(Two, "b.eml", Bare.Envelope, Bare.Trace, 0, PossibleDuplicate: false)
        ]),
        ["pu"] = new DeliveryCommands.PublishDrops(Connector, 7, "/drop/Fax", "hub01-1",
            [new DeliveryCommands.DropToPublish(One, "a.eml"), new DeliveryCommands.DropToPublish(Two, "b.eml")], FirstTry: true),
        ["pu-withdraw"] = new DeliveryCommands.PublishDrops(Connector, 7, "/drop/Fax", "hub01-1",
            [new DeliveryCommands.DropToPublish(One, "a.eml", Withdraw: true), new DeliveryCommands.DropToPublish(Two, "b.eml")], FirstTry: false),
        ["sd"] = new DeliveryReplies.Staged(7, new StagingResult("/drop/Fax", "hub01-1", [One, Two], [], null)),
        ["sd-deferred"] = new DeliveryReplies.Staged(7, new StagingResult(
            null, null, [], [new FailedDrop(One, "550 5.6.0 no"), new FailedDrop(Two, "")], ErrorCatalogue.DropDirectoryQuotaExceeded.With("/drop/Fax: 語"))),
        ["pd"] = new DeliveryReplies.Published(7, "Hub01", new PublishingResult([One], [Two], null)),
        ["pd-elsewhere"] = new DeliveryReplies.Published(
            7, "Hub02", new PublishingResult([], [], ErrorCatalogue.DropDirectoryNotWritable.With("/drop/Fax"), IsElsewhere: true)),
        ["pd-withdrawn"] = new DeliveryReplies.Published(7, "Hub01", new PublishingResult([One], [], null) { Withdrawn = [Two] }),
        ["ua"] = new DeliveryReplies.Unavailable(7, ErrorCatalogue.NoSourceServerReachable.With("Fax Gateway")),
        ["qt"] = new DeliveryQueries.TestDropDirectory(Connector, 42),
        ["at"] = new DeliveryReplies.DropDirectoryTested(new DropDirectoryFacts("Hub01")
        {
            Path = "/drop/Fax",
            IsOwn = true,
            Trials =
            [
                new DropDirectoryTrial(DropDirectoryStep.Resolve, null),
                new DropDirectoryTrial(DropDirectoryStep.Publish, ErrorCatalogue.DropDirectoryNotWritable.With("/drop/Fax: 語"))
            ],
            IsOneVolume = false,
            FreeSpace = 5_000_000_000,
            FilesWaiting = 7,
            BytesWaiting = 1 << 20,
            BytesCounted = 2 << 20,
            Marker = "Hub01.1.marker",
            MarkersSeen = ["Hub01.1.marker", "Hub02.2.marker"]
        }),
        ["at-nothing"] = new DeliveryReplies.DropDirectoryTested(DropDirectoryFacts.Of("Hub01", ErrorCatalogue.SourceServerSilent.With("Hub01"))),
        ["tr"] = new CategorizerCommands.TakeReceipts(7,
        [
            new GatewayReceipt(new DropKey(First, 1), "a.eml", IsDelivered: true, null),
            new GatewayReceipt(new DropKey(Second, 2), "b.eml", IsDelivered: false, "line is busy")
        ]),
        ["rj"] = new CategorizerReplies.ReceiptsJudged(7,
        [
            new ReceiptVerdict(new GatewayReceipt(new DropKey(First, 1), "a.eml", IsDelivered: true, null), ReceiptJudgement.Recorded),
            new ReceiptVerdict(new GatewayReceipt(new DropKey(Second, 2), "b.eml", IsDelivered: false, "no"), ReceiptJudgement.Early),
            new ReceiptVerdict(new GatewayReceipt(new DropKey(Second, 3), "c.eml", IsDelivered: true, null), ReceiptJudgement.Unknown)
        ]),
        ["qf"] = new ServerQueries.GetFacts("Hub01"),
        ["af"] = new ServerFacts(
            "Hub01", "0.2.0", Now, "/var/lib/foreign-transport", "/in/pickup", "/in/replay", "/drop", "http://127.0.0.1:8558/", 42, 8, 5_000_000_000, true, 7, 3),
        ["af-resources"] = new ServerFacts("Hub01", "0.2.0", Now, "/data", null, null, null, null, 1, 16, 3, true, 0, 0)
        {
            Resources =
            [
                new ResourceUse(
                    "UsedDiskSpace[/data]", "%", 97, new PressureThresholds(89, 99, 90, 80), PressureLevel.Medium, Now, true,
                    "UsedDiskSpace[/data] is 97% (Medium from 89% on, until it falls to 80%)"),
                new ResourceUse(
                    "DatabaseLag", "ms", 3, new PressureThresholds(5000, 30000, 20000, 2000) { HistoryDepth = 10 }, PressureLevel.Low, null, false,
                    "DatabaseLag is 3 ms (Low, Medium from 5000 ms on)")
            ]
        },
        ["af-receipts"] = new ServerFacts("Hub01", "0.2.0", Now, "/data", null, null, null, null, 1, 16, 3, false, 0, 0) { Receipts = new ReceiptCounts(17, 4) },
        ["af-tracking"] = new ServerFacts("Hub01", "0.2.0", Now, "/data", null, null, null, null, 1, 16, 3, false, 0, 0) { MessageTracking = "/data/MessageTracking" },
        ["af-disabled"] = new ServerFacts("Hub02", "0.2.0", Now, "/data", null, null, null, null, 0, 0, 0, false, 0, 0),
        ["co-new-connector"] = Change(new OrganizationCommand.NewForeignConnector(
            "Fax Gateway", [Space("FAX:*;5"), Space("X400:c=US;a=Fabrikam;p=Contoso;5")], ["Hub01", "Hub02"], IsScopedConnector: true)),
        ["co-set-connector"] = Change(new OrganizationCommand.SetForeignConnector("Fax Gateway", ParameterChanges.Of(
            ("AddressSpaces", ParameterValue.Edit(["FAX:*;1"], ["contoso.com"])),
            ("Comment", ParameterValue.Null),
            ("DropDirectory", ""),
            ("Enabled", ParameterValue.Of(false)),
            ("SourceTransportServers", ParameterValue.OfList("Hub01", "Hub02"))))),
        ["co-remove-connector"] = Change(new OrganizationCommand.RemoveForeignConnector(@"Hub01\Fax Gateway")),
        ["co-new-recipient"] = Change(new OrganizationCommand.NewRecipient(RecipientType.MailContact, ParameterChanges.Of(
            ("Name", "Fax"), ("ExternalEmailAddress", "FAX:+1425")))),
        ["co-set-recipient"] = Change(new OrganizationCommand.SetRecipient(RecipientType.MailUniversalDistributionGroup, "all", ParameterChanges.Of(
            ("Members", ParameterValue.Edit(["a"], ["b"])), ("PrimarySmtpAddress", "all@contoso.com")))),
        ["co-remove-recipient"] = Change(new OrganizationCommand.RemoveRecipient(RecipientType.MailUser, "jane@contoso.com")),
        ["co-add-member"] = Change(new OrganizationCommand.AddGroupMember("all", "Fax")),
        ["co-remove-member"] = Change(new OrganizationCommand.RemoveGroupMember("all", "Fax")),
        ["co-register-server"] = Change(new OrganizationCommand.RegisterTransportServer("Hub01")),
        ["co-remove-server"] = Change(new OrganizationCommand.RemoveTransportServer("Hub01")),
        ["co-set-service"] = Change(new OrganizationCommand.SetTransportService("Hub01", ParameterChanges.Of(
            ("PickupDirectoryPath", ParameterValue.Null), ("PickupDirectoryMaxHeaderSize", "96KB")))),
        ["co-new-domain"] = Change(new OrganizationCommand.NewAcceptedDomain("Contoso", "*.contoso.com", AcceptedDomainType.ExternalRelay)),
        ["co-set-domain"] = Change(new OrganizationCommand.SetAcceptedDomain("Contoso", "New", AcceptedDomainType.Authoritative, false, true)),
        ["co-set-domain-nothing"] = Change(new OrganizationCommand.SetAcceptedDomain("Contoso")),
        ["co-remove-domain"] = Change(new OrganizationCommand.RemoveAcceptedDomain("Contoso")),
        ["co-new-system-message"] = Change(new OrganizationCommand.NewSystemMessage(ParameterChanges.Of(
            ("DsnCode", "5.4.4"), ("Internal", ParameterValue.Of(true)), ("Language", "de"), ("Text", "Größe")))),
        ["co-set-system-message"] = Change(new OrganizationCommand.SetSystemMessage(@"de\Internal\5.4.4", ParameterChanges.Of(("Text", "x")))),
        ["co-remove-system-message"] = Change(new OrganizationCommand.RemoveSystemMessage(@"de\Internal\5.4.4")),
        ["co-set-config"] = Change(new OrganizationCommand.SetTransportConfig(ParameterChanges.Of(("MaxReceiveSize", "unlimited")))),
        ["co-seed"] = Change(new OrganizationCommand.SeedOrganization(Definition)),
        ["co-import"] = Change(new OrganizationCommand.ImportOrganization(OrganizationDefinition.Empty)),
        ["co-what-if"] = new OrganizationMessages.Change(new OrganizationCommand.RemoveForeignConnector("Fax Gateway"))
        {
            Revision = "AAECAwQFBgcICQoLDA0O",
            WhatIf = true
        },
        ["oc"] = new OrganizationMessages.Changed(null, ["the address space of X.400 lacks its upper levels"], 42),
        ["oc-refused"] = new OrganizationMessages.Changed(ErrorCatalogue.NameInUse.With("'Fax Gateway'"), [], 0),
        ["oc-parameter"] = new OrganizationMessages.Changed(
            ErrorCatalogue.InvalidParameter.With("Enabled 'x': allowed is true or false") with { Parameter = "Enabled" }, [], 3),
        ["oc-changes"] = new OrganizationMessages.Changed(null, [], 43)
        {
            Changes =
            [
                // Written out: what Of makes of an object gets longer with every release.
                new ObjectChange(null, new ObjectDocument(ObjectKind.ForeignConnector, "Fax Gateway", """{"name":"Fax Gateway","comment":"Zürich"}""")),
                new ObjectChange(
                    new ObjectDocument(ObjectKind.TransportService, "Hub01", """{"name":"Hub01","site":"Zürich"}"""),
                    new ObjectDocument(ObjectKind.TransportService, "Hub01", """{"name":"Hub01","site":"Bern"}""")),
                new ObjectChange(new ObjectDocument(ObjectKind.AcceptedDomain, "Contoso", """{"name":"Contoso","domainName":"contoso.com"}"""), null)
            ]
        }
    }.Concat(QueueSamples.Messages).ToDictionary();

    /// <summary>With everything, and with times, which an organization file does not have.</summary>
    private static OrganizationDefinition Definition => new(
        [SerializedSamples.ForeignConnector, new() { Id = Guid.Empty, Name = "Other" }],
        [SerializedSamples.TransportService],
        [SerializedSamples.AcceptedDomain],
        SerializedSamples.TransportConfig);

    private static OrganizationMessages.Change Change(OrganizationCommand command) => new(command);
}
