using Xunit;

namespace ForeignTransport.PowerShell.Tests.Hosting;

/// <summary>A spec with a fake server and an engine that is connected to it.</summary>
public abstract class EngineSpecs : IAsyncLifetime
{
    internal FakeServer Server { get; private set; } = null!;

    internal HostedEngine Engine { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await FakeServer.StartAsync();
        Engine = new HostedEngine(Server);
    }

    public async Task DisposeAsync()
    {
        Engine.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Runs a script that must not fail.</summary>
    internal RunResult Run(string script)
    {
        var result = Engine.Run(script);
        Assert.True(result.Errors.Count == 0, string.Join("\n", result.Errors.Select(error => error.ToString())));
        return result;
    }

    internal RecordedRequest Sent(string script)
    {
        Run(script);
        return Assert.Single(Server.Requests);
    }
}
