using System.Collections.Immutable;

namespace ForeignTransport.Core.Access;

/// <summary>
/// One administrative act: who did what with which object, and how it ended. Written before the act, without <see cref="Outcome"/>, and
/// completed after it; one that was never completed says that nobody knows how its act ended.
/// </summary>
/// <param name="Id">Its own; ids of later acts sort after those of earlier ones of the same server.</param>
/// <param name="RunDate">When the act began, by the clock of its server.</param>
/// <param name="Caller">Who.</param>
/// <param name="Server">The server that was asked.</param>
/// <param name="Client">The program that asked, as it calls itself; empty when it says nothing.</param>
/// <param name="RemoteAddress">Where it asked from; empty for a command on the server itself.</param>
/// <param name="CmdletName">What was to be done, under the name of its cmdlet.</param>
/// <param name="ObjectModified">Identity of the object; empty for none.</param>
/// <param name="Parameters">What the act was given. Secrets are left out by whoever records.</param>
/// <param name="Outcome">How it ended; null while that is not known.</param>
public sealed record AuditEntry(
    Guid Id,
    DateTimeOffset RunDate,
    Caller Caller,
    string Server,
    string Client,
    string RemoteAddress,
    string CmdletName,
    string ObjectModified,
    ImmutableArray<AuditParameter> Parameters,
    AuditOutcome? Outcome);
