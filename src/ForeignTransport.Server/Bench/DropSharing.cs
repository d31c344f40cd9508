namespace ForeignTransport.Server.Bench;

/// <summary>Where the source servers of the connector under test write their files.</summary>
internal enum DropSharing
{
    /// <summary>Each in a directory below its own data directory, which it creates.</summary>
    Own,

    /// <summary>All in one directory, as on a share.</summary>
    Shared,

    /// <summary>Each in a directory of its own that has a full path, so that no server creates it.</summary>
    OwnAbsolute,
}
