namespace ForeignTransport.Core.Queues;

/// <summary>The states of a message in a queue that Exchange documents (Get-Message, Status).</summary>
public enum MessageStatus
{
    /// <summary>It waits for its turn.</summary>
    Ready = 0,

    /// <summary>It is being delivered, or being routed.</summary>
    Active = 1,

    /// <summary>Its queue, or it alone, waits for a retry.</summary>
    Retry = 2,

    /// <summary>An administrator holds it, or it is poison.</summary>
    Suspended = 3,

    /// <summary>It is being delivered, and is held if that fails.</summary>
    PendingSuspend = 4,

    /// <summary>It is being delivered, and is removed if that fails.</summary>
    PendingRemove = 5,

    /// <summary>Reserved; never produced.</summary>
    Locked = 6
}
