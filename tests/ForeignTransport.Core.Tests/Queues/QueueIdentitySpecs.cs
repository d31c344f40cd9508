using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>The vectors of management.md 22.1 and the ambiguities of section 14; queues 3 and 4 are FAX, 5 is contoso.com.</summary>
public class QueueIdentitySpecs
{
    private static readonly QueueView[] Queues =
    [
        Queue(3, "FAX"), Queue(4, "FAX"), Queue(5, "contoso.com"),
        .. new[] { QueueIdentityKind.Submission, QueueIdentityKind.Unreachable, QueueIdentityKind.Poison }
            .Select(kind => new QueueView { Identity = QueueIdentity.Of("MB1", kind), NextHopDomain = kind.ToString() })
    ];

    [Theory]
    [InlineData("Submission", null, "Submission")]
    [InlineData(@"mb2\unreachable", "mb2", "Unreachable")]
    [InlineData("poison", null, "Poison")]
    [InlineData("contoso.com", null, "5")]
    [InlineData(@"MB1\5", "MB1", "5")]
    [InlineData(@" MB1\CONTOSO.com ", "MB1", "5")]
    [InlineData("FAX", null, "3 4")]
    [InlineData("*", null, "3 4 5 Poison Submission Unreachable")]
    [InlineData(@"MB1\*", "MB1", "3 4 5 Poison Submission Unreachable")]
    [InlineData(@"Shadow\7", null, "")]
    [InlineData("5", null, "5")]
    [InlineData("6", null, "")]
    public void should_name_queues(string text, string? server, string expected)
    {
        Assert.True(QueueIdentity.TryParse(text, out var identity, out var error), error?.ToString());
        Assert.Equal(server, identity.Server);
        Assert.Equal(expected, string.Join(' ', Queues.Where(identity.Names).Select(queue => queue.Identity).Order().Select(found => found.ToString()[4..])));
    }

    [Theory]
    [InlineData(@"Shadow\7", QueueIdentityKind.Shadow, 7, "")]
    [InlineData(@"MB1\shadow\7", QueueIdentityKind.Shadow, 7, "")]
    [InlineData(@"Shadow\contoso.com", QueueIdentityKind.Name, 0, "contoso.com")]
    [InlineData("00005", QueueIdentityKind.Number, 5, "")]
    [InlineData("5a", QueueIdentityKind.Name, 0, "5a")]
    [InlineData("-5", QueueIdentityKind.Name, 0, "-5")]
    [InlineData("Site:Default;Version:15", QueueIdentityKind.Name, 0, "Site:Default;Version:15")]
    public void should_tell_numbers_from_names(string text, QueueIdentityKind kind, long number, string name)
    {
        Assert.True(QueueIdentity.TryParse(text, out var identity, out _));
        Assert.Equal((kind, number, name), (identity.Kind, identity.Number, identity.Name));
    }

    [Theory]
    [InlineData(@"a\b\c")]
    [InlineData("")]
    [InlineData(@"MB1\")]
    [InlineData(@"\5")]
    [InlineData(@"\Shadow\5")]
    [InlineData(@"MB1\Shadow\five")]
    [InlineData(@"a\b\c\d")]
    [InlineData("99999999999999999999")]
    public void should_refuse_what_is_no_identity(string text)
    {
        Assert.False(QueueIdentity.TryParse(text, out var identity, out var error));
        Assert.Null(identity);
        Assert.Equal("FT-4106", error.Entry.Code);
    }

    [Theory]
    [InlineData(@"MB1\322120")]
    [InlineData(@"MB1\Submission")]
    [InlineData(@"MB1\Shadow\7")]
    [InlineData(@"Shadow\7")]
    [InlineData("contoso.com")]
    [InlineData(@"MB1\*")]
    public void should_write_what_it_reads(string text)
    {
        Assert.True(QueueIdentity.TryParse(text, out var identity, out _));
        Assert.Equal(text, identity.ToString());
    }

    [Fact]
    public void should_be_equal_whatever_the_case()
    {
        Assert.True(QueueIdentity.TryParse(@"mb1\Contoso.com", out var one, out _));
        Assert.True(QueueIdentity.TryParse(@"MB1\contoso.COM", out var other, out _));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, other with { Server = "MB2" });
    }

    private static QueueView Queue(int number, string domain) => new()
    {
        Identity = QueueIdentity.OfNumber("MB1", number),
        DeliveryType = DeliveryType.NonSmtpGatewayDelivery,
        NextHopDomain = domain
    };
}
