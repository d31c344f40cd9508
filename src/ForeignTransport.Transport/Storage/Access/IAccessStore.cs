using System.Collections.Immutable;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>
/// Who may come in, and who did what: access tokens and the audit log, in the database that all servers of the cluster share. What a method
/// has answered for is durable.
/// </summary>
/// <remarks>Every method throws <see cref="AccessStoreException"/> when the database cannot be used; then it may be asked again.</remarks>
internal interface IAccessStore : IAsyncDisposable
{
    /// <summary>Adds a token.</summary>
    /// <param name="token">What is known of it.</param>
    /// <param name="hash">What <see cref="AccessTokenSecret.TryHash"/> says of its secret.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is there; otherwise why not: its name is in use.</returns>
    Task<TransportError?> AddTokenAsync(AccessToken token, string hash, CancellationToken cancellationToken);

    /// <summary>Removes the token of a name.</summary>
    /// <returns>What it was; null when there is none.</returns>
    Task<AccessToken?> RemoveTokenAsync(string name, CancellationToken cancellationToken);

    /// <summary>All tokens, by name.</summary>
    Task<ImmutableArray<AccessToken>> ListTokensAsync(CancellationToken cancellationToken);

    /// <summary>The token of a hash, expired or not; null when there is none.</summary>
    Task<AccessToken?> FindTokenAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Notes that a token was used, unless that was noted less than a minute ago.</summary>
    Task TouchTokenAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Begins an entry of the audit log. The act may be done when this has returned, and not before.</summary>
    Task BeginAuditAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Says how an act ended. An entry is completed once; a second time changes nothing.</summary>
    Task CompleteAuditAsync(Guid id, AuditOutcome outcome, CancellationToken cancellationToken);

    /// <summary>A page of the audit log, newest first.</summary>
    Task<AuditPage> QueryAuditAsync(AuditFilter filter, CancellationToken cancellationToken);

    /// <summary>Deletes the entries of acts that began before <paramref name="before"/>.</summary>
    /// <returns>How many there were.</returns>
    Task<int> DeleteAuditAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
