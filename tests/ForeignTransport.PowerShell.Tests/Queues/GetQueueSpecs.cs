using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Queues;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Queues;

public sealed class GetQueueSpecs : EngineSpecs
{
    [Theory]
    [InlineData("-Server Hub02", "?server=Hub02")]
    [InlineData("-Filter \"MessageCount -gt 10 -and Status -eq 'Retry'\"", "?filter=MessageCount%20-gt%2010%20-and%20Status%20-eq%20%27Retry%27")]
    [InlineData("-Filter {MessageCount -gt 10}", "?filter=MessageCount%20-gt%2010")]
    [InlineData("-Filter {NextRetryTime -gt '11/23/2026'}", "?filter=NextRetryTime%20-gt%20%2711%2F23%2F2026%27&timeZone=ZONE")]
    [InlineData("-Server Hub02 -Include Internal,Empty -Exclude External", "?server=Hub02&include=Internal%2CEmpty&exclude=External")]
    [InlineData("-SortOrder '-MessageCount',+Identity", "?sortOrder=-MessageCount%2C%2BIdentity")]
    [InlineData("-ResultSize 10 -BookmarkIndex 11", "?resultSize=10&bookmarkIndex=11")]
    [InlineData("-ResultSize Unlimited", "?resultSize=unlimited")]
    [InlineData("-BookmarkIndex 0", "?bookmarkIndex=0")]
    [InlineData("-DomainController dc01", "")]
    public void should_ask_for_what_was_given(string parameters, string query)
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3"));

        Assert.Equal($"GET /api/v1/queues{query.Replace("ZONE", Uri.EscapeDataString(ClientZone.Text(TimeZoneInfo.Local)), StringComparison.Ordinal)}", Sent($"Get-Queue {parameters}").Line);
    }

    [Theory]
    [InlineData(@"Get-Queue Hub01\3")]
    [InlineData(@"'Hub01\3' | Get-Queue")]
    [InlineData(@"[pscustomobject]@{ Identity = 'Hub01\3' } | Get-Queue")]
    [InlineData("Get-Queue -Server Hub01 | Get-Queue")]
    public void should_show_the_queue_when_it_is_named(string line)
    {
        Server.On("GET", "queues/Hub01%5C3", Documents.Queue(@"Hub01\3", messages: 7)).OnList("queues", Documents.Queue(@"Hub01\3"));

        Assert.Equal(7, Assert.Single(Run(line).Output).Properties["MessageCount"].Value);
        Assert.Equal("GET /api/v1/queues/Hub01%5C3", Server.Requests[^1].Line);
    }

    [Fact]
    public void should_show_all_that_share_the_name_when_the_server_lists_them()
    {
        Server.On("GET", "queues/FAX", $$"""{"items":[{{Documents.Queue(@"Hub01\3")}},{{Documents.Queue(@"Hub01\4")}}],"total":2}""");

        Assert.Equal([@"Hub01\3", @"Hub01\4"], Run("Get-Queue FAX").Output.Select(queue => queue.ToString()));
    }

    [Fact]
    public void should_take_a_service_for_a_server_when_it_comes_through_the_pipeline()
    {
        Server.OnList("transport-services", Documents.Service("Hub01"), Documents.Service("Hub02")).OnList("queues");

        Run("Get-TransportService | Get-Queue");

        Assert.Equal(["GET /api/v1/queues?server=Hub01", "GET /api/v1/queues?server=Hub02"], Server.Requests.Skip(1).Select(request => request.Line));
    }

    [Fact]
    public void should_refuse_when_identity_and_filter_are_given()
    {
        Assert.StartsWith("AmbiguousParameterSet", Engine.Run(@"Get-Queue -Identity Hub01\3 -Filter 'MessageCount -gt 1'").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_warn_when_there_are_more()
    {
        Server.On("GET", "queues", $$"""{"items":[{{Documents.Queue(@"Hub01\3")}}],"total":2300}""");

        Assert.Equal(["Only the first 1 of 2300 queues are shown; -ResultSize unlimited shows all."], Run("Get-Queue").Warnings);
        Assert.Empty(Run("Get-Queue -ResultSize 1").Warnings);
    }

    [Fact]
    public void should_warn_when_the_server_did_not_see_all()
    {
        Server.On("GET", "queues", $$"""{"items":[{{Documents.Queue(@"Hub01\3")}}],"total":1,"partial":true,"missingPartitions":2}""");

        Assert.Equal(["Not all queues are shown: not every partition answers, or there are too many queues."], Run("Get-Queue").Warnings);
    }

    [Fact]
    public void should_have_properties_in_exchange_order()
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3", messages: 100));

        var queue = Assert.Single(Run("Get-Queue").Output);

        Assert.Equal(
            [
                "DeliveryType", "NextHopDomain", "TlsDomain", "NextHopConnector", "Status", "MessageCount", "LastError", "RetryCount", "LastRetryTime", "NextRetryTime",
                "FirstRetryTime", "DeferredMessageCount", "LockedMessageCount", "MessageCountsPerPriority", "DeferredMessageCountsPerPriority", "RiskLevel", "OutboundIPPool",
                "NextHopCategory", "IncomingRate", "OutgoingRate", "Velocity", "OverrideSource", "QueueIdentity", "PriorityDescriptions", "Identity", "IsValid", "ObjectState"
            ],
            queue.Properties.Select(property => property.Name));
        Assert.Equal([0, 100, 0, 0], (int[])queue.Properties["MessageCountsPerPriority"].Value);
        Assert.Equal(-1.25, queue.Properties["Velocity"].Value);
        Assert.Null(queue.Properties["LastRetryTime"].Value);
        Assert.Equal(new DateTime(2026, 11, 2, 11, 30, 0, DateTimeKind.Utc), ((DateTime)queue.Properties["NextRetryTime"].Value).ToUniversalTime());
    }

    /// <summary>Ten queues 1 to 10, a page of 4.</summary>
    [Theory]
    [InlineData(null, true, true, "1 2 3 4")]
    [InlineData(4, true, true, "5 6 7 8")]
    [InlineData(0, true, true, "1 2 3 4")]
    [InlineData(int.MaxValue - 1, true, true, "7 8 9 10")]
    [InlineData(3, false, true, "5 6 7 8")]
    [InlineData(8, false, true, "7 8 9 10")]
    [InlineData(null, true, false, "7 8 9 10")]
    [InlineData(2, true, false, "1 2 3 4")]
    [InlineData(6, true, false, "4 5 6 7")]
    [InlineData(6, false, false, "3 4 5 6")]
    public void should_cut_the_page_when_there_is_a_bookmark(int? bookmark, bool include, bool forward, string expected)
    {
        var all = Enumerable.Range(1, 10).ToList();

        Assert.Equal(expected, string.Join(" ", QueuePage.Cut(all, 4, bookmark, include, forward)));
    }

    [Theory]
    [InlineData("Get-Queue -ResultSize 4 -SearchForward $false", "7 8 9 10")]
    [InlineData("Get-Queue -ResultSize 4 -BookmarkIndex 2147483647", "7 8 9 10")]
    [InlineData(@"Get-Queue -ResultSize 4 -BookmarkObject (Get-Queue Hub01\4) -IncludeBookmark $false", "5 6 7 8")]
    [InlineData(@"Get-Queue -ResultSize 4 -BookmarkObject (Get-Queue Hub01\9) -IncludeBookmark $false", "7 8 9 10")]
    [InlineData("Get-Queue -SearchForward $false", "1 2 3 4 5 6 7 8 9 10")]
    public void should_show_the_page_when_a_bookmark_is_given(string line, string expected)
    {
        Server.OnList("queues", [.. Enumerable.Range(1, 10).Select(number => Documents.Queue($@"Hub01\{number}"))]);
        foreach (var number in (int[])[4, 9])
            Server.On("GET", $"queues/Hub01%5C{number}", Documents.Queue($@"Hub01\{number}"));

        Assert.Equal(expected, string.Join(" ", Run(line).Output.Select(queue => queue.ToString().Split('\\')[1])));
    }

    [Theory]
    [InlineData(@"Hub01\3", 1)]
    [InlineData(@"hub01\10", 2)]
    [InlineData(@"Hub01\5", 2)]
    [InlineData(@"Hub01\11", 3)]
    [InlineData(@"Hub03\1", 4)]
    public void should_take_the_next_one_when_the_bookmark_is_gone(string bookmark, int expected) =>
        Assert.Equal(expected, QueuePage.PositionOf([@"Hub01\1", @"Hub01\3", @"Hub01\10", @"Hub02\1"], bookmark));

    [Fact]
    public void should_refuse_when_two_bookmarks_are_given()
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\1"));

        Assert.StartsWith("TwoBookmarks,", Engine.Run("Get-Queue -BookmarkIndex 1 -BookmarkObject (Get-Queue)").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(Server.Requests);
    }
}
