using System.Net;
using System.Security.Cryptography;
using System.Text;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Transport.Configuration;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

public sealed class OidcSpecs : IAsyncLifetime
{
    private static readonly string[] Administrator = ["ft-admin"];

    private FakeIssuer _issuer = null!;
    private GuardedHost _host = null!;

    private DateTimeOffset Now => _host.Time.GetUtcNow();

    public async Task InitializeAsync()
    {
        _issuer = await FakeIssuer.StartAsync();
        _host = await GuardedHost.StartAsync(GuardedHost.Required(new OidcOptions(
            _issuer.Authority, FakeIssuer.Audience, "preferred_username", new ClaimedRoles("roles", ["ft-admin"], ["ft-operator"], ["ft-view"]))));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("ft-view", Role.ViewOnly)]
    [InlineData("ft-operator", Role.Operator)]
    [InlineData("ft-admin", Role.Administrator)]
    public async Task should_let_in_whom_the_provider_vouches_for(string claim, Role role)
    {
        using var answer = await _host.GetAsync("/view", _issuer.Token(Now, [claim, "other"]));

        Assert.Equal($"ada@contoso.com {role} Oidc", await answer.Content.ReadAsStringAsync());
        await AssertAsync(role == Role.Administrator ? HttpStatusCode.OK : HttpStatusCode.Forbidden, _issuer.Token(Now, [claim]), "/administer");
        await AssertAsync(HttpStatusCode.OK, await _host.TokenAsync(Role.Administrator));
    }

    [Fact]
    public async Task should_be_forbidden_when_no_claim_gives_a_role()
    {
        using var answer = await _host.GetAsync("/view", _issuer.Token(Now, ["other"]));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("ada@contoso.com has none", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_refuse_a_token_for_somebody_else_or_of_somebody_else()
    {
        await AssertAsync(HttpStatusCode.Unauthorized, _issuer.Token(Now, Administrator, audience: "api://other"));
        await AssertAsync(HttpStatusCode.Unauthorized, _issuer.Token(Now, Administrator, audience: null));
        await AssertAsync(HttpStatusCode.Unauthorized, _issuer.Token(Now, Administrator, issuer: "https://evil.example"));
        await AssertAsync(HttpStatusCode.Unauthorized, _issuer.Token(Now, Administrator) + "x");
    }

    [Fact]
    public async Task should_accept_a_token_in_its_time_give_or_take_a_minute()
    {
        var token = _issuer.Token(Now, Administrator, from: Now.AddSeconds(59), until: Now.AddMinutes(5));
        await AssertAsync(HttpStatusCode.OK, token);
        await AssertAsync(HttpStatusCode.Unauthorized, _issuer.Token(Now, Administrator, from: Now.AddSeconds(61), until: Now.AddMinutes(5)));
        await AssertAsync(HttpStatusCode.OK, token);

        _host.Time.Advance(TimeSpan.FromMinutes(6) - TimeSpan.FromSeconds(1));
        await AssertAsync(HttpStatusCode.OK, token);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 2 * AttemptLimit.FreeFailures; i++)
        {
            await AssertAsync(HttpStatusCode.Unauthorized, token);
        }

        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
    }

    [Fact]
    public async Task should_refuse_every_way_to_sign_without_the_key()
    {
        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
        var payload = _issuer.Token(Now, Administrator).Split('.')[1];
        var spki = _issuer.Key.Rsa.ExportSubjectPublicKeyInfo();
        var pem = Encoding.ASCII.GetBytes(_issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem());
        var modulus = _issuer.Key.Rsa.ExportParameters(false).Modulus!;
        using var stranger = RSA.Create(2048);
        var credentials = new SigningCredentials(new RsaSecurityKey(stranger) { KeyId = _issuer.Key.KeyId }, SecurityAlgorithms.RsaSha256);
        string[] forged =
        [
            $"{Encode("""{"alg":"none"}""")}.{payload}.",
            $"{Encode($$"""{"alg":"none","kid":"{{_issuer.Key.KeyId}}"}""")}.{payload}.",
            $"{Encode("""{"alg":"None"}""")}.{payload}.AAAA",
            Hmac(spki, payload),
            Hmac(pem, payload),
            Hmac(modulus, payload),
            _issuer.Token(Now, Administrator, credentials: credentials),
            $"{_issuer.Token(Now, ["ft-view"]).Split('.')[0]}.{payload}.{_issuer.Token(Now, ["ft-view"]).Split('.')[2]}",
        ];
        foreach (var token in forged)
        {
            await AssertAsync(HttpStatusCode.Unauthorized, token);
            await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
        }
    }

    [Fact]
    public async Task should_look_for_new_keys_when_a_token_names_one_and_not_too_often()
    {
        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
        Assert.Equal(1, _issuer.Asked);
        var old = _issuer.Token(Now, Administrator);
        _issuer.Rotate();

        // Keys were read a moment ago: whoever invents keys makes nobody ask for them.
        await AssertAsync(HttpStatusCode.Unauthorized, _issuer.Token(Now, Administrator));
        Assert.Equal(1, _issuer.Asked);

        _host.Time.Advance(IssuerMetadata.KeyRefresh);
        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
        Assert.Equal(2, _issuer.Asked);
        await AssertAsync(HttpStatusCode.Unauthorized, old);
        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task should_say_503_and_not_401_when_the_provider_never_answered()
    {
        _issuer.IsAway = true;
        await AssertAsync(HttpStatusCode.ServiceUnavailable, _issuer.Token(Now, Administrator));
        var asked = _issuer.Asked;
        await AssertAsync(HttpStatusCode.ServiceUnavailable, _issuer.Token(Now, Administrator));
        Assert.Equal(asked, _issuer.Asked);
        await AssertAsync(HttpStatusCode.OK, await _host.TokenAsync(Role.Administrator));

        _issuer.IsAway = false;
        _host.Time.Advance(IssuerMetadata.Pause);
        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"issuer":7,"jwks_uri":[]}""")]
    [InlineData("""{"issuer":"https://a","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("""{"issuer":"https://a","jwks_uri":"::"}""")]
    [InlineData("""{"issuer":"https://a"}""")]
    public async Task should_say_503_when_the_provider_answers_nonsense(string document)
    {
        _issuer.Nonsense = document;

        await AssertAsync(HttpStatusCode.ServiceUnavailable, _issuer.Token(Now, Administrator));
        Assert.Contains(_host.LogLines, line => line.StartsWith("Whether a token is valid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bnVsbA.AAAA")]
    [InlineData("eyJhbGciOjF9.e30.AAAA")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0..AAAA.AAAA.AAAA")]
    public async Task should_refuse_what_is_no_token(string token) => await AssertAsync(HttpStatusCode.Unauthorized, token);

    [Fact]
    public async Task should_go_on_for_a_day_with_what_the_provider_said_before_it_went_away()
    {
        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
        _issuer.IsAway = true;

        _host.Time.Advance(IssuerMetadata.LongestLife - TimeSpan.FromSeconds(1));
        await AssertAsync(HttpStatusCode.OK, _issuer.Token(Now, Administrator));
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertAsync(HttpStatusCode.ServiceUnavailable, _issuer.Token(Now, Administrator));
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private string Hmac(byte[] secret, string payload)
    {
        var signed = $"{Encode($$"""{"alg":"HS256","typ":"JWT","kid":"{{_issuer.Key.KeyId}}"}""")}.{payload}";
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    private async Task AssertAsync(HttpStatusCode expected, string token, string path = "/view")
    {
        using var answer = await _host.GetAsync(path, token);
        Assert.Equal(expected, answer.StatusCode);
    }
}
