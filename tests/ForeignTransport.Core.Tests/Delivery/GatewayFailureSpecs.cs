using FsCheck.Xunit;
using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class GatewayFailureSpecs
{
    [Theory]
    [InlineData("line is busy", "550 5.0.0 GATEWAY.Failed; line is busy")]
    [InlineData(null, "550 5.0.0 GATEWAY.Failed; the gateway did not deliver the message")]
    [InlineData("  \t ", "550 5.0.0 GATEWAY.Failed; the gateway did not deliver the message")]
    [InlineData("5.1.1 no such number", "550 5.1.1 GATEWAY.Failed; no such number")]
    [InlineData("554 5.4.4 no route", "550 5.4.4 GATEWAY.Failed; no route")]
    [InlineData("5.1.1", "550 5.1.1 GATEWAY.Failed; the gateway did not deliver the message")]
    [InlineData("4.4.1 busy", "550 5.0.0 GATEWAY.Failed; busy")]
    [InlineData("250 2.0.0 fine", "550 5.0.0 GATEWAY.Failed; 250 2.0.0 fine")]
    [InlineData("a\r\nX-Injected: yes\u0000\u001b[2J", "550 5.0.0 GATEWAY.Failed; a X-Injected: yes [2J")]
    public void should_be_one_permanent_response_when_a_gateway_says_anything(string? reason, string diagnostic) =>
        Assert.Equal(diagnostic, GatewayFailure.Diagnose(reason).ToString());

    [Fact]
    public void should_be_bounded_when_the_reason_is_huge() =>
        Assert.InRange(GatewayFailure.Diagnose(new string('x', 1_000_000)).ToString().Length, 300, 350);

    [Property(MaxTest = 2000, Replay = "(20261128,31)")]
    public void should_read_back_as_a_permanent_failure_on_one_line_when_the_reason_is_garbage(string? reason)
    {
        var diagnostic = GatewayFailure.Diagnose(reason).ToString();

        Assert.DoesNotContain(diagnostic, char.IsControl);
        Assert.True(SmtpResponse.TryParse(diagnostic, out var read));
        Assert.True(read.Status is { IsPermanent: true });
        Assert.Equal("GATEWAY.Failed", read.Token);
    }
}
