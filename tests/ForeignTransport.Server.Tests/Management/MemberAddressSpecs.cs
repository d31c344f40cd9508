using Akka.Actor;
using ForeignTransport.Server.Management;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>The traps of contract section 2.1: what <see cref="Address.TryParse(string, out Address)"/> takes and a join must not.</summary>
public class MemberAddressSpecs
{
    private static readonly Address Self = new("akka.tcp", "Main", "host", 3311);

    [Theory]
    [InlineData("akka.tcp://Main@host:3311", true)]
    [InlineData("akka.tcp://Main@other:1", true)]
    [InlineData("akka.tcp://Main@other:65535", true)]
    [InlineData("AKKA.TCP://Main@Host:3311", true)]
    [InlineData("akka.tcp://Main@[::1]:3311", true)]
    [InlineData("Main@host:3311", false)]
    [InlineData("akka.tcp://Main@host", false)]
    [InlineData("akka.tcp://Main", false)]
    [InlineData("akka.tcp://Main@host:99999", false)]
    [InlineData("akka.tcp://Main@host:0", false)]
    [InlineData("akka.tcp://Main@host:-1", false)]
    [InlineData("akka.tcp://Main@host:1/user/x", false)]
    [InlineData("http://Main@host:1", false)]
    [InlineData("akka://Main@host:1", false)]
    [InlineData("akka.tcp://main@host:1", false)]
    [InlineData("akka.tcp://Other@host:1", false)]
    [InlineData("", false)]
    [InlineData("junk", false)]
    public void should_take_complete_addresses_of_this_system_alone(string text, bool expected)
    {
        Assert.Equal(expected, MemberAddress.TryParseTarget(text, Self, out var target));
        Assert.Equal(expected ? text.ToLowerInvariant().Replace("main@", "Main@", StringComparison.Ordinal) : null, target?.ToString());
    }

    [Theory]
    [InlineData("akka.tcp:%2F%2FMain@host:1", "akka.tcp://Main@host:1")]
    [InlineData("akka.tcp:%2f%2fMain@host:1", "akka.tcp://Main@host:1")]
    [InlineData("100%25", "100%25")]
    public void should_decode_what_Kestrel_leaves_and_nothing_twice(string routeValue, string expected) =>
        Assert.Equal(expected, MemberAddress.Decode(routeValue));
}
