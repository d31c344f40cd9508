using System.Collections.Immutable;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>A store in front of a database that a spec takes away and gives back.</summary>
internal sealed class ToggledStore(IAccessStore inner) : IAccessStore
{
    private volatile bool _away;

    public bool IsAway
    {
        get => _away;
        set => _away = value;
    }

    /// <summary>True when tokens are made and the answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    private IAccessStore Inner => _away ? throw new AccessStoreException(ErrorCatalogue.AccessStoreUnavailable.With("away")) : inner;

    public async Task<TransportError?> AddTokenAsync(AccessToken token, string hash, CancellationToken cancellationToken)
    {
        var refusal = await Inner.AddTokenAsync(token, hash, cancellationToken);
        return LosesAnswers ? throw new AccessStoreException(ErrorCatalogue.AccessStoreUnavailable.With("no answer")) : refusal;
    }

    public Task<AccessToken?> RemoveTokenAsync(string name, CancellationToken cancellationToken) => Inner.RemoveTokenAsync(name, cancellationToken);

    public Task<ImmutableArray<AccessToken>> ListTokensAsync(CancellationToken cancellationToken) => Inner.ListTokensAsync(cancellationToken);

    public Task<AccessToken?> FindTokenAsync(string hash, CancellationToken cancellationToken) => Inner.FindTokenAsync(hash, cancellationToken);

    public Task TouchTokenAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken) => Inner.TouchTokenAsync(hash, now, cancellationToken);

    public Task BeginAuditAsync(AuditEntry entry, CancellationToken cancellationToken) => Inner.BeginAuditAsync(entry, cancellationToken);

    public Task CompleteAuditAsync(Guid id, AuditOutcome outcome, CancellationToken cancellationToken) => Inner.CompleteAuditAsync(id, outcome, cancellationToken);

    public Task<AuditPage> QueryAuditAsync(AuditFilter filter, CancellationToken cancellationToken) => Inner.QueryAuditAsync(filter, cancellationToken);

    public Task<int> DeleteAuditAsync(DateTimeOffset before, CancellationToken cancellationToken) => Inner.DeleteAuditAsync(before, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
