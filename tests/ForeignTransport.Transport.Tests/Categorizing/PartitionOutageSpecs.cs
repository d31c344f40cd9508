using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
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

        var lines = await LinesAsync(LogLevel.InfoLevel, again);
        Assert.Collection(
            lines.Where(line => line.Contains("journal", StringComparison.Ordinal)),
            line => Assert.StartsWith(ErrorCatalogue.JournalUnavailable.Code, line, StringComparison.Ordinal),
            line => Assert.Contains("available again", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Failed to persist", StringComparison.Ordinal));
    }

    /// <summary>Everything that was logged so far, behind everything the partition was told.</summary>
    private async Task<List<string>> LinesAsync(LogLevel level, IActorRef partition)
    {
        await LookAsync(partition);
        var lines = new List<string>();
        while (_log.HasMessages)
        {
            var line = await _log.ExpectMsgAsync<LogEvent>(Patience);
            if (line.LogLevel() >= level)
            {
                lines.Add($"{line.Message}");
            }
        }

        return lines;
    }
}
