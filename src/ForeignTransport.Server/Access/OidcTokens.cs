using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ForeignTransport.Core.Access;
using ForeignTransport.Transport.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ForeignTransport.Server.Access;

/// <summary>Checks JSON Web Tokens of the OpenID Connect provider (RFC 7519, RFC 8725).</summary>
/// <remarks>
/// Only signatures of key pairs count: with a shared secret, what the provider publishes would be what tokens are signed with. Issuer, audience and
/// lifetime are checked always, with a minute for clocks that differ.
/// </remarks>
internal sealed class OidcTokens(OidcOptions options, TimeProvider time, TimeSpan? patience = null) : IDisposable
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private const int MaxToken = 12 << 10;

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly IssuerMetadata _issuer = new(options.Authority, time, patience);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxToken };

    /// <summary>Checks a token.</summary>
    public async Task<Authentication> CheckAsync(string text, CancellationToken cancellationToken)
    {
        if (!TryRead(text, out var token))
        {
            return new Authentication.Failed("it is no token");
        }

        var (metadata, reason) = await _issuer.GetAsync(unlike: null, cancellationToken);
        if (metadata is null)
        {
            return new Authentication.Unavailable(reason);
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(token, metadata));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // Providers change their keys without saying so.
            var (newer, _) = await _issuer.GetAsync(metadata, cancellationToken);
            if (newer is not null && !ReferenceEquals(newer, metadata))
            {
                result = await _handler.ValidateTokenAsync(token, Parameters(token, newer));
            }
        }

        return result.IsValid
            ? Describe(token)
            : new Authentication.Failed(
                result.Exception?.GetType().Name ?? "it is not valid", IsGuess: result.Exception is not SecurityTokenInvalidLifetimeException);
    }

    /// <inheritdoc />
    public void Dispose() => _issuer.Dispose();

    private bool TryRead(string text, [NotNullWhen(true)] out JsonWebToken? token)
    {
        token = null;
        try
        {
            token = _handler.CanReadToken(text) ? _handler.ReadJsonWebToken(text) : null;
        }
        catch (Exception cause) when (cause is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            // Not base64, not JSON, not an object: whatever somebody sends.
        }

        return token is not null;
    }

    private TokenValidationParameters Parameters(JsonWebToken token, OpenIdConnectConfiguration metadata) => new()
    {
        ValidIssuer = metadata.Issuer,
        ValidAudience = options.Audience,
        IssuerSigningKeys = metadata.SigningKeys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,

        // A token may leave out which key it was signed with; one that names a key must have been signed with that.
        TryAllIssuerSigningKeys = string.IsNullOrEmpty(token.Kid),
        LifetimeValidator = (from, until, _, _) => IsInTime(from, until),
    };

    private bool IsInTime(DateTime? from, DateTime? until)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + ClockSkew && (from is not { } start || now >= start - ClockSkew);
    }

    private Authentication Describe(JsonWebToken token)
    {
        using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
        var name = Caller.OneLine(Text(claims.RootElement, options.NameClaim) ?? token.Subject ?? "");
        return options.Roles.Decide(claims.RootElement) is { } role
            ? new Authentication.Succeeded(new Caller(name, role, AuthenticationMethod.Oidc))
            : new Authentication.WithoutRole(name);
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
