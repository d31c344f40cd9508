using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>The parameters of Get-Queue together (management.md sections 7 and 16).</summary>
public class QueueQuerySpecs
{
    private static readonly QueueView[] Queues =
    [
        Queue(3, DeliveryType.NonSmtpGatewayDelivery, "FAX", 10),
        Queue(4, DeliveryType.NonSmtpGatewayDelivery, "FAX", 0),
        Queue(5, DeliveryType.SmtpRelayToConnectorSourceServers, "Pager", 7),
        Queue(6, DeliveryType.DeliveryAgent, "MOBILE", 0),
        new QueueView { Identity = QueueIdentity.Of("MB1", QueueIdentityKind.Submission), NextHopDomain = "Submission" }
    ];

    public static TheoryData<QueueQueryText, string> Queries() => new()
    {
        { new(), "3 4 5 6 Submission" },
        { new() { Identity = "*" }, "3 4 5 6 Submission" },
        { new() { Identity = @"MB1\FAX" }, "3 4" },
        { new() { Identity = "7" }, "" },
        { new() { Filter = "MessageCount -gt 0" }, "3 5" },
        { new() { Exclude = ["Empty"] }, "3 5" },
        { new() { Include = ["Empty"] }, "4 6 Submission" },
        { new() { Include = ["External"] }, "3 4 6" },
        { new() { Include = ["internal"] }, "5 Submission" },
        { new() { Include = ["DeliveryAgent", "smtprelaytoconnectorsourceservers"] }, "5 6" },
        { new() { Include = ["External"], Exclude = ["Empty"] }, "3" },
        { new() { Include = ["External", "Internal"], Exclude = ["NonSmtpGatewayDelivery,Undefined"] }, "5 6" },
        { new() { Identity = "FAX", Exclude = ["Empty"] }, "3" },
        { new() { SortOrder = ["-MessageCount"] }, "3 5 4 6 Submission" },
        { new() { ResultSize = "2" }, "3 4" },
        { new() { ResultSize = "2", BookmarkIndex = 2 }, "4 5" },
        { new() { ResultSize = "2", BookmarkIndex = int.MaxValue }, "6 Submission" },
        { new() { ResultSize = "2", BookmarkObject = "5" }, "5 6" },
        { new() { ResultSize = "2", BookmarkObject = @"MB1\4", IncludeBookmark = false }, "5 6" },
        { new() { ResultSize = "2", BookmarkObject = "5", SearchForward = false }, "4 5" },
        { new() { ResultSize = "unlimited", SearchForward = false }, "3 4 5 6 Submission" },
        { new() { ResultSize = "2", BookmarkObject = "5", Exclude = ["SmtpRelayToConnectorSourceServers"] }, "6 Submission" },
        { new() { Server = "MB1", Identity = @"mb1\5" }, "5" }
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void should_select_sort_and_page(QueueQueryText text, string expected)
    {
        Assert.True(QueueQuery.TryParse(text, TimeZoneInfo.Utc, out var query, out var error), error?.ToString());
        Assert.Equal(expected, string.Join(' ', query.Select(Queues).Items.Select(queue => queue.Identity.ToString()[4..])));
    }

    public static TheoryData<QueueQueryText, string, string> Mistakes() => new()
    {
        { new() { Identity = @"a\b\c" }, "FT-4106", @"a\b\c" },
        { new() { Filter = "Foo -eq 1" }, "FT-4103", "Foo" },
        { new() { Include = ["Foo"] }, "FT-5001", "Include 'Foo': allowed are Internal, External, Empty, Undefined, DeliveryAgent" },
        { new() { Exclude = ["3"] }, "FT-5001", "Exclude '3'" },
        { new() { SortOrder = ["Foo"] }, "FT-4103", "Foo" },
        { new() { ResultSize = "0" }, "FT-5002", "ResultSize '0'" },
        { new() { BookmarkObject = @"\" }, "FT-4106", @"\" },
        { new() { BookmarkObject = "5", BookmarkIndex = 1 }, "FT-5001", "BookmarkObject" },
        { new() { Identity = @"MB1\5", Server = "MB2" }, "FT-5001", "Server 'MB2'" }
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void should_say_what_is_wrong(QueueQueryText text, string code, string detail)
    {
        Assert.False(QueueQuery.TryParse(text, TimeZoneInfo.Utc, out _, out var error));
        Assert.Equal(code, error.Entry.Code);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void should_know_the_server_that_was_named()
    {
        Assert.Null(Server(new()));
        Assert.Equal("MB2", Server(new() { Server = "MB2" }));
        Assert.Equal("MB2", Server(new() { Identity = @"MB2\*" }));
    }

    /// <summary>As a command that acts on one queue must ask.</summary>
    [Theory]
    [InlineData("5", "5", null)]
    [InlineData("pager", "5", null)]
    [InlineData("submission", "Submission", null)]
    [InlineData("FAX", null, "FT-4108")]
    [InlineData("*", null, "FT-4108")]
    [InlineData("7", null, "FT-5004")]
    [InlineData(@"Shadow\7", null, "FT-5004")]
    public void should_find_the_one_queue_or_say_why_not(string text, string? expected, string? code)
    {
        Assert.True(QueueIdentity.TryParse(text, out var identity, out _));

        QueueQuery.TryFind(identity, Queues, out var queue, out var error);

        Assert.Equal((expected, code), (queue?.Identity.ToString()[4..], error?.Entry.Code));
    }

    [Fact]
    public void should_name_the_queues_when_there_are_several()
    {
        Assert.True(QueueIdentity.TryParse("FAX", out var identity, out _));
        Assert.False(QueueQuery.TryFind(identity, Queues, out _, out var error));
        Assert.Equal(@"'FAX' names MB1\3, MB1\4", error.Detail);
    }

    private static string? Server(QueueQueryText text)
    {
        Assert.True(QueueQuery.TryParse(text, TimeZoneInfo.Utc, out var query, out _));
        return query.Server;
    }

    private static QueueView Queue(int number, DeliveryType type, string domain, int messages) =>
        new() { Identity = QueueIdentity.OfNumber("MB1", number), DeliveryType = type, NextHopDomain = domain, MessageCount = messages };
}
