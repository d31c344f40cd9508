using System.Collections.Immutable;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.Access;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Access;

public sealed class AccessTokenLookupSpecs
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly OneToken _store = new();
    private readonly AccessTokenLookup _lookup;

    public AccessTokenLookupSpecs() => _lookup = new AccessTokenLookup(_store, _time);

    [Fact]
    public async Task should_ask_once_in_a_while_and_refuse_a_removed_token_within_five_seconds()
    {
        await FindAsync<TokenLookup.Found>();
        _store.Token = null;
        _time.Advance(AccessTokenLookup.Freshness - TimeSpan.FromMilliseconds(1));
        await FindAsync<TokenLookup.Found>();
        Assert.Equal(1, _store.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await FindAsync<TokenLookup.Unknown>();
        Assert.True(AccessTokenLookup.Freshness < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task should_refuse_at_once_what_was_removed_here()
    {
        await FindAsync<TokenLookup.Found>();
        _store.Token = null;
        _lookup.Forget("MONITORING");

        await FindAsync<TokenLookup.Unknown>();
    }

    [Fact]
    public async Task should_find_a_token_the_moment_it_is_made()
    {
        (var token, _store.Token) = (_store.Token, null);
        await FindAsync<TokenLookup.Unknown>();
        _store.Token = token;

        await FindAsync<TokenLookup.Found>();
    }

    [Fact]
    public async Task should_let_known_tokens_in_for_a_minute_while_the_database_is_away()
    {
        await FindAsync<TokenLookup.Found>();
        _store.IsAway = true;
        _time.Advance(AccessTokenLookup.Grace - TimeSpan.FromMilliseconds(1));
        await FindAsync<TokenLookup.Found>();
        await FindAsync<TokenLookup.Found>();
        Assert.Equal(2, _store.Asked);
        Assert.IsType<TokenLookup.Unavailable>(await _lookup.FindAsync("another", default));
        Assert.Equal(2, _store.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await FindAsync<TokenLookup.Unavailable>();

        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await FindAsync<TokenLookup.Found>();
    }

    [Fact]
    public async Task should_remember_a_bounded_number_of_tokens()
    {
        _store.KnowsEverything = true;
        foreach (var i in Enumerable.Range(0, 5000))
        {
            await _lookup.FindAsync($"{i}", default);
        }

        _store.IsAway = true;
        Assert.IsType<TokenLookup.Found>(await _lookup.FindAsync("4999", default));
        Assert.IsType<TokenLookup.Unavailable>(await _lookup.FindAsync("0", default));
    }

    private async Task FindAsync<T>() => Assert.IsType<T>(await _lookup.FindAsync("hash", default));

    private sealed class OneToken : IAccessStore
    {
        public AccessToken? Token { get; set; } = new("Monitoring", Role.ViewOnly, DateTimeOffset.UnixEpoch, null, "root", null);

        public bool IsAway { get; set; }

        public bool KnowsEverything { get; set; }

        public int Asked { get; private set; }

        public Task<AccessToken?> FindTokenAsync(string hash, CancellationToken cancellationToken)
        {
            Asked++;
            return IsAway
                ? throw new AccessStoreException(ErrorCatalogue.AccessStoreUnavailable.With("away"))
                : Task.FromResult(hash == "hash" || KnowsEverything ? Token : null);
        }

        public Task<TransportError?> AddTokenAsync(AccessToken token, string hash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AccessToken?> RemoveTokenAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImmutableArray<AccessToken>> ListTokensAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task TouchTokenAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task BeginAuditAsync(AuditEntry entry, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CompleteAuditAsync(Guid id, AuditOutcome outcome, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AuditPage> QueryAuditAsync(AuditFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> DeleteAuditAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
