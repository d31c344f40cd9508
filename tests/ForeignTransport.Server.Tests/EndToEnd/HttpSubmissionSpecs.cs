using System.Text;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Messages that are submitted over HTTP, as far as a server takes them from whoever speaks HTTP, with a real database and directory.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class HttpSubmissionSpecs : IDisposable
{
    private static readonly OrganizationDefinition Organization = ServerFolder.Organization("""
        {
          "foreignConnectors": [{ "name": "Fax", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["hub01"] }],
          "acceptedDomains": [{ "name": "Contoso", "domainName": "contoso.com", "isDefault": true }]
        }
        """);

    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task should_drop_the_body_as_it_came_for_the_recipients_that_were_given(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        await using var server = await _folder.StartAsync(Organization);

        var receipt = await SubmitAsync(
            server, [.. Encoding.ASCII.GetBytes("From: a@b.com\r\nTo: somebody@else.com\r\nBcc: x@y.com\r\nSubject: given\r\n\r\n"), .. body], "alice@fabrikam.com", "[FAX:+1 425]");

        Assert.Null(receipt.Error);
        var dropped = await _folder.DroppedAsync("Fax", "given");
        Assert.Equal(body, dropped.Body);
        Assert.StartsWith("<alice@fabrikam.com>", dropped.Sender, StringComparison.Ordinal);
        Assert.StartsWith("<IMCEAFAX-+2B1+20425@contoso.com>", Assert.Single(dropped.Receivers), StringComparison.Ordinal);
        Assert.Contains("To: somebody@else.com\r\n", dropped.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc", dropped.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_submit_once_for_a_key_also_after_it_was_delivered_and_the_server_started_again()
    {
        string? id;
        await using (var server = await _folder.StartAsync(Organization))
        {
            id = (await SubmitAsync(server, Message("once"), key: "order 7")).Id?.ToString();
            await _folder.DroppedAsync("Fax", "once");
        }

        await using (var server = await _folder.StartAsync(null))
        {
            var again = await SubmitAsync(server, Message("once"), key: "order 7");
            Assert.Equal((id, true), (again.Id?.ToString(), again.IsRepeat));
            Assert.False((await SubmitAsync(server, Message("other"), key: "order 8")).IsRepeat);
            await _folder.DroppedAsync("Fax", "other");
        }

        Assert.Equal(2, _folder.Dropped("Fax").Count);
    }

    [Fact]
    public async Task should_refuse_for_now_while_the_server_is_suspended()
    {
        await using var server = await _folder.StartAsync(Organization);
        Assert.Null((await server.ChangeAsync(
            new OrganizationCommand.SetTransportService("hub01", ParameterChanges.Of(("ComponentState", "Draining"))), CancellationToken.None)).Error);

        var receipt = await SubmitAsync(server, Message("no"));

        Assert.Equal(ErrorCatalogue.ServerSuspended, receipt.Error?.Entry);
        // Right after a start not every partition is counted yet.
        ServerStatus? last = null;
        await Eventually.FindAsync(
            async () =>
            {
                last = Assert.Single(await server.GetServersAsync(CancellationToken.None));
                return last is { State: ServerState.Draining, Remaining: [var only] }
                    && only.EndsWith("and there is no other server to move them to.", StringComparison.Ordinal) ? last : null;
            },
            () => $"{last} {string.Join(' ', last?.Remaining ?? [])}");
    }

    private static byte[] Message(string subject) =>
        Encoding.ASCII.GetBytes($"From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: {subject}\r\n\r\nhello\r\n");

    private static Task<MessageReceipt> SubmitAsync(TransportServer server, byte[] message, string? from = null, string? to = null, string? key = null) =>
        server.SubmitAsync(new MemoryStream(message), from, to is null ? [] : [to], key is null ? null : new IdempotencyKey(key), CancellationToken.None);
}
