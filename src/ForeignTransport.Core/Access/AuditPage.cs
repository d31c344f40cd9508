using System.Collections.Immutable;

namespace ForeignTransport.Core.Access;

/// <summary>Entries of the audit log, newest first.</summary>
/// <param name="Entries">Those that were asked for.</param>
/// <param name="Total">How many the filter lets through, shown or not.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record AuditPage(ImmutableArray<AuditEntry> Entries, int Total, AuditPosition? Next);
