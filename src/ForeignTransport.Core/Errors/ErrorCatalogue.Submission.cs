namespace ForeignTransport.Core.Errors;

/// <content>Submission: Pickup, Replay and the rules of messages.</content>
public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry HeaderNotTerminated = new("FT-3001", nameof(HeaderNotTerminated), "5.6.0",
        "The file has no blank line after its header.", "End the header with an empty line, also when the body is empty.");

    public static readonly ErrorEntry MalformedHeader = new("FT-3002", nameof(MalformedHeader), "5.6.0",
        "A line of the header is not a header field.", "Write every field as Name: value; continuation lines begin with a blank.");

    public static readonly ErrorEntry NoOriginator = new("FT-3003", nameof(NoOriginator), "5.1.7",
        "The file names no originator.", "Give one address in From or Sender, or in X-Sender for Replay.");

    public static readonly ErrorEntry AmbiguousOriginator = new("FT-3004", nameof(AmbiguousOriginator), "5.1.7",
        "The file names more than one originator.",
        "Several addresses in From need one address in Sender; Sender and X-Sender take a single address.");

    public static readonly ErrorEntry InvalidOriginator = new("FT-3005", nameof(InvalidOriginator), "5.1.7",
        "The originator is not an SMTP address.", "Use local-part@domain.");

    public static readonly ErrorEntry ReplayLookalike = new("FT-3006", nameof(ReplayLookalike), "5.6.0",
        "The file looks like a Replay file but lies in the Pickup directory.",
        "Move it to the Replay directory: Pickup would mail everyone in To and Cc again.");

    public static readonly ErrorEntry NoReplayRecipient = new("FT-3007", nameof(NoReplayRecipient), "5.5.4",
        "No X-Receiver stands before the first ordinary header field.", "Write one X-Receiver line for each recipient at the top.");

    public static readonly ErrorEntry HeaderTooLarge = new("FT-3010", nameof(HeaderTooLarge), "5.3.4",
        "The header is larger than the limit.", "Shorten the header or raise PickupDirectoryMaxHeaderSize.");

    public static readonly ErrorEntry MessageTooLarge = new("FT-3011", nameof(MessageTooLarge), "5.2.3",
        "The message is larger than the limit.", "Send less or raise the message size limit.");

    public static readonly ErrorEntry TooManyRecipients = new("FT-3012", nameof(TooManyRecipients), "5.5.3",
        "The message has more recipients than the limit.", "Send to fewer or raise PickupDirectoryMaxRecipientsPerMessage.");

    public static readonly ErrorEntry HopCountExceeded = new("FT-3013", nameof(HopCountExceeded), "5.4.6",
        "The message has passed through more servers than the hop limit.", "Look for a mail loop.");

    public static readonly ErrorEntry NoRecipients = new("FT-3014", nameof(NoRecipients), "5.5.4",
        "The message has no recipients.", "Give at least one address in To, Cc or Bcc.");

    public static readonly ErrorEntry InvalidRecipient = new("FT-3015", nameof(InvalidRecipient), "5.1.3",
        "A recipient is not an SMTP address.", "Use local-part@domain, or [TYPE:address] for other systems.");

    public static readonly ErrorEntry MalformedContent = new("FT-3016", nameof(MalformedContent), "5.6.0",
        "The MIME structure of the message cannot be read.", "A multipart Content-Type needs a boundary parameter.");

    public static readonly ErrorEntry MalformedInjectedHeader = new("FT-3017", nameof(MalformedInjectedHeader), "5.6.0",
        "An X-header of the Replay file has a value that is not allowed.", "Correct the named header.");

    public static readonly ErrorEntry ServerSuspended = new("FT-3020", nameof(ServerSuspended), "4.3.2",
        "The server is suspended and takes no messages.", "Send the message to another server, or resume this one with Resume-TransportServer.");

    public static readonly ErrorEntry SubmissionBusy = new("FT-3021", nameof(SubmissionBusy), "4.3.2",
        "More messages are being submitted at once than the server takes.", "Send the message again in a moment, or to another server.");

    public static readonly ErrorEntry SubmissionNotReady = new("FT-3022", nameof(SubmissionNotReady), "4.3.2",
        "The server takes no messages now.", "Send the message again in a moment, or to another server.");

    public static readonly ErrorEntry SubmissionUnanswered = new("FT-3023", nameof(SubmissionUnanswered), "4.4.2",
        "The message is stored, and its partition did not say in time that it will be delivered. It may be.",
        "Send it again with the same idempotency key; without one it may be delivered twice.");

    public static readonly ErrorEntry SubmissionNotSpooled = new("FT-3024", nameof(SubmissionNotSpooled), "4.3.1",
        "A message could not be written to the data directory.", "Free space on the volume of the data directory; send the message again.");

    public static readonly ErrorEntry InvalidIdempotencyKey = new("FT-3025", nameof(InvalidIdempotencyKey), "5.5.4",
        "The idempotency key is not usable.", "Give 1 to 200 printable characters that no other message has.");
}
