using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>An OpenID Connect provider on this machine: metadata, keys that change, tokens signed with any of them.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    public const string Audience = "api://foreign-transport";

    private readonly WebApplication _application;
    private readonly List<RsaSecurityKey> _keys = [];
    private volatile bool _away;
    private int _asked;

    private FakeIssuer(WebApplication application) => _application = application;

    public Uri Authority { get; private set; } = null!;

    public bool IsAway
    {
        get => _away;
        set => _away = value;
    }

    /// <summary>What is answered instead of documents; null for those.</summary>
    public string? Nonsense { get; set; }

    /// <summary>How often the metadata were read.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public RsaSecurityKey Key => _keys[^1];

    public static async Task<FakeIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var issuer = new FakeIssuer(builder.Build());
        issuer.Rotate();
        issuer._application.MapGet("/realm/.well-known/openid-configuration", issuer.MetadataAsync);
        issuer._application.MapGet("/realm/keys", issuer.KeysAsync);
        await issuer._application.StartAsync();
        issuer.Authority = new Uri(issuer._application.Urls.Single() + "/realm");
        return issuer;
    }

    /// <summary>Another key from now on; the ones before are no longer published.</summary>
    public void Rotate()
    {
        lock (_keys)
        {
            _keys.Clear();
            _keys.Add(new RsaSecurityKey(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") });
        }
    }

    /// <summary>A token that is right unless the arguments say otherwise.</summary>
    public string Token(
        DateTimeOffset now,
        string[] roles,
        string? audience = Audience,
        string? issuer = null,
        DateTimeOffset? from = null,
        DateTimeOffset? until = null,
        SigningCredentials? credentials = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Authority.AbsoluteUri,
            Audience = audience,
            NotBefore = (from ?? now).UtcDateTime,
            Expires = (until ?? now.AddMinutes(5)).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = "0815", ["preferred_username"] = "ada@contoso.com", ["roles"] = roles },
            SigningCredentials = credentials ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task MetadataAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        await AnswerAsync(context, new JsonObject { ["issuer"] = Authority.AbsoluteUri, ["jwks_uri"] = $"{Authority.AbsoluteUri}/keys" });
    }

    private async Task KeysAsync(HttpContext context)
    {
        JsonArray keys;
        lock (_keys)
        {
            keys = [.. _keys.Select(JsonNode? (key) =>
            {
                var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
                return new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["kid"] = key.KeyId,
                    ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                    ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
                };
            })];
        }

        await AnswerAsync(context, new JsonObject { ["keys"] = keys });
    }

    private async Task AnswerAsync(HttpContext context, JsonObject document)
    {
        if (_away)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Nonsense ?? document.ToJsonString()));
    }
}
