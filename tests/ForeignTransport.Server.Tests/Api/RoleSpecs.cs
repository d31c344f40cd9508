using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Api;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Each role against each route: whoever may gets past the door, whoever may not does not, and nothing is done.</summary>
[Collection(GuardedApiCollection.Name)]
public class RoleSpecs(GuardedApiServer server)
{
    /// <summary>Every route of the table, and those beside it.</summary>
    public static TheoryData<string, string, Role> Routes
    {
        get
        {
            var routes = new TheoryData<string, string, Role>();
            foreach (var route in ApiRoutes.Describe())
            {
                // An object that does not exist: the door is before it.
                routes.Add(route.Method, ApiRoutes.BasePath + route.Path.Replace("{identity}", "no%20such%20object", StringComparison.Ordinal), route.Role);
            }

            routes.Add("GET", "/cluster/members", Role.ViewOnly);
            routes.Add("GET", "/cluster/shards/categorizer", Role.ViewOnly);
            routes.Add("GET", "/loglevel/akka", Role.ViewOnly);
            routes.Add("GET", "/no/such/route", Role.ViewOnly);
            routes.Add("GET", "/api/v1/no-such-route", Role.ViewOnly);
            return routes;
        }
    }

    [Fact]
    public async Task should_take_the_messages_of_two_callers_who_use_the_same_key()
    {
        var first = await SubmitAsync(Role.Operator);
        var second = await SubmitAsync(Role.Administrator);
        var again = await SubmitAsync(Role.Operator);

        Assert.NotEqual(Id(first), Id(second));
        Assert.Equal(Id(first), Id(again));
        Assert.Equal([false, false, true], new[] { first, second, again }.Select(receipt => receipt["isRepeat"]!.GetValue<bool>()));

        static string Id(JsonNode receipt) => receipt["id"]!.GetValue<string>();
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task should_let_in_only_whom_the_route_is_for(string method, string path, Role needed)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(method, path, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(method, path, ("Authorization", "Basic YWRtaW46YWRtaW4=")));
        foreach (var role in Enum.GetValues<Role>())
        {
            var status = await StatusAsync(method, path, server.Token(role));

            Assert.NotEqual(HttpStatusCode.Unauthorized, status);
            Assert.Equal(role < needed, status == HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("/ready")]
    [InlineData("/alive")]
    public async Task should_answer_health_checks_without_asking_who_it_is(string path) =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", path, null));

    [Fact]
    public async Task should_tell_as_whom_a_caller_is_seen()
    {
        var session = await server.SendAsync("GET", "/session", null, server.Token(Role.Operator));

        Assert.Equal(("a Operator", "Operator", "token", "Hub01"), (session.Text("caller"), session.Text("role"), session.Text("authentication"), session.Text("server")));
    }

    [Fact]
    public async Task should_refuse_with_a_problem_document_when_somebody_may_not()
    {
        var anonymous = await server.SendAsync("GET", "/foreign-connectors");
        var viewer = await server.SendAsync("DELETE", "/foreign-connectors/Fax", null, server.Token(Role.ViewOnly));

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json", "FT-5160"), (anonymous.Status, anonymous.ContentType, anonymous.Text("code")));
        Assert.Equal((HttpStatusCode.Forbidden, "application/problem+json", "FT-5161"), (viewer.Status, viewer.ContentType, viewer.Text("code")));
    }

    private async Task<HttpStatusCode> StatusAsync(string method, string path, (string Name, string Value)? header)
    {
        // Whatever a role may do here would be refused or would change nothing: empty bodies, and objects that do not exist.
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Contains("/configuration", StringComparison.Ordinal) ? path + "?whatIf=true" : path);
        if (method is not ("GET" or "DELETE"))
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        if (header is { } given)
        {
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        }

        using var answer = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private async Task<JsonNode> SubmitAsync(Role role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages?from=a@fabrikam.com&to=IMCEAFAX-1@contoso.com");
        request.Content = new StringContent("Subject: order\r\n\r\nhello\r\n", Encoding.ASCII, "message/rfc822");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "order 7");
        request.Headers.TryAddWithoutValidation(server.Token(role).Name, server.Token(role).Value);
        using var answer = await server.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!;
    }
}
