using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Serving;
using ForeignTransport.Server.Tests.EndToEnd;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Server.Tests.Serving;

/// <summary>A whole server as <c>serve</c> runs it, and what <c>health</c> says of it.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class ServeCommandSpecs : IDisposable
{
    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_be_ready_while_it_serves_and_answer_until_it_has_stopped()
    {
        using var stop = new CancellationTokenSource();
        await using var output = new LockedWriter();
        var serving = ServeCommand.RunAsync(Node("127.0.0.1:0"), output, stop.Token);
        await Eventually.HoldsAsync(() => serving.IsCompleted || output.ToString().Contains("Ready: ", StringComparison.Ordinal), output.ToString);
        var node = Node(Address().Match(output.ToString()).Groups[1].Value);

        Assert.Equal((ExitCode.Success, "OK"), await HealthAsync(node, live: false));
        Assert.Equal((ExitCode.Success, "OK"), await HealthAsync(node, live: true));

        await stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await serving);
        var (code, text) = await HealthAsync(node, live: true);
        Assert.Equal(ExitCode.Failure, code);
        Assert.StartsWith($"http://{node.Http.Address}/alive does not answer: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_end_with_1_and_give_everything_back_when_the_port_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        Assert.Equal(ExitCode.Failure, await ServeCommand.RunAsync(Node($"{other.LocalEndpoint}"), TextWriter.Null, CancellationToken.None));

        await using var next = await _folder.StartAsync(null);
    }

    [Fact]
    public async Task should_not_be_healthy_when_nobody_knows_the_port()
    {
        var (code, text) = await HealthAsync(Node("127.0.0.1:0"), live: false);

        Assert.Equal(ExitCode.Configuration, code);
        Assert.Contains("foreign-transport.http.address has port 0", text, StringComparison.Ordinal);
    }

    private NodeConfiguration Node(string http) => _folder.Configuration((HttpOptions.AddressOption.EnvironmentVariable, http));

    private static async Task<(int Code, string Text)> HealthAsync(NodeConfiguration node, bool live)
    {
        await using var output = new StringWriter();
        var code = await HealthCommand.RunAsync(node, live, output, CancellationToken.None);
        return (code, output.ToString().TrimEnd());
    }

    [GeneratedRegex(@"^HTTP answers at http://(127\.0\.0\.1:\d+)/\r?$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
