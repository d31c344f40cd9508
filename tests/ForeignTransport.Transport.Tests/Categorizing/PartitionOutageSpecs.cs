using Akka.Event;
using Akka.TestKit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>What a partition does, and says, while the journal or the message store cannot be used.</summary>
public sealed class PartitionOutageSpecs : PartitionWorld
{
    private readonly TestProbe _log;

    public PartitionOutageSpecs()
    {
        _log = CreateTestProbe("log");
        Sys.EventStream.Subscribe(_log, typeof(LogEvent));
        Configure(Fax, Smtp);
    }

    [Fact]
    public async Task should_say_once_that_the_journal_fails_and_once_that_it_works_again()
    {
        Journal.Fails = happened => happened is MessagesAccepted;
        for (var time = 0; time < 3; time++)
        {
            var partition = Start();
            Submit(partition, Message(1));
            await ExpectStoppedAsync(partition);
        }

        Journal.Fails = _ => false;
        var again = Start();
        await SubmittedAsync(again, Message(1));
        await SubmittedAsync(again, Message(2));

        var lines = await LinesAsync("available again");
        Assert.Collection(
            lines.Where(line => line.Contains("journal", StringComparison.Ordinal)),
            line => Assert.StartsWith(ErrorCatalogue.JournalUnavailable.Code, line, StringComparison.Ordinal),
            line => Assert.Contains("available again", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Failed to persist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_say_once_that_notifications_cannot_be_written_and_not_hammer_the_store()
    {
        Store.Outage = ErrorCatalogue.MessageStoreBusy.With("test");
        var partition = Start();
        await SubmittedAsync(partition, Message(1, refused: Refused), Message(2, refused: Refused));
        await EventuallyAsync(() => Assert.Equal(2, Store.Reads));
        for (var second = 0; second < 14; second++)
        {
            await LookAsync(partition);
            Advance(TimeSpan.FromSeconds(1));
        }

        await LookAsync(partition);
        Assert.Equal(2, Store.Reads);
        await EventuallyAsync(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.True(Store.Reads >= 4);
        });
        Store.Outage = null;
        await EventuallyAsync(() =>
        {
            Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(2, WrittenCount<DsnAccepted>());
        });

        Assert.Collection(
            (await LinesAsync("can be written again")).Where(line => line.Contains("otification", StringComparison.Ordinal)),
            line => Assert.StartsWith(ErrorCatalogue.NotificationNotWritten.Code, line, StringComparison.Ordinal),
            line => Assert.Contains("can be written again", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task should_journal_a_notification_once_when_its_writer_answers_a_partition_that_was_restarted()
    {
        var gate = Store.HoldAppends();
        var partition = Start();
        await SubmittedAsync(partition, Message(1, refused: Refused));
        await EventuallyAsync(() => Assert.Equal(1, Store.Appends));
        partition.Tell(Poison, TestActor);
        await EventuallyAsync(() => Assert.Equal(2, Store.Appends));

        gate.SetResult();

        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));
        await UnknownAsync(partition, Message(1).Id);
        Assert.Equal(1, WrittenCount<DsnAccepted>());
    }

    [Fact]
    public async Task should_send_the_notification_without_the_original_when_that_cannot_be_quoted()
    {
        var message = Message(1, refused: Refused);
        Store.Put(message.Id, Store[message.Id], headLength: 10_000);

        await SubmittedAsync(Start(), message);

        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));
    }

    [Fact]
    public async Task should_call_no_content_unneeded_before_submitters_have_offered_again_what_the_journal_failed_to_take()
    {
        // The submitter stores content once and offers it again and again: released in between, it would be accepted without content.
        Journal.Fails = happened => happened is MessagesAccepted;
        var partition = Start();
        Submit(partition, Message(1));
        await ExpectStoppedAsync(partition);
        Journal.Fails = _ => false;
        var again = Start();
        await LookAsync(again);
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await ReleasableAsync(again, Message(1).Id, Message(2).Id));

        await SubmittedAsync(again, Message(1));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([Message(2).Id], await ReleasableAsync(again, Message(1).Id, Message(2).Id));
    }

    private static RefusedRecipient Refused { get; } = new("nobody", "5.1.3", "550 5.1.3 x", DsnNotify.Unspecified, null);

    /// <summary>A message at which the handler throws.</summary>
    private static CategorizerCommands.Submit Poison { get; } = new(0, default);

    /// <summary>The lines that were logged, once the last one is there.</summary>
    private async Task<List<string>> LinesAsync(string last)
    {
        var lines = new List<string>();
        do
        {
            var line = await _log.ExpectMsgAsync<LogEvent>(Patience);
            if (line.LogLevel() >= LogLevel.InfoLevel)
            {
                lines.Add($"{line.Message}");
            }
        }
        while (lines.Count == 0 || !lines[^1].Contains(last, StringComparison.Ordinal));

        return lines;
    }
}
