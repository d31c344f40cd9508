using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Messages that come in over HTTP go the way of all messages.</summary>
[Collection(ApiCollection.Name)]
public class MessageRoutesSpecs(ApiServer server)
{
    [Fact]
    public async Task should_drop_the_body_byte_for_byte_when_a_message_is_sent()
    {
        const string body = "=\xe9 8bit\r\n.\r\nbare\nlf\r\n";
        var (status, receipt) = await SendAsync("?from=chris@fabrikam.com&to=bob@fabrikam.com&to=%5BFAX:%2B14255550100%5D", "Subject: over http 1\r\n\r\n" + body);

        Assert.Equal((HttpStatusCode.Accepted, 2), (status, receipt["recipients"]!.GetValue<int>()));
        var mail = await server.Folder.DroppedAsync("Mail", "over http 1");
        var fax = await server.Folder.DroppedAsync("Fax", "over http 1");
        Assert.Equal(Encoding.Latin1.GetBytes(body), mail.Body);
        Assert.Equal(mail.Body, fax.Body);
        Assert.Contains(mail.Injected, line => line.StartsWith("X-Sender: <chris@fabrikam.com>", StringComparison.Ordinal));
        Assert.Contains(mail.Injected, line => line.StartsWith("X-Receiver: <bob@fabrikam.com>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_take_the_envelope_from_the_header_when_none_is_given()
    {
        var (status, _) = await SendAsync("", "From: chris@fabrikam.com\r\nTo: bob@fabrikam.com\r\nSubject: over http 2\r\n\r\nx\r\n");

        Assert.Equal(HttpStatusCode.Accepted, status);
        var mail = await server.Folder.DroppedAsync("Mail", "over http 2");
        Assert.Contains(mail.Injected, line => line.StartsWith("X-Receiver: <bob@fabrikam.com>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_submit_once_when_the_idempotency_key_is_repeated()
    {
        const string message = "From: chris@fabrikam.com\r\nTo: bob@fabrikam.com\r\nSubject: over http 3\r\n\r\nx\r\n";

        var (_, first) = await SendAsync("", message, ("Idempotency-Key", "order 4711"));
        var (status, second) = await SendAsync("", message, ("Idempotency-Key", "order 4711"));
        await SendAsync("", message.Replace("http 3", "http 4", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((first["id"]!.GetValue<string>(), true), (second["id"]!.GetValue<string>(), second["isRepeat"]!.GetValue<bool>()));
        await server.Folder.DroppedAsync("Mail", "over http 3");
        await server.Folder.DroppedAsync("Mail", "over http 4");
        Assert.Single(server.Folder.Dropped("Mail"), file => file.Head.Contains("Subject: over http 3\r\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?from=not%20an%20address&to=bob@fabrikam.com", "Subject: x\r\n\r\nx\r\n", "From")]
    [InlineData("?from=&to=nobody%20at%20all", "Subject: x\r\n\r\nx\r\n", "To")]
    [InlineData("?from=chris@fabrikam.com", "Subject: nobody to send to\r\n\r\nx\r\n", null)]
    [InlineData("", "no header at all", null)]
    public async Task should_refuse_with_a_reason_when_a_message_is_not_one(string query, string message, string? parameter)
    {
        var (status, problem) = await SendAsync(query, message);

        Assert.Equal((HttpStatusCode.BadRequest, parameter), (status, problem["parameter"]?.GetValue<string>()));
        Assert.StartsWith("FT-", problem["code"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_name_the_content_type_when_another_is_sent()
    {
        using var form = new StringContent("From: a@b.example\r\n\r\n");
        using var answer = await server.Client.PostAsync("/api/v1/messages", form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("message/rfc822", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonNode Json)> SendAsync(string query, string message, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages" + query) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(message)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await server.Client.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
