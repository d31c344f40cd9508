using System.Text;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>What an administrator does with queues and messages of a real server, over a restart.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class QueueCommandSpecs : IDisposable
{
    private const int Messages = 4;

    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task should_obey_what_was_commanded_before_and_after_a_restart()
    {
        var drop = Path.Combine(_folder.Root, "gateway");
        var server = await _folder.StartAsync(Organization(drop));
        try
        {
            for (var i = 0; i < Messages; i++)
            {
                _folder.Put(_folder.Pickup, $"From: bob@fabrikam.com\r\nTo: [FAX:+{i}]\r\nSubject: queued {i}\r\n\r\nbody {i}");
            }

            await Eventually.HoldsAsync(async () => (await FindAsync(server)).Count(message => message.Status == MessageStatus.Retry) == Messages, _folder.Describe);
            var suspended = Assert.Single((await QueueAsync(server, QueueCommand.Suspend, "FAX")).Queues);
            Assert.True(suspended.Changed);
            Assert.Equal(QueueStatus.Suspended, await StatusAsync(server));
            Assert.Same(ErrorCatalogue.QueueIsSuspended, Assert.Single((await QueueAsync(server, QueueCommand.Retry, "FAX")).Queues).Error!.Entry);

            Assert.Equal(MessageCommandOutcome.Suspended, Assert.Single((await MessageAsync(server, MessageCommand.Suspend, "Subject -eq 'queued 0'")).Messages).Outcome);
            Assert.Equal(MessageCommandOutcome.Removed, Assert.Single((await MessageAsync(server, MessageCommand.Remove, "Subject -eq 'queued 1'")).Messages).Outcome);
            var would = await server.CommandMessagesAsync(
                MessageCommand.Suspend, new MessageTarget(Filter: "Subject -like 'queued*'"), TimeZoneInfo.Utc, whatIf: true, CancellationToken.None);
            Assert.Equal(["Suspended", "Suspended", "Unchanged"], would!.Messages.Select(message => $"{message.Outcome}").Order());
        }
        finally
        {
            await server.DisposeAsync();
        }

        Directory.CreateDirectory(drop);
        server = await _folder.StartAsync(null);
        try
        {
            await Eventually.HoldsAsync(async () => (await FindAsync(server)).Count == Messages - 1, _folder.Describe);
            Assert.Equal(QueueStatus.Suspended, await StatusAsync(server));
            var held = Assert.Single(await FindAsync(server), message => message.Status == MessageStatus.Suspended);
            Assert.Equal("queued 0", held.Subject);

            using var export = new MemoryStream();
            var exported = await server.ExportMessageAsync(held.Identity, export, CancellationToken.None);
            Assert.Null(exported!.Error);
            Assert.Equal(export.Length, exported.Length);
            var text = Encoding.ASCII.GetString(export.ToArray());
            Assert.StartsWith("X-Sender: <bob@fabrikam.com>\r\nX-Receiver: <IMCEAFAX-", text, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\nbody 0", text, StringComparison.Ordinal);
            var other = (await FindAsync(server)).First(message => message.Subject == "queued 2");
            Assert.Same(ErrorCatalogue.MessageNotSuspended, (await server.ExportMessageAsync(other.Identity, export, CancellationToken.None))!.Error!.Entry);

            Assert.True(Assert.Single((await QueueAsync(server, QueueCommand.Resume, "FAX")).Queues).Changed);
            await Eventually.HoldsAsync(() => Directory.EnumerateFiles(drop, "*.eml").Count() == 2, _folder.Describe);
            var resumed = await server.CommandMessagesAsync(
                MessageCommand.Resume, new MessageTarget(Identity: $"{held.Identity}"), TimeZoneInfo.Utc, whatIf: false, CancellationToken.None);
            Assert.Equal(MessageCommandOutcome.Resumed, Assert.Single(resumed!.Messages).Outcome);
            await Eventually.HoldsAsync(async () => Directory.EnumerateFiles(drop, "*.eml").Count() == 3 && (await FindAsync(server)).Count == 0, _folder.Describe);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task should_keep_an_empty_queue_suspended_over_a_restart()
    {
        var drop = Directory.CreateDirectory(Path.Combine(_folder.Root, "gateway")).FullName;
        var server = await _folder.StartAsync(Organization(drop));
        try
        {
            Assert.True(Assert.Single((await QueueAsync(server, QueueCommand.Suspend, @"Hub01\FAX")).Queues).Changed);
            Assert.Equal(QueueStatus.Suspended, await StatusAsync(server));
        }
        finally
        {
            await server.DisposeAsync();
        }

        server = await _folder.StartAsync(null);
        try
        {
            Assert.Equal(QueueStatus.Suspended, await StatusAsync(server));
            _folder.Put(_folder.Pickup, "From: bob@fabrikam.com\r\nTo: [FAX:+1]\r\nSubject: held\r\n\r\nbody");
            await Eventually.HoldsAsync(async () => (await FindAsync(server)).Count == 1, _folder.Describe);
            Assert.Empty(Directory.EnumerateFiles(drop, "*.eml"));

            Assert.True(Assert.Single((await QueueAsync(server, QueueCommand.Resume, "FAX")).Queues).Changed);
            await Eventually.HoldsAsync(() => Directory.EnumerateFiles(drop, "*.eml").Any(), _folder.Describe);
            Assert.False(Assert.Single((await QueueAsync(server, QueueCommand.Resume, "FAX")).Queues).Changed);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static OrganizationDefinition Organization(string drop) => ServerFolder.Organization(
        $$"""
        {
          "acceptedDomains": [
            { "name": "Contoso", "domainName": "contoso.com", "domainType": "Authoritative", "isDefault": true }
          ],
          "foreignConnectors": [
            { "name": "Gateway", "addressSpaces": ["FAX:*;1"], "sourceTransportServers": ["Hub01"], "dropDirectory": "{{drop}}" }
          ]
        }
        """);

    /// <summary>All messages; on a busy machine some partitions may not answer in time, and are asked again.</summary>
    private static async Task<IReadOnlyList<MessageView>> FindAsync(TransportServer server)
    {
        Assert.True(MessageQuery.TryParse(new MessageQueryText(), TimeZoneInfo.Utc, out var query, out _));
        return (await Eventually.FindAsync(
            async () => await server.GetMessagesAsync(query, "Hub01", CancellationToken.None) is { IsPartial: false } all ? all : null,
            () => "Not all partitions answer")).Page.Items;
    }

    private static async Task<QueueStatus> StatusAsync(TransportServer server) =>
        (await Eventually.FindAsync(
            async () => await server.GetQueuesAsync(CancellationToken.None) is { IsPartial: false } all ? all : null,
            () => "Not all partitions answer")).ViewsOf("Hub01").Single(queue => queue.NextHopDomain == "FAX").Status;

    private static async Task<QueueCommandAnswer> QueueAsync(TransportServer server, QueueCommand command, string identity)
    {
        var answer = await server.CommandQueuesAsync(command, new QueueTarget(identity), TimeZoneInfo.Utc, whatIf: false, CancellationToken.None);
        Assert.Null(answer!.Error);
        return answer;
    }

    private static async Task<MessageCommandAnswer> MessageAsync(TransportServer server, MessageCommand command, string filter)
    {
        var answer = await server.CommandMessagesAsync(command, new MessageTarget(Filter: filter), TimeZoneInfo.Utc, whatIf: false, CancellationToken.None);
        Assert.Equal((null, 0), (answer!.Error, answer.MissingPartitions));
        return answer;
    }
}
