namespace ForeignTransport.Server.Bench;

/// <summary>The ways in which a server can break its word.</summary>
internal enum DeliveryFaultKind
{
    /// <summary>Offered, never seen in the Drop directory.</summary>
    Lost,

    /// <summary>Seen more than once.</summary>
    Duplicated,

    /// <summary>Seen more than once, and one of the files says that it may be a duplicate.</summary>
    FlaggedDuplicate,

    /// <summary>Seen with another body.</summary>
    Damaged,

    /// <summary>Seen before it was whole.</summary>
    Partial,

    /// <summary>A drop file that nobody offered.</summary>
    Unknown,

    /// <summary>A good message was refused (.bad).</summary>
    BadMail,

    /// <summary>A file stayed behind in the directory it was offered in.</summary>
    LeftBehind,

    /// <summary>The server died, or did not stop cleanly when asked.</summary>
    Server,
}
