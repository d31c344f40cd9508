using System.Text;

namespace ForeignTransport.Core.Messages;

/// <summary>The names of the header fields that this product reads or writes. Names compare without case (RFC 5322 section 1.2.2).</summary>
public static class HeaderNames
{
    public const string Bcc = "Bcc";
    public const string Date = "Date";
    public const string MessageId = "Message-ID";
    public const string Received = "Received";
    public const string To = "To";
    public const string XSender = "X-Sender";
    public const string XReceiver = "X-Receiver";
    public const string XCreatedBy = "X-CreatedBy";
    public const string XHeloDomain = "X-HeloDomain";
    public const string XExtendedProps = "X-ExtendedProps";
    public const string XSource = "X-Source";
    public const string XSourceIPAddress = "X-SourceIPAddress";
    public const string XEndOfInjectedXHeaders = "X-EndOfInjectedXHeaders";

    /// <summary>Marks a drop file that may repeat an earlier one whose fate on a dead server cannot be known.</summary>
    public const string XPossibleDuplicate = "X-ForeignTransport-Possible-Duplicate";

    /// <summary>Finds the kind of a field from its name.</summary>
    public static HeaderKind Classify(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when Is(name, "To"u8) => HeaderKind.To,
        2 when Is(name, "Cc"u8) => HeaderKind.Cc,
        3 when Is(name, "Bcc"u8) => HeaderKind.Bcc,
        4 when Is(name, "From"u8) => HeaderKind.From,
        4 when Is(name, "Date"u8) => HeaderKind.Date,
        6 when Is(name, "Sender"u8) => HeaderKind.Sender,
        7 when Is(name, "Subject"u8) => HeaderKind.Subject,
        8 when Is(name, "Received"u8) => HeaderKind.Received,
        8 when Is(name, "X-Sender"u8) => HeaderKind.XSender,
        8 when Is(name, "X-Source"u8) => HeaderKind.XSource,
        10 when Is(name, "Message-ID"u8) => HeaderKind.MessageId,
        10 when Is(name, "X-Receiver"u8) => HeaderKind.XReceiver,
        11 when Is(name, "X-CreatedBy"u8) => HeaderKind.XCreatedBy,
        12 when Is(name, "Content-Type"u8) => HeaderKind.ContentType,
        12 when Is(name, "X-HeloDomain"u8) => HeaderKind.XHeloDomain,
        15 when Is(name, "X-ExtendedProps"u8) => HeaderKind.XExtendedProps,
        17 when Is(name, "X-SourceIPAddress"u8) => HeaderKind.XSourceIPAddress,
        22 when Is(name, "X-ExtendedMessageProps"u8) => HeaderKind.XExtendedProps,
        23 when Is(name, "X-EndOfInjectedXHeaders"u8) => HeaderKind.XEndOfInjectedXHeaders,
        37 when Is(name, "X-ForeignTransport-Possible-Duplicate"u8) => HeaderKind.XPossibleDuplicate,
        _ when StartsWith(name, "Resent-"u8) => HeaderKind.Resent,
        _ when StartsWith(name, "X-MS-Exchange-Organization-"u8) => HeaderKind.Organization,
        _ when StartsWith(name, "X-MS-Exchange-Forest-"u8) => HeaderKind.Forest,
        _ => HeaderKind.Other
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);

    private static bool StartsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix) =>
        name.Length >= prefix.Length && Ascii.EqualsIgnoreCase(name[..prefix.Length], prefix);
}
