using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Connectors;

/// <summary>The rule of DropDirectoryQuota.</summary>
public static class DropQuota
{
    /// <summary>
    /// True when one more file may be written. Only what is there counts, not the new file: a message larger than the quota must be
    /// deliverable into an empty directory. Sum the files anew before every write, because the consumer deletes them.
    /// </summary>
    /// <param name="presentBytes">The sum of the message files that are in the directory.</param>
    /// <param name="quota">DropDirectoryQuota.</param>
    public static bool Allows(long presentBytes, UnlimitedSize quota) => quota.Limit is not { } limit || presentBytes < limit.Bytes;
}
