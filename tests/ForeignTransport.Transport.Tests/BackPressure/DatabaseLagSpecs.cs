using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.BackPressure;
using ForeignTransport.Transport.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.BackPressure;

/// <summary>How long a database has not answered, as writers and the probe see it.</summary>
public class DatabaseLagSpecs
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void should_be_what_the_slowest_write_took_when_all_are_answered()
    {
        var watch = new WriteWatch(_time);
        using (watch.Begin())
        {
            Pass(3);
        }

        using (watch.Begin())
        {
            Pass(1);
        }

        Assert.Equal(TimeSpan.FromSeconds(3), watch.TakeLag());
        Assert.Equal(TimeSpan.Zero, watch.TakeLag());
    }

    [Fact]
    public void should_be_the_age_of_the_oldest_write_when_it_is_not_answered()
    {
        var watch = new WriteWatch(_time);
        var oldest = watch.Begin();
        Pass(2);
        var newer = watch.Begin();
        Pass(5);

        Assert.Equal(TimeSpan.FromSeconds(7), watch.TakeLag());
        oldest.Dispose();
        oldest.Dispose();
        Assert.Equal(TimeSpan.FromSeconds(7), watch.TakeLag());
        Assert.Equal(TimeSpan.FromSeconds(5), watch.TakeLag());
        newer.Dispose();
    }

    [Fact]
    public async Task should_count_from_the_question_when_the_database_hangs_and_stop_when_it_answers()
    {
        var answer = new TaskCompletionSource<TransportError?>();
        var asked = 0;
        var probe = new DatabaseProbe(_ => { asked++; return answer.Task; }, _time);

        Assert.Equal(TimeSpan.Zero, probe.Silence());
        Pass(4);
        Assert.Equal(TimeSpan.FromSeconds(4), probe.Silence());
        Assert.Equal(1, asked);
        answer.SetResult(null);
        await answer.Task;

        Assert.Equal(TimeSpan.Zero, await SilenceOnceAnsweredAsync(probe, () => asked == 2));
    }

    [Fact]
    public void should_count_from_the_first_failure_when_the_database_refuses_again_and_again()
    {
        TransportError? refusal = ErrorCatalogue.MessageStoreBusy.With("test");
        var probe = new DatabaseProbe(_ => Task.FromResult<TransportError?>(refusal), _time);
        probe.Silence();
        Pass(2);
        probe.Silence();
        Pass(2);

        Assert.Equal(TimeSpan.FromSeconds(4), probe.Silence());
        refusal = null;
        Pass(2);
        Assert.Equal(TimeSpan.FromSeconds(6), probe.Silence());
        Pass(2);
        Assert.Equal(TimeSpan.Zero, probe.Silence());
    }

    private static async Task<TimeSpan> SilenceOnceAnsweredAsync(DatabaseProbe probe, Func<bool> askedAgain)
    {
        while (true)
        {
            var silence = probe.Silence();
            if (askedAgain())
            {
                return silence;
            }

            await Task.Yield();
        }
    }

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
