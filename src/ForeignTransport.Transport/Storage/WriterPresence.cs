namespace ForeignTransport.Transport.Storage;

/// <summary>Whether some process has a file open for writing.</summary>
internal enum WriterPresence
{
    /// <summary>The system cannot say: not our file, a network file system, or not Linux.</summary>
    Unknown,

    /// <summary>No process has.</summary>
    No,

    /// <summary>At least one has; the file may not be complete yet.</summary>
    Yes,
}
