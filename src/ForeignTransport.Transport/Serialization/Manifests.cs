namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// The names of our types in the journal and on the wire. Never reused, never changed; a type whose shape must change gets a new one.
/// </summary>
internal static class Manifests
{
    public const string MessagesAccepted = "ma";
    public const string DropsStaged = "ds";
    public const string DropsPublished = "dp";
    public const string DropsAbandoned = "da";
    public const string RecipientsFailed = "rf";
    public const string DropsAwaiting = "dw";
    public const string ReceiptsTaken = "rk";
    public const string DsnAccepted = "dn";
    public const string RecipientsResolved = "rr";
    public const string CategorizerSnapshot = "cs";
    public const string OrganizationEvent = "oe";
    public const string OrganizationSnapshot = "os";

    public const string Submit = "su";
    public const string ForgetClaims = "fc";
    public const string ResolveClaims = "rc";
    public const string Wake = "wk";
    public const string FindUnknown = "qu";
    public const string FindReleasable = "qr";
    public const string FindUnclaimed = "qc";
    public const string GetPartition = "qp";
    public const string GetQueues = "qq";
    public const string CountDeliveries = "qd";
    public const string Submitted = "as";
    public const string Unknown = "au";
    public const string Releasable = "ar";
    public const string Unclaimed = "ac";
    public const string PartitionSnapshot = "ap";
    public const string PartitionQueues = "aq";
    public const string Deliveries = "ad";

    public const string StageDrops = "st";
    public const string PublishDrops = "pu";
    public const string Staged = "sd";
    public const string Published = "pd";
    public const string Unavailable = "ua";

    public const string TestDropDirectory = "qt";
    public const string DropDirectoryTested = "at";

    public const string TakeReceipts = "tr";
    public const string ReceiptsJudged = "rj";
    public const string FindAwaitedDirectories = "qa";
    public const string AwaitedDirectories = "aa";

    public const string GetFacts = "qf";
    public const string ServerFacts = "af";

    public const string ChangeOrganization = "co";
    public const string OrganizationChanged = "oc";

    public const string MessagesHeld = "mh";
    public const string MessagesReleased = "mr";
    public const string WorkFailed = "wf";

    public const string GetMessages = "qm";
    public const string PartitionMessages = "am";
    public const string GetMoreMessages = "qn";
    public const string CommandMessages = "cm";
    public const string MessagesCommanded = "mc";
    public const string RetryQueue = "rq";
    public const string QueueRetried = "qy";
    public const string GetMessageCopy = "qx";
    public const string MessageCopyFound = "ax";
}
