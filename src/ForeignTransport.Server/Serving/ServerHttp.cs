using Akka.Actor;
using Akka.Event;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Api;
using ForeignTransport.Server.Http;
using ForeignTransport.Server.Management;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;

namespace ForeignTransport.Server.Serving;

/// <summary>The HTTP side of a server, from before it joins its cluster until after it has left.</summary>
/// <remarks>
/// It hangs on the coordinated shutdown, however that begins (a signal, a request, a cluster that removed this member): with its first
/// phase the server is no longer ready; it goes on to answer while queues drain and the member leaves, and ends
/// before the actor system does.
/// </remarks>
internal sealed class ServerHttp
{
    private readonly ServingCheck _serving;

    private ServerHttp(ServingCheck serving, Uri address) => (_serving, Address) = (serving, address);

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Starts to answer for a server that has not joined yet: alive, and not ready.</summary>
    /// <exception cref="StartRefusedException">The address is not to be had, or its certificate is of no use.</exception>
    public static async Task<ServerHttp> StartAsync(
        NodeConfiguration node, ManagementSettings settings, TransportServer server, CancellationToken cancellationToken)
    {
        var serving = new ServingCheck();
        var log = Logging.GetLogger(server.System, typeof(ServerHttp));
        var certificate = OpenCertificate(node.Http.Tls, log);
        var access = new AccessServices(node.Http, node.ServerName, server.Access, TimeProvider.System, line => log.Warning("HTTP: {0}", line));
        var services = new ManagementServices(
            server.System, settings, serving, new StorageCheck(server.CheckStorageAsync), new ComponentStateCheck(() => server.IsDraining),
            new BackPressureCheck(() => server.BackPressure))
        {
            Fence = server.FenceAsync,
            Audit = access.Audit,
        };
        var api = new ApiEndpoints(new ApiServices(server, access, ServeCommand.Version));
        HttpHost host;
        try
        {
            host = await HttpHost.StartAsync(
                node.Http.Address,
                access.Control,
                certificate,
                server.System,
                routes =>
                {
                    ManagementRoutes.Map(routes, services);
                    api.Map(routes);
                },
                cancellationToken);
        }
        catch
        {
            await access.DisposeAsync();
            throw;
        }

        server.HttpAddress = host.Address;
        var shutdown = CoordinatedShutdown.Get(server.System);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "http-not-ready", () =>
        {
            serving.End();
            return Task.FromResult(Akka.Done.Instance);
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "http-stop", async () =>
        {
            await host.DisposeAsync();
            await access.DisposeAsync();
            return Akka.Done.Instance;
        });
        return new ServerHttp(serving, host.Address);
    }

    /// <summary>The server takes files: ready.</summary>
    public void Begin() => _serving.Begin();

    private static HttpsCertificate? OpenCertificate(HttpTlsOptions tls, ILoggingAdapter log)
    {
        if (!tls.Enabled)
        {
            return null;
        }

        return HttpsCertificate.TryOpen(tls, TimeProvider.System, warning => log.Warning("HTTP: {0}", warning), out var certificate, out var error)
            ? certificate
            : throw new StartRefusedException(error);
    }
}
