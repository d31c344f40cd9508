using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public sealed class LoopbackPortSpecs
{
    [Fact]
    public void should_be_another_each_time_and_none_that_a_system_gives_out()
    {
        int[] ports = [.. Enumerable.Range(0, 100).Select(_ => LoopbackPort.Free())];

        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 10_000, 29_999));
    }
}
