using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Delivery;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>The part of a partition that waits for gateways to confirm drop files (docs/receipts.md).</summary>
internal sealed partial class CategorizerActor
{
    /// <summary>A directory a connector and server, and a marker a start of it: more than there are.</summary>
    private const int MaxAwaitedDirectories = 1000;

    /// <summary>What is journaled of a publication: with a connector that asks for receipts, that they are awaited.</summary>
    private CategorizerEvent? AwaitsReceipts(Guid connector, DropsPublished? published) =>
        published is not null && _organization.FindConnector(connector) is { ReceiptMode: not ReceiptMode.None } ? DropsAwaiting.For(published) : published;

    private void TakeReceipts(CategorizerCommands.TakeReceipts command)
    {
        var sender = Sender;
        var (taken, verdicts) = _partition.Receipts.Take(command.Receipts, Now);
        var answer = new CategorizerReplies.ReceiptsJudged(_number, verdicts);
        if (taken is null)
        {
            sender.Tell(answer);
            return;
        }

        Commit(taken, () =>
        {
            foreach (var receipt in taken.Receipts.Where(receipt => !receipt.IsDelivered))
            {
                _log.Warning("A gateway did not deliver message {0}: {1}", receipt.Drop.Message, receipt.Diagnostic);
            }

            sender.Tell(answer);
            ComposeDsns();
        });
    }

    private void FindAwaitedDirectories()
    {
        AwaitedDirectory[] directories =
        [
            .. _partition.Receipts.All
                .Select(awaited => new AwaitedDirectory(awaited.File.File.Server, awaited.File.File.Directory, awaited.File.File.Marker))
                .Distinct()
                .Take(MaxAwaitedDirectories)
        ];
        Sender.Tell(new CategorizerReplies.AwaitedDirectories(_number, [.. directories]));
    }

    /// <summary>Files that are overdue are reported, and those whose connector asks for no receipts any more are let go.</summary>
    private void LookAtReceipts(DateTimeOffset now)
    {
        var organization = _organization;
        Commit(
            _partition.Receipts.Release(
                connector => organization.FindConnector(connector) is { ReceiptMode: not ReceiptMode.None },
                connector => organization.FindConnector(connector)?.RelayDsnRequired ?? false,
                now),
            ComposeDsns);
        _services.Hosted.NoteReceipts(_number, _partition.Receipts.Count(Timeout, now));
        var overdue = _partition.Receipts.TakeOverdue(Timeout, now);
        foreach (var files in overdue.GroupBy(file => file.File.Connector))
        {
            var oldest = files.MinBy(file => file.PublishedAt)!;
            _log.Warning("{0}", ErrorCatalogue.ReceiptOverdue.With(
                $"connector {NameOf(files.Key)}: {files.Count()} files, the oldest {oldest.File.FileName} in {oldest.File.Directory} on {oldest.File.Server}"));
        }

        TimeSpan Timeout(Guid connector) => organization.FindConnector(connector)?.ReceiptTimeout ?? TimeSpan.MaxValue;
    }
}
