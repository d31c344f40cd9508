using System.Net;
using System.Net.Http.Headers;
using Akka.Actor;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Api;
using ForeignTransport.Server.Http;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Server.Tests.Access;

/// <summary>A real listener with a route for each role, and time that passes when a spec says so.</summary>
internal sealed class GuardedHost : IAsyncDisposable
{
    /// <summary>How long the database and the provider may take: only a busy machine makes them slow here.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _directory = Directory.CreateTempSubdirectory("ft-access-").FullName;
    private readonly ActorSystem _system = ActorSystem.Create("access", "akka.loglevel = OFF, akka.stdout-loglevel = OFF");
    private readonly List<string> _log = [];
    private readonly AccessServices _services;
    private HttpHost? _host;

    private GuardedHost(HttpOptions http)
    {
        Store = new ToggledStore(SqliteAccessSchema.Open(Path.Combine(_directory, "access.db"), Patience));
        _services = new AccessServices(http, "Hub01", Store, Time, Log, Patience);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    public ToggledStore Store { get; }

    public AccessTokens Tokens => _services.Tokens;

    public AccessControl Control => _services.Control;

    public AuditTrail Audit => _services.Audit;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>How often the administrator's act was done.</summary>
    public int Acts { get; private set; }

    public string[] LogLines
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    public static HttpOptions Required(OidcOptions? oidc = null) =>
        new(new ListenAddress(IPAddress.Loopback, 0)) { Authentication = HttpAuthentication.Required, Oidc = oidc };

    public static Task<GuardedHost> StartAsync(HttpOptions http, Action<IEndpointRouteBuilder>? map = null) => StartAsync(http, host => map ?? host.Map);

    private static async Task<GuardedHost> StartAsync(HttpOptions http, Func<GuardedHost, Action<IEndpointRouteBuilder>> map)
    {
        var host = new GuardedHost(http);
        host._host = await HttpHost.StartAsync(http.Address, host.Control, null, host._system, map(host), CancellationToken.None);
        host.Client = new HttpClient { BaseAddress = host._host.Address };
        return host;
    }

    /// <summary>The same with the routes of the API: those that need no server behind them.</summary>
    public static Task<GuardedHost> StartApiAsync(HttpOptions http) => StartAsync(
        http, host => new ApiEndpoints(new ApiServices(null!, host._services, "1.2.3")).Map);

    /// <summary>A token of this role.</summary>
    public async Task<string> TokenAsync(Role role, DateTimeOffset? expires = null)
    {
        var created = await Tokens.CreateAsync($"{role}", role, expires, "spec", CancellationToken.None);
        Assert.True(created.IsCreated, $"{created.Error}");
        return created.Secret;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host!.DisposeAsync();
        await _services.DisposeAsync();
        await Store.DisposeAsync();
        await _system.Terminate();
        Directory.Delete(_directory, recursive: true);
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/view", SayCallerAsync).RequireRole(Role.ViewOnly);
        routes.MapGet("/operate", SayCallerAsync).RequireRole(Role.Operator);
        routes.MapGet("/administer", SayCallerAsync).RequireRole(Role.Administrator);
        routes.MapGet("/unsaid", SayCallerAsync);
        routes.MapGet("/open", context => context.Response.WriteAsync("open")).AllowAnyone();
        routes.MapGet("/api/v1/view", SayCallerAsync).RequireRole(Role.ViewOnly);
        routes.MapGet("/api/v1/administer", SayCallerAsync).RequireRole(Role.Administrator);
        routes.MapPost("/api/v1/act", ActAsync).RequireRole(Role.Administrator);
    }

    private static Task SayCallerAsync(HttpContext context) =>
        context.Response.WriteAsync($"{context.Caller().Name} {context.Caller().Role} {context.Caller().Authentication}");

    private async Task ActAsync(HttpContext context)
    {
        var act = await _services.Audit.BeginAsync(context, "Set-ForeignConnector", "Fax", [new AuditParameter("Comment", "new")]);
        Acts++;
        await act.CompleteAsync(new AuditOutcome(true, """{"comment":"old"}""", """{"comment":"new"}""", null));
        await context.Response.WriteAsync("done");
    }

    private void Log(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }
}
