using System.IO.Pipelines;
using ForeignTransport.Server.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Server.Tests.Http;

public class StallGuardSpecs
{
    private readonly FakeTimeProvider _time = new();
    private readonly Pipe _sender = new();
    private readonly StallGuard _guard;
    private readonly byte[] _buffer = new byte[64 * 1024];

    public StallGuardSpecs() => _guard = new StallGuard(_sender.Reader.AsStream(), 100_000, _time);

    [Fact]
    public async Task should_give_up_when_nothing_comes_however_much_came_before()
    {
        await _sender.Writer.WriteAsync(new byte[10_000]);
        Assert.Equal(10_000, await _guard.ReadAsync(_buffer));
        var reading = _guard.ReadAsync(_buffer).AsTask();
        _time.Advance(StallGuard.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(reading.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(StatusCodes.Status408RequestTimeout, (await Assert.ThrowsAsync<BadHttpRequestException>(() => reading)).StatusCode);
    }

    [Fact]
    public async Task should_give_up_when_a_few_bytes_come_now_and_then()
    {
        for (var second = 0; second < 29; second++)
        {
            var reading = _guard.ReadAsync(_buffer).AsTask();
            _time.Advance(TimeSpan.FromSeconds(1));
            await _sender.Writer.WriteAsync(new byte[10]);
            Assert.Equal(10, await reading);
        }

        var last = _guard.ReadAsync(_buffer).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<BadHttpRequestException>(() => last);
    }

    [Fact]
    public async Task should_go_on_for_ever_when_enough_comes_or_the_reader_takes_his_time()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            var reading = _guard.ReadAsync(_buffer).AsTask();
            _time.Advance(TimeSpan.FromSeconds(25));
            await _sender.Writer.WriteAsync(new byte[StallGuard.LeastBytes]);
            Assert.Equal(StallGuard.LeastBytes, await reading);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        await _sender.Writer.CompleteAsync();
        Assert.Equal(0, await _guard.ReadAsync(_buffer));
    }

    [Fact]
    public async Task should_take_the_limit_and_not_a_byte_more()
    {
        await _sender.Writer.WriteAsync(new byte[60_000]);
        Assert.Equal(60_000, await _guard.ReadAsync(_buffer));
        await _sender.Writer.WriteAsync(new byte[40_000]);
        Assert.Equal(40_000, await _guard.ReadAsync(_buffer));

        await _sender.Writer.WriteAsync(new byte[1]);

        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => _guard.ReadAsync(_buffer).AsTask());
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task should_say_that_it_was_cancelled_when_the_caller_goes_away()
    {
        using var gone = new CancellationTokenSource();
        var reading = _guard.ReadAsync(_buffer, gone.Token).AsTask();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
