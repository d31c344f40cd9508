using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>
/// Answers as the HTTP API is agreed on, from what a spec lays down, and keeps every request. A request that no spec foresaw is answered with 404 and kept too.
/// </summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private const string BasePath = "/api/v1";

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Func<RecordedRequest, Task<Reply>>> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();

    private FakeServer(WebApplication application) => _application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>In the order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Those that change something.</summary>
    public IReadOnlyList<RecordedRequest> Writes => [.. _requests.Where(request => request.Method != "GET")];

    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new FakeServer(builder.Build());
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        server.Address = new Uri(server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Lays down the answer to a method and path below /api/v1.</summary>
    public FakeServer On(string method, string path, string json, int status = 200) => On(method, path, _ => Task.FromResult(new Reply(status, json)));

    public FakeServer On(string method, string path, Func<RecordedRequest, Task<Reply>> reply)
    {
        _replies[$"{method} {BasePath}/{path}"] = reply;
        return this;
    }

    /// <summary>Lays down a list.</summary>
    public FakeServer OnList(string path, params string[] items) =>
        On("GET", path, $$"""{"items":[{{string.Join(",", items)}}],"total":{{items.Length}}}""");

    /// <summary>Lays down the answer to a change that changes something.</summary>
    public FakeServer OnWrite(string method, string path, string? shown = null, string warnings = "") =>
        On(method, path, request => Task.FromResult(new Reply(
            method == "POST" ? 201 : 200,
            $$"""{"object":{{shown ?? "null"}},"changed":true,"whatIf":{{(request.Query.Contains("whatIf=true", StringComparison.Ordinal) ? "true" : "false")}},"warnings":[{{warnings}}]}""")));

    /// <summary>Lays down a refusal.</summary>
    public FakeServer OnProblem(string method, string path, int status, string code, string title, string detail, string? parameter = null, string? remedy = null) =>
        On(method, path, _ => Task.FromResult(Problem(status, code, title, detail, parameter, remedy)));

    public static Reply Problem(int status, string code, string title, string detail, string? parameter = null, string? remedy = null) =>
        new(status, new JsonObject
        {
            ["type"] = $"/api/v1/errors/{code}",
            ["title"] = title,
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
            ["name"] = "Name",
            ["parameter"] = parameter,
            ["remedy"] = remedy ?? "Do something else."
        }.ToJsonString())
        {
            ContentType = "application/problem+json"
        };

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // The raw target: decoding would hide how an identity was encoded.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new RecordedRequest(
            context.Request.Method,
            question < 0 ? target : target[..question],
            question < 0 ? "" : target[(question + 1)..],
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            body.ToArray());
        _requests.Enqueue(request);
        var reply = _replies.TryGetValue($"{request.Method} {request.Path}", out var known)
            ? await known(request)
            : Problem(404, "FT-5004", "No object has that identity.", $"Object '{Uri.UnescapeDataString(request.Path.Split('/')[^1])}'");
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        if (reply.Location is { } location)
            context.Response.Headers.Location = location.ToString();
        await context.Response.WriteAsync(reply.Body);
    }
}
