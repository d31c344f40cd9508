using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Access;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Serving;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Storage.Access;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>A running server with its HTTP side. Specs make objects of their own names.</summary>
public class ApiServer : IAsyncLifetime
{
    private readonly ServerFolder _folder = new();
    private TransportServer? _server;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Options of the server besides its address.</summary>
    protected virtual (string Variable, string Value)[] Options => [];

    /// <summary>What the organization begins with.</summary>
    internal virtual OrganizationDefinition Organization => SharedServer.Organization;

    /// <summary>The folder of the server.</summary>
    internal ServerFolder Folder => _folder;

    internal TransportServer Server => _server!;

    public virtual async Task InitializeAsync()
    {
        var node = _folder.Configuration([("FT_HTTP_ADDRESS", "127.0.0.1:0"), .. Options]);
        _server = await TransportServer.OpenAsync(node, "1.2.3", TimeProvider.System, CancellationToken.None);
        var http = await ServerHttp.StartAsync(node, ServerFolder.Management, _server, CancellationToken.None);
        await _server.JoinAsync(Organization, CancellationToken.None);
        http.Begin();
        Client = new HttpClient { BaseAddress = http.Address };

        // A server takes mail a moment before it is in the organization and before every partition answers.
        await Eventually.FindAsync(
            async () => _server.Organization?.TransportServices.ContainsKey(_server.ServerName) == true
                && await _server.GetQueuesAsync(CancellationToken.None) is { IsPartial: false } ? "complete" : null,
            _folder.Describe);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// Sends a request; the path is below the base of the API. What is asked is asked again while partitions are missing in the answer, as they may be on a
    /// busy machine.
    /// </summary>
    public async Task<ApiReply> SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        ApiReply? last = null;
        return await Eventually.FindAsync(
            async () =>
            {
                last = await SendOnceAsync(method, path, json, headers);
                return method == "GET" && IsPartial(last) ? null : last;
            },
            () => $"{path}: {last?.Json?.ToJsonString()}");

        static bool IsPartial(ApiReply reply) =>
            reply.Text("code") == ErrorCatalogue.PartitionsDoNotAnswer.Code || reply.Json is JsonObject list && list["partial"]?.GetValue<bool>() == true;
    }

    private async Task<ApiReply> SendOnceAsync(string method, string path, string? json, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1" + path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new ApiReply(
            answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            answer.Headers.ETag?.Tag,
            answer.Headers.Location?.OriginalString,
            text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonObject> GetAsync(string path)
    {
        var reply = await SendAsync("GET", path);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (reply.Status, reply.ContentType));
        return reply.Json!.AsObject();
    }
}

/// <summary>The same with authentication: a token for each role.</summary>
public sealed class GuardedApiServer : ApiServer
{
    private readonly Dictionary<Role, string> _secrets = [];

    protected override (string Variable, string Value)[] Options => [("FT_HTTP_AUTHENTICATION", "required")];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var tokens = new AccessTokens(Server.Access, TimeProvider.System, _ => { });
        foreach (var role in Enum.GetValues<Role>())
        {
            _secrets[role] = (await tokens.CreateAsync($"a {role}", role, null, "spec", CancellationToken.None)).Secret!;
        }
    }

    /// <summary>The header that shows the token of a role.</summary>
    public (string Name, string Value) Token(Role role) => ("Authorization", $"Bearer {_secrets[role]}");
}

/// <summary>The specs of roles share one server.</summary>
[CollectionDefinition(Name)]
public sealed class GuardedApiCollection : ICollectionFixture<GuardedApiServer>
{
    public const string Name = "HTTP API with authentication";
}

/// <summary>What came back.</summary>
public sealed record ApiReply(HttpStatusCode Status, string? ContentType, string? ETag, string? Location, JsonNode? Json)
{
    public string? Text(string key) => Json?[key]?.GetValue<string>();
}

/// <summary>The server of the API specs is one; they run one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiServer>
{
    public const string Name = "HTTP API";
}
