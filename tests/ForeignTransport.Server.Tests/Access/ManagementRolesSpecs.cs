using System.Net.Http.Headers;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;
using ForeignTransport.Server.Management;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Server.Tests.Management;
using ForeignTransport.Transport.Storage.Access;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>Each role against each Akka Management route.</summary>
[Collection(ManagementCollection.Name)]
public sealed class ManagementRolesSpecs(ThreeNodes cluster) : IAsyncLifetime
{
    private readonly ServerFolder _folder = new();
    private IAccessStore _store = null!;
    private AccessServices _access = null!;
    private HttpHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _store = SqliteAccessSchema.Open(Path.Combine(_folder.Root, "access.db"), GuardedHost.Patience);
        var http = GuardedHost.Required();
        _access = new AccessServices(http, "Hub01", _store, TimeProvider.System, _ => { });
        var services = new ManagementServices(cluster.First.System, ServerFolder.Management with { ReadOnly = false }) { Audit = _access.Audit };
        _host = await HttpHost.StartAsync(
            http.Address, _access.Control, null, cluster.First.System, routes => ManagementRoutes.Map(routes, services), CancellationToken.None);
        _client = new HttpClient { BaseAddress = _host.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _access.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Writes are such as change nothing: of a member that is none, to a level that is none.</summary>
    [Theory]
    [InlineData("GET", "/ready", null, 200)]
    [InlineData("GET", "/alive", null, 200)]
    [InlineData("GET", "/cluster/members", Role.ViewOnly, 200)]
    [InlineData("GET", "/cluster/members/Main@localhost:1", Role.ViewOnly, 404)]
    [InlineData("GET", "/cluster/domain-events", Role.ViewOnly, 200)]
    [InlineData("GET", "/cluster/shards", Role.ViewOnly, 200)]
    [InlineData("GET", "/cluster/shards/none", Role.ViewOnly, 404)]
    [InlineData("GET", "/cluster/shards/none/stats", Role.ViewOnly, 404)]
    [InlineData("GET", "/bootstrap/seed-nodes", Role.ViewOnly, 200)]
    [InlineData("GET", "/remote/address", Role.ViewOnly, 200)]
    [InlineData("GET", "/cluster-client/receptionist", Role.ViewOnly, 503)]
    [InlineData("GET", "/loglevel/akka", Role.ViewOnly, 200)]
    [InlineData("PUT", "/loglevel/akka?level=LOUD", Role.Administrator, 400)]
    [InlineData("POST", "/cluster/members", Role.Administrator, 400)]
    [InlineData("DELETE", "/cluster/members/Main@localhost:1", Role.Administrator, 404)]
    [InlineData("PUT", "/cluster/members/Main@localhost:1", Role.Administrator, 404)]
    [InlineData("PUT", "/cluster", Role.Administrator, 400)]
    public async Task should_be_open_to_its_role_and_those_above(string method, string path, Role? needed, int status)
    {
        Assert.Equal(needed is null ? status : 401, await AskAsync(method, path, null));
        foreach (var role in Enum.GetValues<Role>())
        {
            var created = await _access.Tokens.CreateAsync($"{role}", role, null, "spec", CancellationToken.None);
            Assert.Equal(needed is null || role >= needed ? status : 403, await AskAsync(method, path, created.Secret));
        }

        var entries = (await _store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries;
        Assert.Equal(method == "GET" ? [] : ["Administrator"], entries.Select(entry => entry.Caller.Name));
        Assert.All(entries, entry => Assert.False(entry.Outcome?.Succeeded));
    }

    private async Task<int> AskAsync(string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }
}
