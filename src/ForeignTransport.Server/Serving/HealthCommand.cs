using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Management;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.Serving;

/// <summary>The verb <c>health</c>: asks a running server how it is, for the health checks of containers and scripts.</summary>
public static class HealthCommand
{
    /// <summary>What the server needs beside its own check timeout.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>Asks the server that this configuration is of, and prints its answer.</summary>
    /// <returns>0 when it is ready (alive); 1 when it is not or does not answer; 78 when the configuration does not say where it is.</returns>
    public static async Task<int> RunAsync(NodeConfiguration node, bool live, TextWriter output, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(output);
        if (!ManagementSettings.TryRead(node.AkkaOverrides, out var settings, out var errors))
        {
            await output.WriteLineAsync($"error: {errors[0]}");
            return ExitCode.Configuration;
        }

        if (node.Http.Address.Port == 0)
        {
            await output.WriteLineAsync($"error: {HttpOptions.AddressOption.FullKey} has port 0, so the server has chosen its port; name it with --http.");
            return ExitCode.Configuration;
        }

        var address = new UriBuilder(
            node.Http.Tls.Enabled ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Reachable(node.Http.Address.Address).ToString(), node.Http.Address.Port,
            settings.Route(live ? settings.LivenessPath : settings.ReadinessPath)).Uri;
        try
        {
            using var own = node.Http.Tls.Enabled ? HttpsCertificate.ReadPublicPart(node.Http.Tls) : null;

            // No proxy: the environment may name one, and this is about this machine.
            using var handler = new SocketsHttpHandler { UseProxy = false };
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                errors == SslPolicyErrors.None || IPAddress.IsLoopback(IPAddress.Parse(address.IdnHost)) || IsSame(own, shown);
            using var client = new HttpClient(handler) { Timeout = settings.CheckTimeout + Margin };
            using var answer = await client.GetAsync(address, stopping);
            await output.WriteLineAsync(await answer.Content.ReadAsStringAsync(stopping));
            return answer.IsSuccessStatusCode ? ExitCode.Success : ExitCode.Failure;
        }
        catch (Exception cause) when (cause is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            await output.WriteLineAsync($"{address} does not answer: {cause.Message}".ReplaceLineEndings(" "));
            return ExitCode.Failure;
        }
    }

    /// <summary>
    /// The address is an IP address, which certificates do not name as a rule: the server is known by the certificate of its own file. Nothing secret is
    /// sent, and on a loopback address nobody else answers.
    /// </summary>
    private static bool IsSame(X509Certificate2? own, X509Certificate? shown) =>
        own is not null && shown is not null && own.RawDataMemory.Span.SequenceEqual(shown.GetRawCertData());

    /// <summary>An address to connect to, where the configured one means every address of the machine.</summary>
    private static IPAddress Reachable(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
}
