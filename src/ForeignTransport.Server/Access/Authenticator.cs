using ForeignTransport.Core.Access;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>Finds out who shows a bearer token (RFC 6750): an access token of this product, or a token of the OpenID Connect provider.</summary>
/// <param name="store">Where access tokens are kept.</param>
/// <param name="lookup">Finds them.</param>
/// <param name="oidc">The provider; null for none.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Takes a line about what an operator should know.</param>
internal sealed class Authenticator(IAccessStore store, AccessTokenLookup lookup, OidcTokens? oidc, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    /// <summary>Checks what stands behind <c>Bearer</c>.</summary>
    public async Task<Authentication> CheckAsync(string token, CancellationToken cancellationToken)
    {
        if (AccessTokenSecret.TryHash(token, out var hash))
        {
            return await CheckAccessTokenAsync(hash, cancellationToken);
        }

        return oidc is null || token.StartsWith(AccessTokenSecret.Prefix, StringComparison.Ordinal)
            ? new Authentication.Failed("it is no access token")
            : await oidc.CheckAsync(token, cancellationToken);
    }

    private async Task<Authentication> CheckAccessTokenAsync(string hash, CancellationToken cancellationToken)
    {
        switch (await lookup.FindAsync(hash, cancellationToken))
        {
            case TokenLookup.Found { Token: var token } when token.IsExpired(time.GetUtcNow()):
                return new Authentication.Failed($"access token \"{token.Name}\" has expired", IsGuess: false);
            case TokenLookup.Found { Token: var token }:
                NoteUse(token, hash);
                return new Authentication.Succeeded(token.Bearer);
            case TokenLookup.Unavailable { Cause: var cause }:
                return new Authentication.Unavailable(cause.Message);
            default:
                return new Authentication.Failed("no access token has this secret");
        }
    }

    /// <summary>Not waited for: when a token was last used is good to know, and no reason to keep a caller waiting or to refuse him.</summary>
    private void NoteUse(AccessToken token, string hash)
    {
        var now = time.GetUtcNow();
        if (lookup.IsNews(hash, now, UseResolution) && (token.LastUsed is not { } used || now - used >= UseResolution))
        {
            _ = NoteUseAsync(token.Name, hash, now);
        }
    }

    private async Task NoteUseAsync(string name, string hash, DateTimeOffset now)
    {
        try
        {
            await store.TouchTokenAsync(hash, now, CancellationToken.None);
        }
        catch (Exception cause) when (cause is AccessStoreException or ObjectDisposedException)
        {
            log($"That access token \"{name}\" was used is not noted: {cause.Message}");
        }
    }
}
