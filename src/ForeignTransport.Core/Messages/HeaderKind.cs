namespace ForeignTransport.Core.Messages;

/// <summary>The header fields that some rule looks at. A field is classified once, when its block is parsed.</summary>
public enum HeaderKind
{
    /// <summary>Any other field: carried byte for byte.</summary>
    Other = 0,
    From,
    Sender,
    To,
    Cc,
    Bcc,
    Date,
    MessageId,
    Subject,
    ContentType,
    Received,

    /// <summary>Every name that starts with <c>Resent-</c>.</summary>
    Resent,

    /// <summary>Every name that starts with <c>X-MS-Exchange-Organization-</c>.</summary>
    Organization,

    /// <summary>Every name that starts with <c>X-MS-Exchange-Forest-</c>.</summary>
    Forest,
    XSender,
    XReceiver,
    XCreatedBy,
    XHeloDomain,

    /// <summary><c>X-ExtendedProps</c>, as real exports write it, and <c>X-ExtendedMessageProps</c>, as the documents do.</summary>
    XExtendedProps,
    XSource,
    XSourceIPAddress,
    XEndOfInjectedXHeaders,
    XPossibleDuplicate
}
