namespace ForeignTransport.Core.Tracking;

/// <summary>
/// The component that caused a tracking event. In logs and queries each is its name in upper case (<see cref="TrackingNames"/>).
/// </summary>
public enum TrackingSource
{
    /// <summary>A person: removal from a queue, and files given to the Replay directory.</summary>
    Admin = 1,
    Agent,
    Approval,

    /// <summary>Messages found at start-up.</summary>
    BootLoader,
    Dns,
    Dsn,

    /// <summary>A Foreign connector.</summary>
    Gateway,
    MailboxRule,
    MeetingMessageProcessor,

    /// <summary>Originator-requested alternate recipient.</summary>
    Orar,

    /// <summary>The Pickup directory.</summary>
    Pickup,
    PoisonMessage,
    PublicFolder,
    Queue,
    Redundancy,
    Resolver,
    Routing,
    SafetyNet,
    Smtp,
    StoreDriver
}
