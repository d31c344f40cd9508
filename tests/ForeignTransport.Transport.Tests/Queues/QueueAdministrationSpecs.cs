using Akka.Actor;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Queues;
using ForeignTransport.Transport.Tests.Submission;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Queues;

/// <summary>The organization is a server that may die with what it was told.</summary>
public sealed class QueueAdministrationSpecs
{
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Guid.NewGuid());

    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _waits = new(0);
    private int _told;

    [Fact]
    public async Task should_suspend_a_queue_when_the_organization_moved_to_another_server_meanwhile()
    {
        var answer = SuspendAsync(silences: 3);
        await LetPassAsync(3);

        var queue = Assert.Single((await answer).Queues);
        Assert.True(queue.Changed);
        Assert.Null(queue.Error);
        Assert.Equal(4, _told);
    }

    [Theory]
    [InlineData(QueueStatus.Ready, 0, true)]
    [InlineData(QueueStatus.Suspended, 1, false)]
    public async Task should_say_whether_anything_changed_when_a_queue_is_suspended(QueueStatus before, int silences, bool expected)
    {
        var answer = SuspendAsync(silences, before);
        await LetPassAsync(silences);

        Assert.Equal(expected, Assert.Single((await answer).Queues).Changed);
    }

    [Fact]
    public async Task should_say_that_nobody_answered_when_the_organization_is_away_for_good()
    {
        var answer = SuspendAsync(silences: int.MaxValue);
        await LetPassAsync(12);

        var queue = Assert.Single((await answer).Queues);
        Assert.False(queue.Changed);
        Assert.Equal(ErrorCatalogue.OrganizationUnanswered, queue.Error?.Entry);
    }

    [Fact]
    public async Task should_end_when_the_caller_gives_up()
    {
        using var caller = new CancellationTokenSource();
        var answer = SuspendAsync(silences: int.MaxValue, cancellationToken: caller.Token);
        await _waits.WaitAsync(CancellationToken.None);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(1, _told);
    }

    private Task<QueueCommandAnswer> SuspendAsync(int silences, QueueStatus before = QueueStatus.Ready, CancellationToken cancellationToken = default)
    {
        var administration = new QueueAdministration(
            ActorRefs.Nobody, 1, new MemoryMessageStore(), (_, _) => Task.FromResult(new QueuesSnapshot([new QueueReport(Fax, before)], 1, 0, 0)), _ => [],
            async (change, token) =>
            {
                if (++_told <= silences)
                {
                    var silence = Task.Delay(Timeout.InfiniteTimeSpan, token);
                    _waits.Release();
                    await silence;
                }

                // It heard the first time too, and only its answer was lost: there is nothing left to change.
                return new OrganizationMessages.Changed(null, [], 1) { Changes = silences > 0 ? [] : [new ObjectChange(null, null)] };
            },
            _time);
        return administration.CommandQueuesAsync(
            QueueCommand.Suspend, new QueueTarget(@"Hub01\FAX", null, null), TimeZoneInfo.Utc, "Hub01", whatIf: false, cancellationToken);
    }

    private async Task LetPassAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await _waits.WaitAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
