namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>Objects as the HTTP API shows them.</summary>
internal static class Documents
{
    public static string Connector(
        string name, string dropDirectory = "", string addressSpaces = "\"X400:c=US;a=Fabrikam;P=Contoso;5\"", string servers = "\"Hub01\",\"Hub02\"",
        string maxMessageSize = "unlimited", bool enabled = true) =>
        $$"""
        {"identity":"{{name}}","guid":"0f8fad5b-d9cb-469f-a165-70867728950e","name":"{{name}}","addressSpaces":[{{addressSpaces}}],
        "sourceTransportServers":[{{servers}}],"isScopedConnector":false,"comment":"","dropDirectory":"{{(dropDirectory.Length == 0 ? name : dropDirectory.Replace(@"\", @"\\", StringComparison.Ordinal))}}",
        "dropDirectoryQuota":"2GB","enabled":{{(enabled ? "true" : "false")}},"maxMessageSize":"{{maxMessageSize}}","relayDsnRequired":false,"oneRecipientPerFile":false,
        "possibleDuplicateAction":"Wait","createdBy":"MSExchange15","whenCreated":"2026-11-01T10:00:00.000Z","whenChanged":"2026-11-02T11:30:00.000Z","etag":"abc","somethingOfANewerRelease":[1] }
        """;

    public static string Service(string name, string pickup = "\"default\"", string replay = "\"default\"", bool answers = true) =>
        $$"""
        {"identity":"{{name}}","name":"{{name}}","site":"Default-First-Site-Name","rootDropDirectoryPath":"","pickupDirectoryPath":{{pickup}},"replayDirectoryPath":{{replay}},
        "pickupDirectoryMaxHeaderSize":"64KB","pickupDirectoryMaxMessagesPerMinute":"unlimited","pickupDirectoryMaxRecipientsPerMessage":100,
        "queueGlitchRetryCount":4,"queueGlitchRetryInterval":"00:01:00","transientFailureRetryCount":6,"transientFailureRetryInterval":"00:05:00",
        "outboundConnectionFailureRetryInterval":"00:10:00","messageRetryInterval":"00:05:00","delayNotificationTimeout":"04:00:00","messageExpirationTimeout":"2.00:00:00",
        "maxIdleTimeBeforeResubmit":"12:00:00","queueMaxIdleTime":"00:03:00","poisonMessageDetectionEnabled":true,"poisonThreshold":2,"messageTrackingLogEnabled":true,
        "messageTrackingLogMaxAge":"30.00:00:00","messageTrackingLogMaxDirectorySize":"1000MB","messageTrackingLogMaxFileSize":"10MB","messageTrackingLogPath":"default",
        "messageTrackingLogSubjectLoggingEnabled":true,"effective":{{(answers ? Effective(name) : "null")}},"etag":"s1"}
        """;

    public static string Queue(string identity, string nextHop = "FAX", int messages = 0, string status = "Ready") =>
        $$"""
        {"identity":"{{identity.Replace(@"\", @"\\", StringComparison.Ordinal)}}","deliveryType":"NonSmtpGatewayDelivery","nextHopDomain":"{{nextHop}}","tlsDomain":"",
        "nextHopConnector":"0f8fad5b-d9cb-469f-a165-70867728950e","status":"{{status}}","messageCount":{{messages}},"lastError":"","retryCount":0,"lastRetryTime":null,
        "nextRetryTime":"2026-11-02T11:30:00Z","firstRetryTime":null,"deferredMessageCount":0,"lockedMessageCount":0,"messageCountsPerPriority":[0,{{messages}},0,0],
        "deferredMessageCountsPerPriority":[0,0,0,0],"riskLevel":"Normal","outboundIPPool":0,"nextHopCategory":"External","incomingRate":1.5,"outgoingRate":0.25,
        "velocity":-1.25,"overrideSource":"","priorityDescriptions":["High","Normal","Low","None"]}
        """;

    public static string Message(string identity, string subject = "Order", string recipients = "") =>
        $$"""
        {"identity":"{{identity.Replace(@"\", @"\\", StringComparison.Ordinal)}}","queue":"{{identity[..identity.LastIndexOf('\\')].Replace(@"\", @"\\", StringComparison.Ordinal)}}","subject":"{{subject}}",
        "internetMessageId":"<a@contoso.com>","fromAddress":"orders@contoso.com","originalFromAddress":"orders@contoso.com","status":"Ready","size":2048,"messageSourceName":"Pickup",
        "sourceIP":null,"scl":-1,"dateReceived":"2026-11-02T11:30:00.000Z","expirationTime":null,"lastError":null,"deferReason":"None","retryCount":2,"priority":"Normal",
        "directionality":"Originating","messageLatency":"1.02:03:04.5000000","recipientCount":1,"recipients":[{{recipients}}],"networkMessageId":"0000000000000001"}
        """;

    public static string Domain(string name, string domainName, bool isDefault = false) =>
        $$"""{"identity":"{{name}}","name":"{{name}}","domainName":"{{domainName}}","domainType":"Authoritative","matchSubDomains":false,"isDefault":{{(isDefault ? "true" : "false")}},"etag":"d1"}""";

    public static string Server(string name, string state = "Active") =>
        $$"""
        {"identity":"{{name}}","name":"{{name}}","address":"akka.tcp://foreign-transport@10.0.0.1:4053","status":"Up","reachable":true,"isLocal":true,"isLeader":true,"isOldest":true,
        "state":"{{state}}","version":"0.1.0","startTime":"2026-11-02T11:30:00Z","partitions":8,"messages":12,"dataDirectory":null,"http":"http://127.0.0.1:8558"}
        """;

    private static string Effective(string name) =>
        $$"""{"pickupDirectoryPath":"/var/lib/ft/{{name}}/Pickup","replayDirectoryPath":"/var/lib/ft/{{name}}/Replay","rootDropDirectoryPath":"/var/lib/ft/{{name}}","messageTrackingLogPath":"/var/lib/ft/{{name}}/MessageTracking"}""";
}
