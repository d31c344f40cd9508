using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Access;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ForeignTransport.Server.Http;

/// <summary>The one HTTP listener of a server.</summary>
/// <remarks>
/// Built from an empty builder: no file, no environment variable and no signal but what this program reads itself decides where it
/// listens, what it logs and when it stops. There are no CORS headers, and where nobody is asked who he is a request under a DNS name that is not
/// this machine's is refused (<see cref="HostNameFilter"/>), so no page in a browser can read or change anything.
/// </remarks>
public sealed class HttpHost : IAsyncDisposable
{
    /// <summary>Largest request body, unless an endpoint says otherwise: management requests are forms of a few dozen bytes.</summary>
    internal const long MaxBodySize = 64 << 10;

    private const int MaxConnections = 512;

    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>How long answers that are under way may take when the host stops.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private int _stopped;

    private HttpHost(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it answers, with the port that was chosen when the configured one is 0.</summary>
    public Uri Address { get; }

    /// <summary>Listens on a loopback address without asking anybody who he is; returns when it answers.</summary>
    /// <param name="address">Where to listen; port 0 for any free one.</param>
    /// <param name="system">Its log is where the host logs.</param>
    /// <param name="map">Adds the routes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartRefusedException">It cannot listen there.</exception>
    public static Task<HttpHost> StartAsync(
        ListenAddress address, ActorSystem system, Action<IEndpointRouteBuilder> map, CancellationToken cancellationToken) =>
        StartAsync(address, AccessControl.Open, certificate: null, system, map, cancellationToken);

    /// <summary>Listens; returns when it answers.</summary>
    /// <param name="address">Where to listen; port 0 for any free one.</param>
    /// <param name="access">Decides who may use which route.</param>
    /// <param name="certificate">Makes the address HTTPS; null for plain text.</param>
    /// <param name="system">Its log is where the host logs.</param>
    /// <param name="map">Adds the routes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StartRefusedException">It cannot listen there.</exception>
    internal static async Task<HttpHost> StartAsync(
        ListenAddress address,
        AccessControl access,
        HttpsCertificate? certificate,
        ActorSystem system,
        Action<IEndpointRouteBuilder> map,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!access.IsRequired && !address.IsLoopback)
        {
            throw new StartRefusedException(ErrorCatalogue.UnprotectedHttpAddress.With($"{address}"));
        }

        var application = Build(address, certificate, system);
        try
        {
            application.Use(ErrorMessages.InvokeAsync);
            if (!access.IsRequired)
            {
                application.Use(HostNameFilter.InvokeAsync);
            }

            application.Use(access.InvokeAsync);
            map(application);
            await application.StartAsync(cancellationToken);
            return new HttpHost(application, BoundAddress(application));
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new StartRefusedException(ErrorCatalogue.HttpAddressUnavailable.With(string.Create(
                CultureInfo.InvariantCulture, $"{address}: {cause.Message}")), cause);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening, ends streams, and gives other answers a moment to finish. May be called again.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await _application.StopAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
    }

    private static WebApplication Build(ListenAddress address, HttpsCertificate? certificate, ActorSystem system)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // What keeps the host from starting is thrown, and said in one line by whoever started it: here it would be a page of stack frames.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(HostCategory, LogLevel.None).AddProvider(new ActorSystemLoggerProvider(system));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, UnsignalledLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopTimeout);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = MaxConnections;
            options.Limits.MaxRequestBodySize = MaxBodySize;
            options.Limits.MaxRequestHeaderCount = 64;
            options.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            options.Listen(address.Address, address.Port, listen =>
            {
                if (certificate is null)
                {
                    listen.Protocols = HttpProtocols.Http1;
                    return;
                }

                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = TimeSpan.FromSeconds(10),
                    OnConnection = _ => ValueTask.FromResult(certificate.Current()),
                });
            });
        });
        return builder.Build();
    }

    private static Uri BoundAddress(WebApplication application) =>
        new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Leaves signals alone: <see cref="CommandLine.TerminationSignals"/> has them.</summary>
    private sealed class UnsignalledLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
