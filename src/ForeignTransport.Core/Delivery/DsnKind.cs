namespace ForeignTransport.Core.Delivery;

/// <summary>What a delivery status notification reports: the Action field of RFC 3464 section 2.3.3.</summary>
public enum DsnKind
{
    /// <summary>The recipient will not get the message.</summary>
    Failed = 0,

    /// <summary>The recipient has not got the message yet; the server keeps trying.</summary>
    Delayed = 1,

    /// <summary>The message went to a system that does not report further.</summary>
    Relayed = 2,

    /// <summary>The message reached the recipient.</summary>
    Delivered = 3,

    /// <summary>The recipient was a group and the message went to its members.</summary>
    Expanded = 4
}
