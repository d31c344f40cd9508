namespace ForeignTransport.Transport.Storage;

/// <summary>How a rename ended that must not replace anything.</summary>
internal enum RenameResult
{
    /// <summary>The file has its new name, and only that.</summary>
    Renamed,

    /// <summary>Another file has that name; nothing changed.</summary>
    TargetExists,

    /// <summary>There is no file of the old name; nothing changed. After a crash this says that the rename had happened.</summary>
    SourceMissing,
}
