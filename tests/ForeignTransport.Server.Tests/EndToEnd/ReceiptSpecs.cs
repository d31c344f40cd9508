using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>A server and a gateway that confirms what it takes, with real files. Notifications come out of the connector Mail.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ReceiptSpecs : IDisposable
{
    private static readonly OrganizationDefinition Organization = ServerFolder.Organization("""
        {
          "acceptedDomains": [{ "name": "Contoso", "domainName": "contoso.com", "isDefault": true }],
          "foreignConnectors": [
            { "name": "Fax", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["hub01"], "receiptMode": "File", "receiptTimeout": "00:10:00" },
            { "name": "Mail", "addressSpaces": ["SMTP:fabrikam.com;1"], "sourceTransportServers": ["hub01"] }
          ]
        }
        """);

    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_tell_who_asked_for_it_that_the_message_is_delivered_when_the_gateway_confirms()
    {
        await using var server = await _folder.StartAsync(Organization);
        var dropped = await ReplayAsync("done", "NOTIFY=SUCCESS");
        Assert.Equal(1, await MessagesAsync(server));

        File.Delete(dropped.Path);
        File.WriteAllText(dropped.Path + ".done", "");

        var dsn = await _folder.DroppedAsync("Mail", "Delivered: done");
        Assert.Equal("delivered", dsn.StatusGroups()[1]["Action"]);
        await GoneAsync(dropped.Path + ".done");
        await Eventually.FindAsync(async () => await MessagesAsync(server) == 0 ? "none" : null, _folder.Describe);
    }

    [Fact]
    public async Task should_return_the_message_with_the_reason_when_the_gateway_could_not_deliver()
    {
        await using var server = await _folder.StartAsync(Organization);
        var dropped = await ReplayAsync("failed", "NOTIFY=FAILURE");

        _folder.Put(_folder.Drop("Fax"), "5.1.1 no such\tnumber\nsecond line", Path.GetFileNameWithoutExtension(dropped.Path) + ".failed");

        var dsn = await _folder.DroppedAsync("Mail", "Undeliverable: failed");
        var status = dsn.StatusGroups()[1];
        Assert.Equal(("failed", "5.1.1", "smtp;550 5.1.1 GATEWAY.Failed;no such number"), (status["Action"], status["Status"], status["Diagnostic-Code"]));
        await GoneAsync(Path.ChangeExtension(dropped.Path, ".failed"));
    }

    [Fact]
    public async Task should_record_it_once_when_the_server_was_away_and_the_gateway_confirmed_meanwhile()
    {
        DroppedFile dropped;
        await using (await _folder.StartAsync(Organization))
        {
            dropped = await ReplayAsync("restart", "NOTIFY=SUCCESS");
        }

        File.WriteAllText(dropped.Path + ".done", "");
        await using var server = await _folder.StartAsync(null);

        await _folder.DroppedAsync("Mail", "Delivered: restart");
        await GoneAsync(dropped.Path + ".done");
        Assert.Single(_folder.Dropped("Fax"));
        Assert.Single(_folder.Dropped("Mail"));
    }

    [Fact]
    public async Task should_take_a_receipt_over_http_once()
    {
        await using var server = await _folder.StartAsync(Organization);
        var name = Path.GetFileName((await ReplayAsync("http", "NOTIFY=FAILURE")).Path);

        // The file is there a moment before the server has noted that it is.
        await Eventually.HoldsAsync(
            async () =>
            {
                var error = await server.TakeReceiptAsync(name, isDelivered: false, "no paper", CancellationToken.None);
                Assert.True(error is null || error.Entry == ErrorCatalogue.ReceiptEarly, $"{error}");
                return error is null;
            },
            _folder.Describe);

        await _folder.DroppedAsync("Mail", "Undeliverable: http");
        Assert.Equal(ErrorCatalogue.ReceiptUnknown, (await server.TakeReceiptAsync(name, isDelivered: true, null, CancellationToken.None))?.Entry);
        Assert.Equal(ErrorCatalogue.ReceiptNameInvalid, (await server.TakeReceiptAsync("../x.eml", isDelivered: true, null, CancellationToken.None))?.Entry);
    }

    [Fact]
    public async Task should_be_done_without_receipts_when_the_connector_asks_for_none()
    {
        await using var server = await _folder.StartAsync(Organization);
        _folder.Put(_folder.Pickup, "From: alice@fabrikam.com\r\nTo: bob@fabrikam.com\r\nSubject: plain\r\n\r\nhello\r\n");

        await _folder.DroppedAsync("Mail", "plain");

        await Eventually.FindAsync(async () => await MessagesAsync(server) == 0 ? "none" : null, _folder.Describe);
    }

    /// <summary>Replay, because NOTIFY comes with the envelope.</summary>
    private Task<DroppedFile> ReplayAsync(string subject, string notify)
    {
        _folder.Put(_folder.Replay, $"X-Sender: <alice@fabrikam.com>\r\nX-Receiver: <IMCEAFAX-1@contoso.com> {notify}\r\n"
            + $"From: alice@fabrikam.com\r\nTo: IMCEAFAX-1@contoso.com\r\nSubject: {subject}\r\n\r\nhello\r\n");
        return _folder.DroppedAsync("Fax", subject);
    }

    private Task GoneAsync(string path) => Eventually.HoldsAsync(() => !File.Exists(path), _folder.Describe);

    private static async Task<int> MessagesAsync(TransportServer server) =>
        (await server.InspectAsync(CancellationToken.None)).Sum(partition => partition.Messages);
}
