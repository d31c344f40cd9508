using System.Collections.Immutable;
using System.Security.Cryptography;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>Makes and removes access tokens, for whoever asks: the command line, or an administrator over HTTP.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="removed">Told the name of each token that was removed.</param>
internal sealed class AccessTokens(IAccessStore store, TimeProvider time, Action<string> removed)
{
    private const string Kind = "Access token";

    /// <summary>Says what is wrong with a token that is to be made; null when it may be.</summary>
    public TransportError? FindFault(string? name, DateTimeOffset? expires) =>
        !AccessToken.IsName(name) ? ErrorCatalogue.InvalidParameter.With($"Name: \"{Caller.OneLine(name ?? "")}\" must be {AccessToken.AllowedName}.")
        : expires <= time.GetUtcNow() ? ErrorCatalogue.ParameterOutOfRange.With("Expires must be in the future.")
        : null;

    /// <summary>Makes a token. Its secret is nowhere but in the answer.</summary>
    /// <exception cref="AccessStoreException">The database cannot be used.</exception>
    public async Task<CreatedToken> CreateAsync(string name, Role role, DateTimeOffset? expires, string createdBy, CancellationToken cancellationToken)
    {
        if (FindFault(name, expires) is { } fault)
        {
            return new CreatedToken(null, null, fault);
        }

        // What the store keeps has milliseconds: so has the answer.
        var token = new AccessToken(name, role, Whole(time.GetUtcNow()), expires is { } end ? Whole(end) : null, Caller.OneLine(createdBy), LastUsed: null);
        var secret = AccessTokenSecret.Format(RandomNumberGenerator.GetBytes(AccessTokenSecret.RandomBytes));
        if (!AccessTokenSecret.TryHash(secret, out var hash))
        {
            throw new InvalidOperationException("A secret does not have its own form.");
        }

        return await store.AddTokenAsync(token, hash, cancellationToken) is { } refusal
            ? new CreatedToken(null, null, refusal)
            : new CreatedToken(token, secret, null);
    }

    /// <summary>Removes a token: refused at once by this server, and by the others within 5 s.</summary>
    /// <returns>What it was, or why it could not be removed.</returns>
    /// <exception cref="AccessStoreException">The database cannot be used.</exception>
    public async Task<(AccessToken? Token, TransportError? Error)> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var token = await store.RemoveTokenAsync(name, cancellationToken);
        removed(name);
        return token is null ? (null, ErrorCatalogue.ObjectNotFound.With($"{Kind} '{Caller.OneLine(name)}'")) : (token, null);
    }

    /// <summary>All tokens, by name.</summary>
    /// <exception cref="AccessStoreException">The database cannot be used.</exception>
    public Task<ImmutableArray<AccessToken>> ListAsync(CancellationToken cancellationToken) => store.ListTokensAsync(cancellationToken);

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
