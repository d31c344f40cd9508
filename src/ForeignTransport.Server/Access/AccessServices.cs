using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>Who may come in over HTTP, and the record of what they did: everything of one server, made from its options.</summary>
internal sealed class AccessServices : IAsyncDisposable
{
    private readonly OidcTokens? _oidc;
    private readonly AuditRetention _retention;

    /// <param name="http">The options.</param>
    /// <param name="serverName">The name of this server.</param>
    /// <param name="store">Tokens and audit log; the caller disposes of it, after this.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line about what an operator should know.</param>
    /// <param name="patience">How long the OpenID Connect provider may take to answer; null for what is usual.</param>
    public AccessServices(HttpOptions http, string serverName, IAccessStore store, TimeProvider time, Action<string> log, TimeSpan? patience = null)
    {
        var lookup = new AccessTokenLookup(store, time);
        _oidc = http.Oidc is { } oidc ? new OidcTokens(oidc, time, patience) : null;
        Control = new AccessControl(
            http.Authentication == HttpAuthentication.Required ? new Authenticator(store, lookup, _oidc, time, log) : null, time, log);
        Tokens = new AccessTokens(store, time, lookup.Forget);
        Audit = new AuditTrail(store, serverName, time, log);
        _retention = new AuditRetention(store, http.AuditMaxAge, time, log);
    }

    /// <summary>Lets requests through.</summary>
    public AccessControl Control { get; }

    /// <summary>Makes and removes access tokens.</summary>
    public AccessTokens Tokens { get; }

    /// <summary>Records what was done.</summary>
    public AuditTrail Audit { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _retention.DisposeAsync();
        _oidc?.Dispose();
    }
}
