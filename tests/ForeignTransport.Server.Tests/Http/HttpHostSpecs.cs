using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Http;
using ForeignTransport.Server.Tests.Management;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Hosting;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace ForeignTransport.Server.Tests.Http;

[Collection(ManagementCollection.Name)]
public class HttpHostSpecs(ThreeNodes cluster)
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:8558", true)]
    [InlineData("127.0.0.1:1", true)]
    [InlineData("[::1]:8558", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:8558", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    public async Task should_answer_under_names_that_nobody_can_move_alone(string host, bool expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/alive") { Headers = { Host = host } };
        using var answer = await cluster.First.Client.SendAsync(request);

        Assert.Equal(expected ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync() == "OK");
    }

    [Fact]
    public async Task should_tell_nothing_of_itself_and_allow_no_page_when_it_answers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cluster/members") { Headers = { { "Origin", "http://evil.example" } } };
        using var answer = await cluster.First.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task should_hide_the_cause_when_a_route_fails()
    {
        await using var host = await HttpHost.StartAsync(
            new ListenAddress(IPAddress.Loopback, 0),
            cluster.First.System,
            routes => routes.MapGet("/broken", _ => throw new InvalidOperationException("secret")),
            CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };

        using var answer = await client.GetAsync("/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("""{"message":"Internal Server Error"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task should_refuse_to_start_with_a_reason_when_the_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var log = Inbox.Create(cluster.First.System);
        cluster.First.System.EventStream.Subscribe(log.Receiver, typeof(Akka.Event.Error));

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => HttpHost.StartAsync(
            new ListenAddress(IPAddress.Loopback, port), cluster.First.System, _ => { }, CancellationToken.None));

        Assert.Equal(ErrorCatalogue.HttpAddressUnavailable, refused.Error.Entry);
        Assert.StartsWith($"127.0.0.1:{port}: ", refused.Error.Detail, StringComparison.Ordinal);

        // Whoever started it says so, in one line; the host does not say it too, with every frame of the stack.
        cluster.First.System.EventStream.Publish(new Akka.Event.Error(null!, "last", typeof(HttpHost), "last"));
        for (var said = ""; said != "last";)
        {
            said = $"{((Akka.Event.Error)await log.ReceiveAsync(TimeSpan.FromSeconds(60))).Message}";
            Assert.DoesNotContain("failed to start", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task should_listen_no_longer_when_it_has_stopped()
    {
        var host = await HttpHost.StartAsync(new ListenAddress(IPAddress.Loopback, 0), cluster.First.System, _ => { }, CancellationToken.None);
        await host.DisposeAsync();
        await host.DisposeAsync();

        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(host.Address));
    }
}
