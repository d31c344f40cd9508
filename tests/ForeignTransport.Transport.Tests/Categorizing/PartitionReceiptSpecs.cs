using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition whose connector asks for receipts, stopped at each write that concerns them: one outcome, and no answer before it is durable.</summary>
public sealed class PartitionReceiptSpecs : PartitionWorld
{
    private static readonly ForeignConnector Confirming = Fax with { ReceiptMode = ReceiptMode.File, ReceiptTimeout = TimeSpan.FromMinutes(10) };

    public PartitionReceiptSpecs() => Configure(Confirming, Smtp);

    [Fact]
    public async Task should_answer_when_the_outcome_is_in_the_journal()
    {
        var partition = Start();
        var receipt = await AwaitedAsync(partition);
        Journal.Holds = happened => happened is ReceiptsTaken;

        Offer(partition, receipt);
        await EventuallyAsync(() => Assert.True(Journal.IsHolding));
        await ExpectNoMsgAsync(TimeSpan.Zero);
        Journal.Release();

        Assert.Equal(ReceiptJudgement.Recorded, await JudgedAsync());
        Assert.Equal(0, (await LookAsync(partition)).Messages);
        Assert.Equal([receipt.Drop.Message], Store.Released);
        Offer(partition, receipt);
        Assert.Equal(ReceiptJudgement.Unknown, await JudgedAsync());
        Assert.Equal(0, WrittenCount<DropsPublished>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_await_the_receipt_once_when_the_partition_stops_while_it_journals_the_publication(bool written)
    {
        if (written)
        {
            Journal.Holds = happened => happened is DropsAwaiting;
        }
        else
        {
            Journal.Fails = happened => happened is DropsAwaiting;
        }

        var partition = Start();
        var receipt = await PublishedAsync(partition);
        await StopAsync(partition, written);
        Journal.Fails = _ => false;

        var again = Start();
        if (!written)
        {
            // The gateway was faster than the journal: it is asked to come again.
            Offer(again, receipt);
            Assert.Equal(ReceiptJudgement.Early, await JudgedAsync());
            var publish = await PublishingAsync();
            Assert.False(publish.FirstTry);
            again.Tell(AllPublished(publish), TestActor);
        }

        await AppliedAsync<DropsAwaiting>(again);
        Assert.Equal(1, (await LookAsync(again)).Messages);
        Assert.Equal(0, (await LookAsync(again)).Waiting);
        Offer(again, receipt);
        Assert.Equal(ReceiptJudgement.Recorded, await JudgedAsync());
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task should_record_one_outcome_when_the_partition_stops_while_it_journals_the_receipt(bool written)
    {
        var partition = Start();
        var receipt = (await AwaitedAsync(partition)) with { IsDelivered = false, Reason = "no paper" };
        if (written)
        {
            Journal.Holds = happened => happened is ReceiptsTaken;
        }
        else
        {
            Journal.Fails = happened => happened is ReceiptsTaken;
        }

        Offer(partition, receipt);
        await StopAsync(partition, written);
        Journal.Fails = _ => false;

        var again = Start();
        Offer(again, receipt);
        if (!written)
        {
            Assert.Equal(ReceiptJudgement.Recorded, await JudgedAsync());
        }

        // The sender is told once.
        var dsn = await StagingAsync();
        Assert.Equal(Smtp.Id, dsn.Connector);
        Assert.Equal("550 5.0.0 GATEWAY.Failed; no paper", Assert.Single(Assert.Single(Journal.Written.OfType<ReceiptsTaken>()).Receipts).Diagnostic);
        Assert.Equal(1, WrittenCount<DsnAccepted>());
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task should_count_and_report_what_is_overdue_and_let_go_when_the_connector_asks_for_none_any_more()
    {
        var partition = Start();
        await AwaitedAsync(partition);
        Advance(TimeSpan.FromMinutes(1));
        await EventuallyAsync(() => Assert.Equal(new ReceiptCounts(1, 0), Services.Hosted.Receipts));

        Advance(TimeSpan.FromMinutes(10));
        await EventuallyAsync(() => Assert.Equal(new ReceiptCounts(1, 1), Services.Hosted.Receipts));

        Configure(Fax, Smtp);
        Advance(TimeSpan.FromMinutes(1));

        await AppliedAsync<DropsPublished>(partition);
        Assert.Equal(0, (await LookAsync(partition)).Messages);
    }

    private async Task<GatewayReceipt> AwaitedAsync(IActorRef partition)
    {
        var receipt = await PublishedAsync(partition);
        await AppliedAsync<DropsAwaiting>(partition);
        return receipt;
    }

    private async Task<GatewayReceipt> PublishedAsync(IActorRef partition)
    {
        await SubmittedAsync(partition, Message(1));
        var stage = await StagingAsync();
        partition.Tell(AllStaged(stage), TestActor);
        partition.Tell(AllPublished(await PublishingAsync()), TestActor);
        var drop = Assert.Single(stage.Drops);
        return new GatewayReceipt(drop.Key, drop.FileName, IsDelivered: true, null);
    }

    private async Task StopAsync(IActorRef partition, bool written)
    {
        if (written)
        {
            await EventuallyAsync(() => Assert.True(Journal.IsHolding));
            await KillAsync(partition);
            Journal.Holds = _ => false;
            Journal.Release();
        }
        else
        {
            await ExpectStoppedAsync(partition);
        }
    }

    private void Offer(IActorRef partition, GatewayReceipt receipt) =>
        partition.Tell(new CategorizerCommands.TakeReceipts(0, [receipt]), TestActor);

    private async Task<ReceiptJudgement> JudgedAsync() =>
        Assert.Single((await ExpectMsgAsync<CategorizerReplies.ReceiptsJudged>(Patience)).Verdicts).Judgement;
}
