namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry MessageNotUnique = new("FT-4200", nameof(MessageNotUnique), "5.3.5",
        "The identity names more than one message, or a message in more than one queue.",
        @"Name the queue too, Server\Queue\number, or select the messages with a filter.");

    public static readonly ErrorEntry QueueCommandNotAllowed = new("FT-4201", nameof(QueueCommandNotAllowed), "5.3.5",
        "This queue takes no such command.",
        "Submission is never retried, and messages of the poison message queue are resumed one by one.");

    public static readonly ErrorEntry ResubmitRequired = new("FT-4202", nameof(ResubmitRequired), "5.3.5",
        "The Unreachable queue has no next hop that could be retried.",
        "Use Retry-Queue with -Resubmit $true: its messages are then routed anew.");

    public static readonly ErrorEntry MessageCommandNotAllowed = new("FT-4203", nameof(MessageCommandNotAllowed), "5.3.5",
        "A message in this state takes no such command.",
        "A message in Submission is being routed: wait until it is in another queue, or suspend that queue. A poison message is suspended already.");

    public static readonly ErrorEntry MessageNotSuspended = new("FT-4204", nameof(MessageNotSuspended), "5.3.5",
        "Only a suspended message can be exported.",
        "Suspend the message first, and resume it afterwards.");

    public static readonly ErrorEntry MessageContentMissing = new("FT-4205", nameof(MessageContentMissing), "5.3.0",
        "The content of the message is not in the message store.",
        "The message left its queue at this moment, or the store lost it; see the log of the server.");

    public static readonly ErrorEntry CommandOutcomeUnknown = new("FT-4206", nameof(CommandOutcomeUnknown), "4.4.1",
        "A partition did not say whether it executed the command.",
        "Look again in a moment, and repeat the command if it was not executed: repeating it is harmless.");

    public static readonly ErrorEntry PoisonMessage = new("FT-4207", nameof(PoisonMessage), "4.3.0",
        "The message is suspended for good, because work on it failed unexpectedly as often as PoisonThreshold allows.",
        "Read the reason and the log, export the message and report it. Resume-Message tries it again, Remove-Message removes it.");

    public static readonly ErrorEntry MessageWorkFailed = new("FT-4208", nameof(MessageWorkFailed), "4.3.0",
        "Work on a message failed unexpectedly; the message is tried again by itself.",
        "Look into the log for the cause. At PoisonThreshold failures the message goes to the poison message queue.");

    public static readonly ErrorEntry QueueIsSuspended = new("FT-4209", nameof(QueueIsSuspended), "5.3.5",
        "The queue is suspended.",
        "Resume the queue first.");

    public static readonly ErrorEntry MessageContentDamaged = new("FT-4210", nameof(MessageContentDamaged), "5.6.0",
        "The stored content of the message is damaged, so it cannot be shown.",
        "Remove the message, with a notification to its sender, who can send it again; check the disk of the database. Delivery would fail it with 5.6.0.");
}
