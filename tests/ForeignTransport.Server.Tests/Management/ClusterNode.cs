using System.Net;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;
using ForeignTransport.Server.Management;
using ForeignTransport.Server.Tests.Access;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Storage.Access;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>A member of a cluster with the settings of the product and the management routes, and a client for them.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    /// <summary>For nodes that notice soon when another has ended. A busy machine may make others unreachable for them, for a while.</summary>
    public const string Watchful = "akka.cluster.failure-detector.acceptable-heartbeat-pause = 2s";

    /// <summary>
    /// A crash is a system that ends without leaving: on its own, an end of the system would leave first. Where nobody crashes, a busy machine makes
    /// nobody unreachable.
    /// </summary>
    private const string Hocon = """
        akka {
          coordinated-shutdown.run-by-actor-system-terminate = off
          coordinated-shutdown.terminate-actor-system = off
          cluster.failure-detector { heartbeat-interval = 100ms, acceptable-heartbeat-pause = 60s, expected-response-after = 100ms }
        }
        """;

    private readonly ServerFolder _folder;
    private readonly IAccessStore _store;

    private ClusterNode(ActorSystem system, HttpHost host, IAccessStore store, ServerFolder folder)
    {
        _folder = folder;
        _store = store;
        System = system;
        Cluster = Cluster.Get(system);
        Host = host;
        Client = new HttpClient { BaseAddress = host.Address };
    }

    public ActorSystem System { get; }

    public Cluster Cluster { get; }

    public HttpHost Host { get; }

    public HttpClient Client { get; }

    /// <summary>The audit log, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AuditAsync() => (await _store.QueryAuditAsync(new AuditFilter(), CancellationToken.None)).Entries;

    /// <summary>The full address.</summary>
    public string Address => Cluster.SelfAddress.ToString();

    /// <summary>Starts a node that is a member of nothing yet.</summary>
    /// <param name="settings">HOCON before all other, and where the management settings come from.</param>
    /// <param name="heartbeat">Silence of a stream of events after which it shows that it lives.</param>
    /// <param name="hostName">Its host in the cluster.</param>
    /// <param name="readiness">Readiness checks beside membership.</param>
    public static async Task<ClusterNode> StartAsync(
        string settings = "", TimeSpan? heartbeat = null, string hostName = "localhost", params IReadinessCheck[] readiness)
    {
        var folder = new ServerFolder();
        var node = folder.Configuration((ClusterOptions.HostNameOption.EnvironmentVariable, hostName));
        var own = ConfigurationFactory.ParseString(settings);
        var hocon = own.WithFallback(ConfigurationFactory.ParseString(Hocon)).WithFallback(ClusterHocon.For(node, ConfigurationFactory.Empty));
        Assert.True(ManagementSettings.TryRead(own, out var management, out var errors), string.Join('\n', errors));
        var system = ActorSystem.Create("Main", hocon);
        var store = SqliteAccessSchema.Open(Path.Combine(folder.Root, "access.db"), GuardedHost.Patience);
        var audit = new AuditTrail(store, node.ServerName, TimeProvider.System, line => Assert.Fail(line));
        management = management with { CheckTimeout = ServerFolder.Management.CheckTimeout };
        var services = new ManagementServices(system, management, readiness) { Audit = audit, Heartbeat = heartbeat ?? TimeSpan.FromSeconds(10) };
        var host = await HttpHost.StartAsync(
            new ListenAddress(IPAddress.Loopback, 0), system, routes => ManagementRoutes.Map(routes, services), CancellationToken.None);
        return new ClusterNode(system, host, store, folder);
    }

    /// <summary>Starts a cluster; its members are Up, and each knows that all are.</summary>
    public static async Task<ClusterNode[]> StartClusterAsync(params string[] settings)
    {
        var nodes = await Task.WhenAll(settings.Select(own => StartAsync(own)));
        // One after the other, so that their ages are known.
        foreach (var node in nodes)
        {
            node.Cluster.Join(nodes[0].Cluster.SelfAddress);
            await node.SeesAsync(nodes[0], MemberStatus.Up);
            await nodes[0].SeesAsync(node, MemberStatus.Up);
        }

        foreach (var (observer, subject) in nodes.SelectMany(_ => nodes, (observer, subject) => (observer, subject)))
        {
            await observer.SeesAsync(subject, MemberStatus.Up);
        }

        return nodes;
    }

    /// <summary>Waits until this node sees another in a status.</summary>
    public Task SeesAsync(ClusterNode other, MemberStatus status) => Eventually.HoldsAsync(
        () => Cluster.State.Members.Any(member => member.Address == other.Cluster.SelfAddress && member.Status == status),
        () => $"{Address} does not see {other.Address} {status}: {Cluster.State}");

    /// <summary>Gets JSON.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        return await ReadAsync(answer);
    }

    /// <summary>Sends a request whose path reaches the server as it is written here: <see cref="Uri"/> would tidy it.</summary>
    public Task<(HttpStatusCode Status, JsonNode? Body)> GetRawAsync(string path) => GetAsync(Raw(path));

    /// <summary>Sends a form, or nothing.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(method, Raw(path));
        if (form.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        return await SendAsync(request);
    }

    /// <summary>Sends a request.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request);
        return await ReadAsync(answer);
    }

    /// <summary>Ends the system as if the process had died; HTTP goes on.</summary>
    public Task CrashAsync() => System.Terminate();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await System.Terminate();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(Uri address)
    {
        using var answer = await Client.GetAsync(address);
        return await ReadAsync(answer);
    }

    private Uri Raw(string path) =>
        new($"{Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
