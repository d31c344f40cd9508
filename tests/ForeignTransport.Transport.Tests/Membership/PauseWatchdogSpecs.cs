using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Membership;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public sealed class PauseWatchdogSpecs : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<TransportError> _pauses = [];
    private readonly PauseWatchdog _watchdog;

    public PauseWatchdogSpecs() => _watchdog = new PauseWatchdog(TimeSpan.FromSeconds(5), _pauses.Add, _clock);

    public void Dispose() => _watchdog.Dispose();

    [Fact]
    public void should_keep_still_when_beats_come_in_time()
    {
        for (var beat = 0; beat < 10; beat++)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            Assert.True(_watchdog.Beat());
        }

        Assert.Empty(_pauses);
        Assert.True(_watchdog.MayAct);
    }

    [Fact]
    public void should_call_when_the_process_stood_still_for_longer()
    {
        _clock.Advance(TimeSpan.FromSeconds(5.1));

        Assert.False(_watchdog.Beat());

        Assert.Equal(ErrorCatalogue.ServerPaused, Assert.Single(_pauses).Entry);
    }

    [Fact]
    public void should_forbid_acting_when_it_stood_still_and_has_not_beaten_yet()
    {
        _clock.Advance(TimeSpan.FromSeconds(5.1));

        Assert.False(_watchdog.MayAct);
    }

    [Fact]
    public void should_forbid_acting_for_good_when_it_stood_still_once()
    {
        _clock.Advance(TimeSpan.FromSeconds(5.1));
        _watchdog.Beat();
        _watchdog.Beat();

        Assert.False(_watchdog.MayAct);
    }

    [Fact]
    public async Task should_beat_by_itself_when_started()
    {
        var paused = new TaskCompletionSource();
        using var watchdog = new PauseWatchdog(TimeSpan.FromSeconds(5), _ => paused.TrySetResult(), _clock);
        watchdog.Start();

        _clock.Advance(TimeSpan.FromSeconds(6));

        await paused.Task.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public void should_allow_acting_when_the_clock_of_the_machine_is_used()
    {
        using var watchdog = new PauseWatchdog(TimeSpan.FromSeconds(30), _ => { });
        watchdog.Start();

        Assert.True(watchdog.MayAct);
    }
}
