using System.Collections.Immutable;

namespace ForeignTransport.Core.Access;

/// <summary>Which entries of the audit log to show, newest first. What is empty does not filter.</summary>
public sealed record AuditFilter
{
    /// <summary>Not older than this.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>Older than this.</summary>
    public DateTimeOffset? EndDate { get; init; }

    /// <summary>One of these cmdlets, without regard to case.</summary>
    public ImmutableArray<string> Cmdlets { get; init; } = [];

    /// <summary>One of these objects, without regard to case.</summary>
    public ImmutableArray<string> ObjectIds { get; init; } = [];

    /// <summary>One of these callers, without regard to case.</summary>
    public ImmutableArray<string> UserIds { get; init; } = [];

    /// <summary>Only entries after this one, which are older.</summary>
    public AuditPosition? Before { get; init; }

    /// <summary>Entries to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Most entries to answer with. A page may have less: an entry can be large.</summary>
    public int Take { get; init; } = 500;
}
