using ForeignTransport.PowerShell.Queues;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Queues;

/// <summary>Get-QueueDigest.</summary>
public sealed class QueueDigestSpecs : EngineSpecs
{
    [Fact]
    public void should_put_queues_together_and_show_the_longest_first()
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3", messages: 7), Documents.Queue(@"Hub01\4", messages: 9, status: "Retry"), Documents.Queue(@"Hub01\5", "TELEX", 20));

        var digests = Run("Get-QueueDigest -Forest").Output.Select(digest => (QueueDigest)digest.BaseObject).ToList();

        Assert.Equal([("TELEX", 20), ("FAX", 16)], digests.Select(digest => (digest.GroupByValue, digest.MessageCount)));
        Assert.Equal([@"Hub01\4: 9", @"Hub01\3: 7"], digests[1].Details.Select(details => details.ToString()));
        Assert.Equal(-2.5, digests[1].Velocity);
        Assert.Equal("GET /api/v1/queues?exclude=Empty&resultSize=unlimited", Assert.Single(Server.Requests).Line);
    }

    [Theory]
    [InlineData("-GroupBy Status", "Ready 27, Retry 9")]
    [InlineData("-GroupBy ServerName", "Hub01 36")]
    [InlineData("-GroupBy NextHopCategory -DetailsLevel None", "External 36")]
    [InlineData("-ResultSize 1", "TELEX 20")]
    [InlineData("-ResultSize unlimited -Timeout 00:00:05", "TELEX 20, FAX 16")]
    public void should_group_by_what_was_asked_for(string parameters, string expected)
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3", messages: 7), Documents.Queue(@"Hub01\4", messages: 9, status: "Retry"), Documents.Queue(@"Hub01\5", "TELEX", 20));

        Assert.Equal(
            expected,
            string.Join(", ", Run($"Get-QueueDigest -Server Hub01 {parameters}").Output.Select(digest => $"{digest.Properties["GroupByValue"].Value} {digest.Properties["MessageCount"].Value}")));
    }

    [Theory]
    [InlineData("-Server Hub01,Hub02")]
    [InlineData("-Server Hub01,Hub02 -DetailsLevel Verbose")]
    public void should_count_a_queue_once_when_several_servers_show_it(string parameters)
    {
        Server.On("GET", "queues", request => Task.FromResult(new Reply(
            200, $$"""{"items":[{{Documents.Queue(request.Query.Contains("Hub02", StringComparison.Ordinal) ? @"Hub02\3" : @"Hub01\3", messages: 7)}}],"total":1}""")));

        var digest = (QueueDigest)Assert.Single(Run($"Get-QueueDigest {parameters}").Output).BaseObject;

        Assert.Equal((7, @"Hub01\3", "Hub01"), (digest.MessageCount, digest.Details[0].QueueIdentity, digest.Details[0].ServerIdentity));
        Assert.Equal(parameters.EndsWith("Verbose", StringComparison.Ordinal), digest.Details[0] is VerboseQueueDigestDetails { NextHopDomain: "FAX", DeliveryType: "NonSmtpGatewayDelivery" });
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public void should_take_the_servers_of_a_site_and_everything_for_a_dag()
    {
        Server.OnList("queues", Documents.Queue(@"Hub01\3", messages: 7)).OnList(
            "transport-services", """{"identity":"Hub01","name":"Hub01","site":"Berlin"}""", """{"identity":"Hub02","name":"Hub02","site":"Paris"}""", """{"identity":"Hub03","name":"Hub03","site":"berlin"}""");

        Assert.Equal(7, Assert.Single(Run("Get-QueueDigest -Site Berlin").Output).Properties["MessageCount"].Value);
        Assert.Equal(["Hub01", "Hub03"], Server.Requests.Where(request => request.Line.Contains("/queues?", StringComparison.Ordinal)).Select(request => request.Query.Split('&')[0]["server=".Length..]));
        Assert.Equal(7, Assert.Single(Run("Get-QueueDigest -Dag DAG01").Output).Properties["MessageCount"].Value);
        Assert.StartsWith("GET /api/v1/queues?exclude=", Server.Requests[^1].Line, StringComparison.Ordinal);
        Assert.StartsWith("FT-5004", Engine.Run("Get-QueueDigest -Site Rome").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void should_take_servers_from_the_pipeline_and_send_the_filter()
    {
        Server.OnList("queues").OnList("transport-services", Documents.Service("Hub01"));

        Run("Get-TransportService | Get-QueueDigest -Filter {Status -eq 'Retry'} -Include External -Exclude Internal");

        Assert.Equal(
            "GET /api/v1/queues?server=Hub01&filter=Status%20-eq%20%27Retry%27&include=External&exclude=Internal%2CEmpty&resultSize=unlimited",
            Server.Requests[^1].Line);
    }
}
