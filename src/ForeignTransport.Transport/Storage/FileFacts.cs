namespace ForeignTransport.Transport.Storage;

/// <summary>What the system knows about a file, read from the open file and not from its name, which may change.</summary>
/// <param name="IsRegular">False for directories, pipes, sockets and devices.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">The latest change of content, to 100 ns.</param>
/// <param name="Inode">Identity within the device; 0 where the system has none.</param>
/// <param name="Device">Identity of the file system; 0 where the system has none.</param>
/// <param name="Links">Names the file has; more than one means that someone else can still reach it after ours is gone.</param>
internal readonly record struct FileFacts(bool IsRegular, long Size, DateTimeOffset ModifiedAt, ulong Inode, ulong Device, int Links);
