using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>What an administrator sees while a gateway is away and when it is back: a real server, a real database.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class QueueSpecs : IDisposable
{
    private const int Messages = 5;

    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_show_the_queue_in_retry_with_its_reason_and_empty_when_the_directory_is_there()
    {
        var drop = Path.Combine(_folder.Root, "gateway");
        await using var server = await _folder.StartAsync(Organization(drop));
        for (var i = 0; i < Messages; i++)
        {
            _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+{i}]\r\nSubject: queued {i}\r\n\r\nbody");
        }

        // A message that is tried again at this moment is in the queue, and not deferred.
        var waiting = await QueueAsync(server, queue => queue.MessageCount == Messages && queue.DeferredMessageCountsPerPriority[1] == Messages
            && queue.RetryCount > 0 && queue.FirstRetryTime < queue.LastRetryTime && queue.Status == QueueStatus.Retry);
        Assert.Equal(("FAX", DeliveryType.NonSmtpGatewayDelivery, NextHopCategory.External), (waiting.NextHopDomain, waiting.DeliveryType, waiting.NextHopCategory));
        Assert.True(LastErrorText.TryParse(waiting.LastError!, out var error));
        Assert.StartsWith(ErrorCatalogue.DropDirectoryMissing.Code, error.Message, StringComparison.Ordinal);
        Assert.Equal((int[])[0, Messages, 0, 0], waiting.DeferredMessageCountsPerPriority);
        Assert.True(waiting.FirstRetryTime < waiting.LastRetryTime && waiting.NextRetryTime is not null);
        Assert.True(waiting.IncomingRate > 0);

        Directory.CreateDirectory(drop);

        var done = await QueueAsync(server, queue => queue.MessageCount == 0);
        Assert.Equal((waiting.Identity, QueueStatus.Ready, 0), (done.Identity, done.Status, done.RetryCount));
        Assert.Null(done.LastError);
        Assert.True(done.OutgoingRate > 0);
        Assert.Equal(Messages, Directory.EnumerateFiles(drop, "*.eml").Count());
    }

    private static OrganizationDefinition Organization(string drop) => ServerFolder.Organization(
        $$"""
        {
          "transportServices": [
            { "name": "Hub01", "queueGlitchRetryInterval": "00:00:01", "transientFailureRetryInterval": "00:00:01",
              "outboundConnectionFailureRetryInterval": "00:00:01" }
          ],
          "acceptedDomains": [
            { "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "Gateway", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"], "dropDirectory": "{{drop}}" }
          ]
        }
        """);

    private Task<QueueView> QueueAsync(TransportServer server, Func<QueueView, bool> condition) => Eventually.FindAsync(
        () =>
        {
            var snapshot = server.GetQueuesAsync(CancellationToken.None).GetAwaiter().GetResult()!;
            Assert.True(server.TryFindServer(null, out var name));
            return snapshot.ViewsOf(name).FirstOrDefault(queue => queue.NextHopDomain == "FAX" && !snapshot.IsPartial && condition(queue));
        },
        _folder.Describe);
}
