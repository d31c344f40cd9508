using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Hosting;

/// <summary>What gateways say over HTTP of drop files.</summary>
public sealed partial class TransportServer
{
    /// <summary>How long a partition has to record a receipt that came over HTTP.</summary>
    private static readonly TimeSpan ReceiptTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan EarlyReceiptPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EarlyReceiptInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes a gateway's word on a drop file: it is in the journal when this says nothing.</summary>
    /// <param name="fileName">The name that the file had in the Drop directory.</param>
    /// <param name="isDelivered">True when the gateway delivered it.</param>
    /// <param name="reason">Why it did not; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting, not what is being recorded.</param>
    /// <returns>Why it was not recorded; null when it was.</returns>
    public async Task<TransportError?> TakeReceiptAsync(string fileName, bool isDelivered, string? reason, CancellationToken cancellationToken)
    {
        if (!DropFileName.TryParse(fileName, out var name))
        {
            return ErrorCatalogue.ReceiptNameInvalid.About("", fileName);
        }

        if (_httpSubmission is null)
        {
            return ErrorCatalogue.ReceiptUnanswered.With(_node.ServerName);
        }

        var partition = name.Message.Partition(_node.Cluster.Partitions);
        var command = new CategorizerCommands.TakeReceipts(partition, [new GatewayReceipt(new DropKey(name.Message, name.Number), fileName, isDelivered, reason)]);
        var since = _time.GetTimestamp();
        try
        {
            while (true)
            {
                var judged = await _categorizer.Ask<CategorizerReplies.ReceiptsJudged>(command, ReceiptTimeout, cancellationToken);
                switch (judged.Verdicts[0].Judgement)
                {
                    case ReceiptJudgement.Recorded:
                        return null;
                    case ReceiptJudgement.Unknown:
                        return ErrorCatalogue.ReceiptUnknown.With(fileName);
                    case ReceiptJudgement.Early when _time.GetElapsedTime(since) >= EarlyReceiptPatience:
                        return ErrorCatalogue.ReceiptEarly.With(fileName);
                }

                // A gateway can be faster than the journal: it is the same write that it waits for.
                await Task.Delay(EarlyReceiptInterval, _time, cancellationToken);
            }
        }
        catch (AskTimeoutException)
        {
            return ErrorCatalogue.ReceiptUnanswered.With($"partition {partition}");
        }
    }
}
