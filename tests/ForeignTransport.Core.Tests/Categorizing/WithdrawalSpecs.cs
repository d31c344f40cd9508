using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Messages that expire, or are held, while their staged files wait: what is said of them is what happened to the file.</summary>
public class WithdrawalSpecs
{
    private static readonly DateTimeOffset Start = QueuedMessages.Now;

    private readonly PartitionDriver _driver = new();

    [Fact]
    public void should_take_the_file_back_and_then_tell_the_sender_when_a_message_expires_while_publication_waits()
    {
        Submit();
        StageAndFail(ConnectorFault.Deferred);
        _driver.Advance(TimeSpan.FromDays(2));

        Assert.Empty(Failures);
        _driver.Run();

        Assert.Equal("550 4.4.7 QUEUE.Expired; message expired", Assert.Single(Failures).Diagnostic);
        Assert.False(WasVisible);
        _driver.SweepStrays();
        Assert.Empty(_driver.Drops.Staging);
    }

    [Fact]
    public void should_record_a_delivery_when_the_answer_about_it_was_lost_and_the_message_expires_then()
    {
        Submit();
        StageAndFail(ConnectorFault.AnswerLost);
        _driver.Advance(TimeSpan.FromDays(2));
        _driver.Run();
        _driver.Advance(TimeSpan.FromMinutes(10));
        _driver.Run();

        Assert.Empty(Failures);
        Assert.True(WasVisible);
        Assert.Empty(_driver.Partition.State.Messages);
    }

    [Fact]
    public void should_not_publish_what_was_taken_back_when_an_earlier_command_comes_late()
    {
        Submit();
        StageAndFail(ConnectorFault.CommandLost);
        _driver.Advance(TimeSpan.FromDays(2));
        _driver.Advance(TimeSpan.FromMinutes(10));
        Assert.True(_driver.Connectors.Commands > 0);
        _driver.Execute();

        _driver.Connectors.RepeatPublication(firstTry: true);
        _driver.Run();

        Assert.Single(Failures);
        Assert.False(WasVisible);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void should_find_what_was_taken_back_when_the_server_ends_after(int steps)
    {
        Submit();
        StageAndFail(ConnectorFault.Deferred);
        _driver.Advance(TimeSpan.FromDays(2));
        for (var step = 0; step < steps; step++)
        {
            // The command is executed, its answer is heard, the failure is journaled.
            Assert.True(step switch { 0 => Do(() => _driver.Execute()), 1 => _driver.Answer(), _ => _driver.WriteJournal() });
        }

        _driver.Crash();
        _driver.Run();
        _driver.Settle();

        PartitionInvariants.CheckSettled(_driver);
        Assert.Equal(steps == 0 ? 0 : 1, Failures.Count);
        Assert.Equal(steps == 0, WasVisible);
    }

    [Theory]
    [InlineData(MessageCommand.Remove, "550 4.3.2 QUEUE.Admin; message deleted by administrative action")]
    [InlineData(MessageCommand.RemoveWithNdr, "550 4.3.2 QUEUE.Admin; message deleted by administrative action")]
    public void should_take_the_file_back_when_a_message_is_removed_while_publication_waits(MessageCommand command, string diagnostic)
    {
        Submit();
        StageAndFail(ConnectorFault.Deferred);

        Assert.Equal(MessageCommandOutcome.PendingRemove, Assert.Single(Command(command).Outcomes).Outcome);
        _driver.Run();
        Assert.Empty(Failures);
        Assert.Equal(MessageStatus.PendingRemove, Assert.Single(Rows).Status);
        _driver.Advance(TimeSpan.FromMinutes(5));
        _driver.Run();

        Assert.Equal((diagnostic, command == MessageCommand.RemoveWithNdr), (Assert.Single(Failures).Diagnostic, Failures[0].OwesDsn));
        Assert.False(WasVisible);
    }

    [Fact]
    public void should_deliver_once_when_a_message_is_suspended_while_publication_waits_and_resumed_later()
    {
        Submit();
        StageAndFail(ConnectorFault.Deferred);
        Command(MessageCommand.Suspend);
        _driver.Run();
        _driver.Advance(TimeSpan.FromDays(3));
        _driver.Run();
        Assert.Equal(MessageStatus.Suspended, Assert.Single(Rows).Status);

        Command(MessageCommand.Resume);
        _driver.Run();

        Assert.Empty(Failures);
        Assert.True(WasVisible);
        Assert.Empty(_driver.Partition.State.Messages);
    }

    [Fact]
    public void should_show_why_it_waits_and_stay_when_nobody_answers_about_an_expired_message()
    {
        Submit();
        StageAndFail(ConnectorFault.CommandLost);
        for (var day = 0; day < 5; day++)
        {
            _driver.Advance(TimeSpan.FromDays(1));
            _driver.Execute(ConnectorFault.CommandLost);
        }

        var row = Assert.Single(Rows);
        Assert.Equal(MessageStatus.Retry, row.Status);
        Assert.Contains("did not answer", row.LastError, StringComparison.Ordinal);
        Assert.Empty(Failures);
    }

    private List<FailedRecipient> Failures =>
        [.. _driver.Journal.OfType<RecipientsFailed>().SelectMany(failed => failed.Recipients).Where(failure => failure.Message == QueuedMessages.Id(1))];

    private bool WasVisible => _driver.Servers.Gateway.WasVisible(QueuedMessages.Id(1), 0);

    private IReadOnlyList<MessageRow> Rows => MessageRows.Of(_driver.Partition, [], _ => true);

    private MessageDecision Command(MessageCommand command) => _driver.Command(command, new MessageCopy(QueuedMessages.Id(1), Rows[0].Queue));

    private void Submit() => _driver.Submit(QueuedMessages.To(1, "r0@contoso.com") with { ReceivedAt = Start, ExpiresAt = Start.AddDays(2) });

    /// <summary>The file is staged, and something happens to the first command to publish it.</summary>
    private void StageAndFail(ConnectorFault fault)
    {
        _driver.WriteJournal();
        _driver.Execute();
        _driver.Answer();
        _driver.WriteJournal();
        Assert.NotNull(_driver.Connectors.NextFirstPublication);
        _driver.Execute(fault);
        if (!_driver.Answer())
        {
            _driver.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1));
        }

        Assert.NotNull(Assert.Single(_driver.Partition.Attempts.UnderWay).Retry);
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
