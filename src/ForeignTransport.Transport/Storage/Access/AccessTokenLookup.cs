using ForeignTransport.Core.Access;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>
/// Finds tokens by the hash of their secret without asking the database for every request.
/// </summary>
/// <remarks>
/// What the database has answered is believed for <see cref="Freshness"/>, counted from when it was asked: a token that is removed anywhere is
/// refused everywhere within 5 s. While the database does not answer, tokens that it knew less than <see cref="Grace"/> ago are
/// still let in, so that an outage does not lock out at once who is to repair it; a token that is removed during an outage lives on for as long.
/// Unknown secrets are never remembered: a token works everywhere the moment it is made. Expiry is looked at each time.
/// </remarks>
internal sealed class AccessTokenLookup(IAccessStore store, TimeProvider time)
{
    /// <summary>How long an answer is believed.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(4);

    /// <summary>How long a token outlives the database's last word on it while the database is away.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <summary>How long nobody asks again after the database has not answered: it would keep every caller waiting.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const int Capacity = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private (DateTimeOffset Until, AccessStoreException Cause)? _away;

    /// <summary>Finds the token of a hash; it may have expired.</summary>
    public async Task<TokenLookup> FindAsync(string hash, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        Known? known;
        lock (_lock)
        {
            known = _known.GetValueOrDefault(hash);
            if (known is not null && asked - known.Asked < Freshness)
            {
                return new TokenLookup.Found(known.Token);
            }

            if (_away is { } away)
            {
                if (asked < away.Until)
                {
                    return Outage(known, asked, away.Cause);
                }

                // This one tries, and keeps the others from waiting with it.
                _away = (asked + Pause, away.Cause);
            }
        }

        try
        {
            var token = await store.FindTokenAsync(hash, cancellationToken);
            Remember(hash, token, asked);
            return token is null ? TokenLookup.Unknown.Instance : new TokenLookup.Found(token);
        }
        catch (AccessStoreException cause)
        {
            lock (_lock)
            {
                _away = (time.GetUtcNow() + Pause, cause);
            }

            return Outage(known, time.GetUtcNow(), cause);
        }
    }

    /// <summary>True when that a token is used was not said for <paramref name="interval"/>; and then it is said from now on.</summary>
    public bool IsNews(string hash, DateTimeOffset now, TimeSpan interval)
    {
        lock (_lock)
        {
            if (_known.GetValueOrDefault(hash) is not { } known || now - known.UseNoted < interval)
            {
                return false;
            }

            _known[hash] = known with { UseNoted = now };
            return true;
        }
    }

    /// <summary>Forgets a token that was removed here: on this server it is refused at once.</summary>
    public void Forget(string name)
    {
        lock (_lock)
        {
            foreach (var hash in _known.Where(known => known.Value.Token.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(known => known.Key).ToList())
            {
                _known.Remove(hash);
            }
        }
    }

    private static TokenLookup Outage(Known? known, DateTimeOffset now, AccessStoreException cause) =>
        known is not null && now - known.Asked < Grace ? new TokenLookup.Found(known.Token) : new TokenLookup.Unavailable(cause);

    private void Remember(string hash, AccessToken? token, DateTimeOffset asked)
    {
        lock (_lock)
        {
            _away = null;
            if (token is null)
            {
                _known.Remove(hash);
                return;
            }

            if (_known.Count >= Capacity && !_known.ContainsKey(hash))
            {
                _known.Remove(_known.MinBy(known => known.Value.Asked).Key);
            }

            _known[hash] = new Known(token, asked, _known.GetValueOrDefault(hash)?.UseNoted ?? default);
        }
    }

    private sealed record Known(AccessToken Token, DateTimeOffset Asked, DateTimeOffset UseNoted);
}
