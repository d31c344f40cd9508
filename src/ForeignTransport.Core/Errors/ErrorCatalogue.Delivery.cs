namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry MessageExpired = new("FT-2101", nameof(MessageExpired), "4.4.7",
        "The message was not delivered within MessageExpirationTimeout.",
        "Look at the last error of its queue; resubmit the message from its sender once the destination works.");

    public static readonly ErrorEntry MessageRemovedByAdministrator = new("FT-2102", nameof(MessageRemovedByAdministrator), "4.3.2",
        "An administrator removed the message from its queue.",
        "The audit log names the administrator; the sender was told unless the removal was asked for without a notification.");

    public static readonly ErrorEntry DropDirectoryQuotaExceeded = new("FT-2103", nameof(DropDirectoryQuotaExceeded), "4.4.0",
        "Drop directory quota exceeded.",
        "See why the gateway does not take its files, or raise DropDirectoryQuota; the queue goes on by itself.");

    public static readonly ErrorEntry DropDirectoryMissing = new("FT-2104", nameof(DropDirectoryMissing), "4.4.0",
        "The Drop directory does not exist.",
        "Create it on the source server or correct DropDirectory; an absolute path is never created by the server.");

    public static readonly ErrorEntry DropDirectoryNotWritable = new("FT-2105", nameof(DropDirectoryNotWritable), "4.4.0",
        "The Drop directory cannot be written.",
        "Give the account of the server permission to create, rename and delete files there, and check that it is not read-only.");

    public static readonly ErrorEntry DropDirectoryDiskFull = new("FT-2106", nameof(DropDirectoryDiskFull), "4.3.1",
        "The disk of the Drop directory is full.",
        "Free space on that disk; the queue goes on by itself.");

    public static readonly ErrorEntry NoSourceServerReachable = new("FT-2107", nameof(NoSourceServerReachable), "4.4.1",
        "No source server of the connector is reachable.",
        "Start one of the servers in SourceTransportServers or add another that runs.");

    public static readonly ErrorEntry DropOutcomeUnknown = new("FT-2108", nameof(DropOutcomeUnknown), "4.4.2",
        "A source server stopped while it published the message, and its Drop directory cannot be seen from here.",
        "Start that server again, or let the connector drop again elsewhere and mark the file as a possible duplicate.");

    public static readonly ErrorEntry NotificationUndeliverable = new("FT-2111", nameof(NotificationUndeliverable), "5.4.0",
        "A delivery status notification could not be delivered and was dropped, because nobody is told about notifications.",
        "Nothing, unless many appear: then look for mail with forged senders.");

    public static readonly ErrorEntry TrackingRowMalformed = new("FT-2151", nameof(TrackingRowMalformed), "5.6.0",
        "A line of a message tracking log cannot be read.",
        "The last line of a file may be torn by a power failure; anywhere else the file was changed by another program.");

    public static readonly ErrorEntry ServerStopping = new("FT-2109", nameof(ServerStopping), "4.3.2",
        "The source server is being stopped.",
        "Nothing needs to be done: another source server takes over, or this one goes on when it is started again.");

    public static readonly ErrorEntry SourceServerSuspended = new("FT-2110", nameof(SourceServerSuspended), "4.3.2",
        "Every source server of the connector that could deliver is suspended.",
        "Resume one with Resume-TransportServer, or add another server to SourceTransportServers; the queue goes on by itself.");

    public static readonly ErrorEntry DropDirectoryNotReadable = new("FT-2112", nameof(DropDirectoryNotReadable), "4.4.0",
        "The Drop directory cannot be listed.",
        "Give the account of the server permission to list it: without, a quota cannot be kept.");

    public static readonly ErrorEntry DropDirectoryReplaces = new("FT-2113", nameof(DropDirectoryReplaces), "4.4.0",
        "In the Drop directory a rename replaces a file that has the new name.",
        "Use a file system that keeps it, such as a local one, NFS version 4 or SMB.");

    public static readonly ErrorEntry DropDirectoryHangs = new("FT-2114", nameof(DropDirectoryHangs), "4.4.1",
        "The Drop directory does not answer.",
        "Look for a hanging network share or disk on the source server.");

    public static readonly ErrorEntry SourceServerSilent = new("FT-2115", nameof(SourceServerSilent), "4.4.1",
        "The source server does not answer.",
        "Start it, look at its log and at the network between the servers, or take it from SourceTransportServers.");
}
