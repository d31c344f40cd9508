using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Delivery;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>Nothing was looked at: an earlier check failed, or there is nothing to look at.</summary>
    Skipped,

    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>Mail flows, and somebody should look.</summary>
    Warning,

    /// <summary>The connector cannot deliver there.</summary>
    Failed
}

/// <summary>What is checked of a Drop directory.</summary>
public enum DropDirectoryCheckKind
{
    /// <summary>The source server answers.</summary>
    Answers,

    /// <summary>The directory is there.</summary>
    Exists,

    /// <summary>It can be listed.</summary>
    Readable,

    /// <summary>Files can be written and flushed.</summary>
    Writable,

    /// <summary>Files can be renamed without replacing others.</summary>
    Rename,

    /// <summary>Staged files get into the directory in one step.</summary>
    AtomicPublish,

    /// <summary>Free space.</summary>
    Space,

    /// <summary>What DropDirectoryQuota leaves.</summary>
    Quota,

    /// <summary>Which other source servers see the same directory.</summary>
    Shared
}

/// <summary>One check.</summary>
/// <param name="Kind">What was looked at.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">One plain sentence, and what to do where there is something to do.</param>
public sealed record DropDirectoryCheck(DropDirectoryCheckKind Kind, CheckOutcome Outcome, string Detail);

/// <summary>Whether a connector can deliver by one of its source servers.</summary>
/// <param name="Server">The source server.</param>
/// <param name="Path">Its Drop directory; null when it is not known.</param>
/// <param name="Checks">The checks, in the order in which they matter.</param>
/// <param name="SharedWith">Source servers that see the same directory.</param>
/// <param name="FreeSpace">Bytes that are free; null when not known.</param>
/// <param name="FilesWaiting">Files that wait for the gateway; null when not known.</param>
/// <param name="BytesWaiting">Their bytes; null when not known.</param>
/// <param name="Quota">DropDirectoryQuota.</param>
public sealed record DropDirectoryReport(
    string Server,
    string? Path,
    ImmutableArray<DropDirectoryCheck> Checks,
    ImmutableArray<string> SharedWith,
    long? FreeSpace,
    int? FilesWaiting,
    long? BytesWaiting,
    UnlimitedSize Quota)
{
    /// <summary>The worst of the checks.</summary>
    public CheckOutcome Result => Checks.Max(check => check.Outcome) is var worst && worst == CheckOutcome.Skipped ? CheckOutcome.Passed : worst;
}
