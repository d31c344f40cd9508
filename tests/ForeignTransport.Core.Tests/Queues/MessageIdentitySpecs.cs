using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>The vectors of management.md 22.2 that concern the text alone.</summary>
public class MessageIdentitySpecs
{
    [Theory]
    [InlineData("1234", null, QueueIdentityKind.All, "", 0, 1234, @"*\1234")]
    [InlineData(@"*\1234", null, QueueIdentityKind.All, "", 0, 1234, @"*\1234")]
    [InlineData(@"MB2\contoso.com\1234", "MB2", QueueIdentityKind.Name, "contoso.com", 0, 1234, @"MB2\contoso.com\1234")]
    [InlineData(@"contoso.com\1234", null, QueueIdentityKind.Name, "contoso.com", 0, 1234, @"contoso.com\1234")]
    [InlineData(@"Shadow\7\1234", null, QueueIdentityKind.Shadow, "", 7, 1234, @"Shadow\7\1234")]
    [InlineData(@"MB2\Shadow\7\1234", "MB2", QueueIdentityKind.Shadow, "", 7, 1234, @"MB2\Shadow\7\1234")]
    [InlineData(@"MB2\*\1234", "MB2", QueueIdentityKind.All, "", 0, 1234, @"MB2\*\1234")]
    [InlineData(@"4\5", null, QueueIdentityKind.Number, "", 4, 5, @"4\5")]
    [InlineData(@"MB2\poison\5", "MB2", QueueIdentityKind.Poison, "", 0, 5, @"MB2\Poison\5")]
    public void should_read_server_queue_and_number(
        string text, string? server, QueueIdentityKind kind, string name, long queue, long number, string written)
    {
        Assert.True(MessageIdentity.TryParse(text, out var identity, out var error), error?.ToString());
        Assert.Equal(
            (server, kind, name, queue, number),
            (identity.Queue.Server, identity.Queue.Kind, identity.Queue.Name, identity.Queue.Number, identity.Number));
        Assert.Equal(written, identity.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData(@"contoso.com\abc")]
    [InlineData(@"\5")]
    [InlineData(@"a\b\c\5")]
    [InlineData(@"MB2\\5")]
    [InlineData("99999999999999999999")]
    public void should_refuse_what_is_no_identity(string text)
    {
        Assert.False(MessageIdentity.TryParse(text, out _, out var error));
        Assert.Equal("FT-4107", error.Entry.Code);
    }
}
