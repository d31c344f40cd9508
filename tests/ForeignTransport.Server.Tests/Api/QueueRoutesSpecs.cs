using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Queues over HTTP. Other specs send mail through the same server, so what is asked for here are the persistent queues.</summary>
[Collection(ApiCollection.Name)]
public class QueueRoutesSpecs(ApiServer server)
{
    [Fact]
    public async Task should_list_the_persistent_queues_and_how_complete_the_list_is()
    {
        var list = await server.GetAsync("/queues?include=Undefined,Unreachable");

        Assert.Equal([@"Hub01\Poison", @"Hub01\Submission", @"Hub01\Unreachable"], Identities(list));
        Assert.Equal((3, false, 0, 0), (Number(list, "total"), list["partial"]!.GetValue<bool>(), Number(list, "missingPartitions"), Number(list, "omittedQueues")));
    }

    [Theory]
    [InlineData("filter=NextHopDomain%20-like%20'*on'%20-and%20DeliveryType%20-eq%20Undefined", "Submission")]
    [InlineData("filter={Identity%20-like%20'*Poison'}", "Poison")]
    [InlineData("include=Undefined&include=Unreachable&exclude=Unreachable&sortOrder=-Identity", "Submission Poison")]
    [InlineData("include=Undefined,Unreachable&sortOrder=%2BNextHopDomain", "Poison Submission Unreachable")]
    [InlineData("include=Undefined,Unreachable&sortOrder=+NextHopDomain", "Poison Submission Unreachable")]
    [InlineData("include=Undefined,Unreachable&resultSize=2", "Poison Submission")]
    [InlineData("include=Undefined,Unreachable&resultSize=2&bookmarkIndex=2", "Submission Unreachable")]
    [InlineData("include=Undefined,Unreachable&resultSize=2&bookmarkIndex=2147483647", "Submission Unreachable")]
    [InlineData("include=Undefined,Unreachable&resultSize=2&bookmarkIndex=-1", "Poison Submission")]
    [InlineData("include=Undefined,Unreachable&server=HUB01", "Poison Submission Unreachable")]
    [InlineData("include=Undefined,Unreachable&server=hub01.contoso.com&resultSize=unlimited", "Poison Submission Unreachable")]
    [InlineData("filter=NextRetryTime%20-gt%20'1/5/2018 3:00 PM'&timeZone=UTC&include=Undefined", "")]
    [InlineData("filter=NextRetryTime%20-gt%20'1/5/2018'&timeZone=W.%20Europe%20Standard%20Time&include=Undefined", "")]
    [InlineData("filter=NextRetryTime%20-gt%20'1/5/2018'&timeZone=Moon/Tycho,%2B01:00&include=Undefined", "")]
    public async Task should_select_sort_and_page(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', Identities(await server.GetAsync($"/queues?{query}")).Select(identity => identity[@"Hub01\".Length..])));

    [Theory]
    [InlineData("Submission")]
    [InlineData("Hub01%5CSubmission")]
    [InlineData("hub01%5Csubmission")]
    public async Task should_show_one_queue(string identity)
    {
        var queue = await server.GetAsync($"/queues/{identity}");

        Assert.Equal((@"Hub01\Submission", "Undefined", "Internal"),
            (queue["identity"]!.GetValue<string>(), queue["deliveryType"]!.GetValue<string>(), queue["nextHopCategory"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("*?include=Undefined", "Poison Submission")]
    [InlineData("Hub01%5C*?include=Unreachable", "Unreachable")]
    [InlineData("Submission?exclude=Undefined", "")]
    public async Task should_answer_with_a_list_where_the_identity_does_not_name_one(string path, string expected) =>
        Assert.Equal(expected, string.Join(' ', Identities(await server.GetAsync($"/queues/{path}")).Select(identity => identity[@"Hub01\".Length..])));

    [Theory]
    [InlineData("/queues?filter=Foo%20-eq%201", HttpStatusCode.BadRequest, "FT-4103", "Filter")]
    [InlineData("/queues?filter=Status%20-gt%20Retry", HttpStatusCode.BadRequest, "FT-4104", "Filter")]
    [InlineData("/queues?sortOrder=Foo", HttpStatusCode.BadRequest, "FT-4103", "SortOrder")]
    [InlineData("/queues?include=Foo", HttpStatusCode.BadRequest, "FT-5001", "Include")]
    [InlineData("/queues?resultSize=0", HttpStatusCode.BadRequest, "FT-5002", "ResultSize")]
    [InlineData("/queues?bookmarkIndex=first", HttpStatusCode.BadRequest, "FT-5001", "BookmarkIndex")]
    [InlineData("/queues?timeZone=Moon/Tycho", HttpStatusCode.BadRequest, "FT-5001", "TimeZone")]
    [InlineData("/queues?server=Hub99", HttpStatusCode.NotFound, "FT-5004", "Server")]
    [InlineData("/queues/Hub99%5CSubmission", HttpStatusCode.NotFound, "FT-5004", "Server")]
    [InlineData("/queues/nowhere.example", HttpStatusCode.NotFound, "FT-5004", "Identity")]
    [InlineData("/queues/Shadow%5C7", HttpStatusCode.NotFound, "FT-5004", "Identity")]
    [InlineData("/queues/a%5Cb%5Cc", HttpStatusCode.BadRequest, "FT-4106", "Identity")]
    public async Task should_refuse_with_the_parameter_that_is_wrong(string path, HttpStatusCode status, string code, string parameter)
    {
        var reply = await server.SendAsync("GET", path);

        Assert.Equal((status, code, parameter), (reply.Status, reply.Text("code"), reply.Text("parameter")));
    }

    private static IEnumerable<string> Identities(JsonObject list) => list["items"]!.AsArray().Select(item => item!["identity"]!.GetValue<string>());

    private static int Number(JsonObject list, string key) => list[key]!.GetValue<int>();
}
