using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>A server that the organization does not list: it has not registered yet, or was removed.</summary>
public class UnregisteredServerSpecs
{
    [Fact]
    public async Task should_explain_a_route_with_defaults_when_the_answering_server_is_not_registered()
    {
        var server = new ApiServer();
        await server.InitializeAsync();
        try
        {
            foreach (var connector in (await server.GetAsync("/foreign-connectors"))["items"]!.AsArray().OfType<JsonObject>())
            {
                await server.SendAsync("DELETE", $"/foreign-connectors/{connector["guid"]}");
            }

            // It may register only now: until it has there is nothing to remove.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while ((await server.SendAsync("DELETE", "/transport-services/Hub01")).Status != HttpStatusCode.OK)
            {
                patience.Token.ThrowIfCancellationRequested();
            }

            var route = await server.GetAsync("/route?recipient=FAX:1");

            Assert.Equal("Hub01", route["server"]!.GetValue<string>());
            Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync("GET", "/route?recipient=FAX:1&server=Hub09")).Status);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
