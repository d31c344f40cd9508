using System.Net;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

public sealed class AccessControlSpecs : IAsyncLifetime
{
    private const string Wrong = "ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tk";

    private GuardedHost _host = null!;

    public async Task InitializeAsync() => _host = await GuardedHost.StartAsync(GuardedHost.Required());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/view", Role.ViewOnly)]
    [InlineData("/operate", Role.Operator)]
    [InlineData("/administer", Role.Administrator)]
    [InlineData("/unsaid", Role.Administrator)]
    [InlineData("/api/v1/view", Role.ViewOnly)]
    [InlineData("/api/v1/administer", Role.Administrator)]
    public async Task should_let_each_role_reach_what_it_may_and_nothing_else(string path, Role needed)
    {
        await AssertAsync(HttpStatusCode.Unauthorized, path, null);
        foreach (var role in Enum.GetValues<Role>())
        {
            var token = await _host.TokenAsync(role);
            var body = await AssertAsync(role >= needed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, path, token);
            Assert.Equal(role >= needed, body == $"{role} {role} Token");
        }
    }

    [Fact]
    public async Task should_ask_for_a_token_and_tell_nothing_when_there_is_none()
    {
        foreach (var path in new[] { "/view", "/nothing", "/api/v1/nothing" })
        {
            using var answer = await _host.GetAsync(path, null);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer realm=\"ForeignTransport\"", answer.Headers.WwwAuthenticate.ToString());
        }

        Assert.Equal("open", await AssertAsync(HttpStatusCode.OK, "/open", null));
        Assert.Equal("open", await AssertAsync(HttpStatusCode.OK, "/open", Wrong));
        await AssertAsync(HttpStatusCode.NotFound, "/nothing", await _host.TokenAsync(Role.ViewOnly));
    }

    [Theory]
    [InlineData(Role.ViewOnly)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Administrator)]
    public async Task should_say_that_a_route_has_no_such_method_whatever_the_role(Role role)
    {
        using var answer = await _host.SendAsync(HttpMethod.Put, "/administer", await _host.TokenAsync(role));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.NotEmpty(answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer ft_")]
    [InlineData("Bearer " + Wrong)]
    [InlineData("Bearer " + Wrong + " x")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task should_refuse_what_is_no_token(string header)
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/view", null, ("Authorization", header));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_take_no_token_from_the_address_or_from_two_headers()
    {
        var token = await _host.TokenAsync(Role.Administrator);

        await AssertAsync(HttpStatusCode.Unauthorized, $"/view?access_token={token}", null);
        using var twice = await _host.SendAsync(
            HttpMethod.Get, "/view", null, ("Authorization", $"Bearer {token}"), ("Authorization", $"Bearer {Wrong}"));
        Assert.NotEqual(HttpStatusCode.OK, twice.StatusCode);
    }

    [Fact]
    public async Task should_say_what_is_wrong_in_the_form_of_the_route()
    {
        var token = await _host.TokenAsync(Role.ViewOnly);

        using var problem = await _host.GetAsync("/api/v1/administer", token);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType?.MediaType);
        var document = JsonNode.Parse(await problem.Content.ReadAsStringAsync())!;
        Assert.Equal(
            ("/api/v1/errors/FT-5161", 403, "FT-5161", "RoleInsufficient", "This needs the role Administrator; ViewOnly is ViewOnly."),
            ((string?)document["type"], (int?)document["status"], (string?)document["code"], (string?)document["name"], (string?)document["detail"]));
        Assert.NotEmpty((string?)document["title"] ?? "");
        Assert.NotEmpty((string?)document["remedy"] ?? "");

        Assert.Equal(
            """{"message":"This needs the role Administrator; ViewOnly is ViewOnly."}""",
            await AssertAsync(HttpStatusCode.Forbidden, "/administer", token));
        Assert.Equal(
            """{"message":"The request does not show who sends it."}""", await AssertAsync(HttpStatusCode.Unauthorized, "/administer", null));
    }

    [Fact]
    public async Task should_refuse_a_token_from_when_it_expires()
    {
        var token = await _host.TokenAsync(Role.ViewOnly, _host.Time.GetUtcNow() + TimeSpan.FromSeconds(2));

        await AssertAsync(HttpStatusCode.OK, "/view", token);
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 2 * AttemptLimit.FreeFailures; i++)
        {
            await AssertAsync(HttpStatusCode.Unauthorized, "/view", token);
        }

        Assert.Equal(
            """{"message":"The token is not valid: unknown, removed or expired."}""", await AssertAsync(HttpStatusCode.Unauthorized, "/administer", token));
        await AssertAsync(HttpStatusCode.OK, "/view", await _host.TokenAsync(Role.Operator));
        Assert.Contains(_host.LogLines, line => line.Contains("\"ViewOnly\" has expired", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_refuse_a_token_that_another_server_removed_within_five_seconds()
    {
        var token = await _host.TokenAsync(Role.ViewOnly);
        await AssertAsync(HttpStatusCode.OK, "/view", token);

        Assert.NotNull(await _host.Store.RemoveTokenAsync("ViewOnly", CancellationToken.None));
        _host.Time.Advance(TimeSpan.FromSeconds(5));

        await AssertAsync(HttpStatusCode.Unauthorized, "/view", token);
    }

    [Fact]
    public async Task should_refuse_a_token_at_once_that_was_removed_here()
    {
        var token = await _host.TokenAsync(Role.ViewOnly);
        await AssertAsync(HttpStatusCode.OK, "/view", token);

        Assert.Equal("ViewOnly", (await _host.Tokens.RemoveAsync("viewonly", CancellationToken.None)).Token?.Name);

        await AssertAsync(HttpStatusCode.Unauthorized, "/view", token);
        Assert.Equal("FT-5004", (await _host.Tokens.RemoveAsync("viewonly", CancellationToken.None)).Error?.Entry.Code);
    }

    [Fact]
    public async Task should_note_when_a_token_was_used()
    {
        var token = await _host.TokenAsync(Role.ViewOnly);
        await AssertAsync(HttpStatusCode.OK, "/view", token);

        var noted = await Eventually.FindAsync(
            async () => Assert.Single(await _host.Tokens.ListAsync(CancellationToken.None)) is { LastUsed: not null } token ? token : null,
            () => "It was not noted");

        Assert.Equal(_host.Time.GetUtcNow(), noted.LastUsed);
    }

    [Fact]
    public async Task should_let_known_tokens_in_and_say_503_to_others_while_the_database_is_away()
    {
        var token = await _host.TokenAsync(Role.Administrator);
        await AssertAsync(HttpStatusCode.OK, "/view", token);
        _host.Store.IsAway = true;
        _host.Time.Advance(TimeSpan.FromSeconds(50));

        await AssertAsync(HttpStatusCode.OK, "/view", token);
        using var unknown = await _host.GetAsync("/view", Wrong);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
        Assert.Equal("5", unknown.Headers.RetryAfter?.ToString());

        _host.Time.Advance(TimeSpan.FromSeconds(10));
        await AssertAsync(HttpStatusCode.ServiceUnavailable, "/view", token);
    }

    [Fact]
    public async Task should_slow_whoever_guesses_and_let_him_in_when_he_has_waited()
    {
        var token = await _host.TokenAsync(Role.ViewOnly);
        for (var i = 0; i < AttemptLimit.FreeFailures; i++)
        {
            await AssertAsync(HttpStatusCode.Unauthorized, "/view", Wrong);
        }

        await AssertSlowedAsync(token, "1");
        await AssertAsync(HttpStatusCode.Unauthorized, "/view", null);
        await AssertAsync(HttpStatusCode.OK, "/open", null);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        await AssertAsync(HttpStatusCode.Unauthorized, "/view", Wrong);
        await AssertSlowedAsync(token, "2");
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        await AssertAsync(HttpStatusCode.OK, "/view", token);
        await AssertAsync(HttpStatusCode.Unauthorized, "/view", Wrong);
        await AssertAsync(HttpStatusCode.OK, "/view", token);
    }

    [Fact]
    public async Task should_answer_under_any_name_and_to_pages_with_a_token_when_everybody_is_asked()
    {
        using var answer = await _host.SendAsync(
            HttpMethod.Post, "/api/v1/act", await _host.TokenAsync(Role.Administrator), ("Host", "hub01.contoso.com"), ("Origin", "https://dashboard.contoso.com"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task should_ask_nobody_and_refuse_pages_that_write_when_authentication_is_none()
    {
        await using var open = await GuardedHost.StartAsync(new HttpOptions(new ListenAddress(IPAddress.Loopback, 0)));

        foreach (var path in new[] { "/view", "/administer", "/unsaid" })
        {
            using var answer = await open.GetAsync(path, null);
            Assert.Equal("local Administrator None", await answer.Content.ReadAsStringAsync());
        }

        foreach (var (name, value) in new[] { ("Origin", "null"), ("Sec-Fetch-Site", "same-origin") })
        {
            using var refused = await open.SendAsync(HttpMethod.Post, "/api/v1/act", null, (name, value));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("FT-5176", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, open.Acts);
        using var moved = await open.SendAsync(HttpMethod.Get, "/view", null, ("Host", "evil.example"));
        Assert.Equal(HttpStatusCode.BadRequest, moved.StatusCode);
    }

    [Fact]
    public async Task should_record_an_act_before_and_after()
    {
        using var answer = await _host.SendAsync(
            HttpMethod.Post, "/api/v1/act", await _host.TokenAsync(Role.Administrator), ("X-ForeignTransport-Client", "ftx/0.1.0"));
        Assert.Equal("done", await answer.Content.ReadAsStringAsync());

        var entry = Assert.Single((await _host.Store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries);
        Assert.Equal(
            (new Caller("Administrator", Role.Administrator, AuthenticationMethod.Token), "Hub01", "ftx/0.1.0", "127.0.0.1", "Set-ForeignConnector", "Fax"),
            (entry.Caller, entry.Server, entry.Client, entry.RemoteAddress, entry.CmdletName, entry.ObjectModified));
        Assert.Equal(new AuditParameter("Comment", "new"), Assert.Single(entry.Parameters));
        Assert.Equal(new AuditOutcome(true, """{"comment":"old"}""", """{"comment":"new"}""", null), entry.Outcome);
    }

    [Fact]
    public async Task should_not_do_what_cannot_be_recorded()
    {
        var token = await _host.TokenAsync(Role.Administrator);
        await AssertAsync(HttpStatusCode.OK, "/view", token);
        _host.Store.IsAway = true;

        using var refused = await _host.SendAsync(HttpMethod.Post, "/api/v1/act", token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-store"), (refused.StatusCode, refused.Headers.CacheControl?.ToString()));
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Contains("FT-6030", body, StringComparison.Ordinal);
        Assert.DoesNotContain("away", body, StringComparison.Ordinal);
        Assert.Equal(0, _host.Acts);
    }

    private async Task<string> AssertAsync(HttpStatusCode expected, string path, string? token)
    {
        using var answer = await _host.GetAsync(path, token);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task AssertSlowedAsync(string token, string seconds)
    {
        using var answer = await _host.GetAsync("/view", token);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(seconds, answer.Headers.RetryAfter?.ToString());
    }
}
