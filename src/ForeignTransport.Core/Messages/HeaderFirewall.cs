namespace ForeignTransport.Core.Messages;

/// <summary>
/// Which header fields may cross a border of the organization (Exchange calls this the header firewall). Anyone could otherwise forge
/// a spam verdict or an authenticated sender by writing the header.
/// </summary>
public static class HeaderFirewall
{
    /// <summary>True for organization and forest fields, which are believed by every server of the organization.</summary>
    public static bool IsTrusted(HeaderKind kind) => kind is HeaderKind.Organization or HeaderKind.Forest;

    /// <summary>True for what Pickup removes: the trusted fields and the routing fields <c>Received</c> and <c>Resent-*</c>.</summary>
    public static bool IsRemovedByPickup(HeaderKind kind) =>
        IsTrusted(kind) || kind is HeaderKind.Bcc or HeaderKind.Received or HeaderKind.Resent;

    /// <summary>True for what never reaches a foreign system: the trusted fields and <c>Bcc</c>. Routing fields stay.</summary>
    public static bool IsRemovedFromDropFile(HeaderKind kind) => IsTrusted(kind) || kind is HeaderKind.Bcc;

    /// <summary>True for what a notification does not show of the original: the trusted fields, <c>Bcc</c> and the routing fields.</summary>
    public static bool IsRemovedFromNotification(HeaderKind kind) => IsRemovedByPickup(kind);
}
