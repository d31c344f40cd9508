using System.Net;
using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Api.Queues;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Messages in queues over HTTP: how queries are read, and what is refused before any queue is asked.</summary>
[Collection(ApiCollection.Name)]
public class QueuedMessageRoutesSpecs(ApiServer server)
{
    [Fact]
    public void should_read_every_parameter()
    {
        var text = Read(null, "?server=Hub02&queue=Hub02\\FAX&filter=Size -gt 1&sortOrder=-Size,%2BIdentity&resultSize=5&bookmarkIndex=-1&includeBookmark=false&searchForward=FALSE&includeRecipientInfo=true");

        Assert.Equal(("Hub02", @"Hub02\FAX", "Size -gt 1", "5", -1), (text.Server, text.Queue, text.Filter, text.ResultSize, text.BookmarkIndex));
        Assert.Equal(["-Size,+Identity"], text.SortOrder);
        Assert.Equal((false, false, true), (text.IncludeBookmark, text.SearchForward, text.IncludeRecipientInfo));
    }

    [Fact]
    public void should_take_what_exchange_takes_when_nothing_is_given()
    {
        var text = Read(null, "");

        Assert.Equal(new MessageQueryText { SortOrder = text.SortOrder }, text);
        Assert.Empty(text.SortOrder);
    }

    [Fact]
    public void should_not_filter_when_the_message_is_named()
    {
        var text = Read(@"7\1234", "?filter=Size -gt 1&server=Hub02&queue=8&bookmarkObject=7\\1200");

        Assert.Equal((@"7\1234", null, null, null, @"7\1200"), (text.Identity, text.Filter, text.Server, text.Queue, text.BookmarkObject));
    }

    [Theory]
    [InlineData("GET", "/messages?filter=Foo%20-eq%201", HttpStatusCode.BadRequest, "FT-4103", "Filter")]
    [InlineData("GET", "/messages?sortOrder=Foo", HttpStatusCode.BadRequest, "FT-4103", "SortOrder")]
    [InlineData("GET", "/messages?resultSize=0", HttpStatusCode.BadRequest, "FT-5002", "ResultSize")]
    [InlineData("GET", "/messages?bookmarkIndex=first", HttpStatusCode.BadRequest, "FT-5001", "BookmarkIndex")]
    [InlineData("GET", "/messages?bookmarkObject=first", HttpStatusCode.BadRequest, null, "BookmarkObject")]
    [InlineData("GET", "/messages?searchForward=1", HttpStatusCode.BadRequest, "FT-5001", "SearchForward")]
    [InlineData("GET", "/messages?includeRecipientInfo=yes", HttpStatusCode.BadRequest, "FT-5001", "IncludeRecipientInfo")]
    [InlineData("GET", "/messages?timeZone=Moon/Tycho", HttpStatusCode.BadRequest, "FT-5001", "TimeZone")]
    [InlineData("GET", "/messages?server=Hub99", HttpStatusCode.NotFound, "FT-5004", "Server")]
    [InlineData("GET", "/messages?queue=a%5Cb%5Cc", HttpStatusCode.BadRequest, "FT-4106", "Queue")]
    [InlineData("GET", "/messages/seven", HttpStatusCode.BadRequest, null, "Identity")]
    [InlineData("GET", "/messages/Hub99%5C7%5C1234", HttpStatusCode.NotFound, "FT-5004", "Server")]
    [InlineData("GET", "/messages/seven/content", HttpStatusCode.BadRequest, null, "Identity")]
    [InlineData("POST", "/messages/commands", HttpStatusCode.BadRequest, "FT-5011", "Command")]
    [InlineData("POST", "/queues/commands", HttpStatusCode.BadRequest, "FT-5011", "Command")]
    [InlineData("POST", "/queues/commands?whatIf=perhaps", HttpStatusCode.BadRequest, "FT-5001", "WhatIf")]
    public async Task should_refuse_with_the_parameter_that_is_wrong(string method, string path, HttpStatusCode status, string? code, string parameter)
    {
        var reply = await server.SendAsync(method, path, method == "POST" ? "{}" : null);

        Assert.Equal((status, parameter), (reply.Status, reply.Text("parameter")));
        Assert.Equal(code ?? reply.Text("code"), reply.Text("code"));
        Assert.Equal("application/problem+json", reply.ContentType);
    }

    private static MessageQueryText Read(string? identity, string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var (text, error) = QueuedMessageRoutes.Read(
            identity,
            name => values.TryGetValue(name, out var value) ? value.ToString() : null,
            name => values.TryGetValue(name, out var value) ? [.. value.OfType<string>()] : []);
        Assert.Null(error);
        return text;
    }
}
